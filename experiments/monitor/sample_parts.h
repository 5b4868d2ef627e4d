#pragma once
// Measurements that samples of several kinds have in common.

#include "experiments/monitor/signal_table.h"
#include "experiments/monitor/snapshot.h"
#include "probes/signals/gradient_noise.h"

namespace caldera {

/// Adds one measurement.
void add(Sample& sample, const std::string& name, const std::string& units,
         const std::string& long_name, double value);

/// step, epoch, beta and learning_rate
void add_place(const Snapshot& at, Sample& sample);

/// gradient_variance, gradient_signal and critical_batch
void add_noise(const GradientNoise& noise, Sample& sample);

}  // namespace caldera
