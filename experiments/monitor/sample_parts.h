#pragma once
// Measurements that samples of several kinds have in common.

#include "caldera/probes/signals/gradient_noise.h"
#include "experiments/monitor/signal_table.h"
#include "experiments/monitor/snapshot.h"

namespace caldera {

/// Adds one measurement.
void add(Sample& sample, const std::string& name, const std::string& units,
         const std::string& long_name, double value);

/// step, epoch, beta and learning_rate
void add_place(const Snapshot& at, Sample& sample);

/// gradient_variance, gradient_signal and critical_batch
void add_noise(const GradientNoise& noise, Sample& sample);

}  // namespace caldera
