#pragma once
// The names of the signals of a training run, known before there are samples: rules may name these.

#include <string>
#include <vector>

#include "caldera/nn/models/network.h"
#include "experiments/monitor/monitor_options.h"
#include "experiments/monitor/rules.h"

namespace caldera {

/// "step/error", "epoch/test_error", "curvature/eigenvalue1" …: every dataset that a run of this network
/// gets in its three tables (signal_reader.h), in their order. None of the curvature if it is never
/// looked at.
std::vector<std::string> signal_names(const NetworkShape& shape, const MonitorOptions& options);

/// Throws InputError, naming those of the same table, if the rule's signal or its witness is not among
/// the names.
void check_signals(const Rule& rule, const std::vector<std::string>& names);

}  // namespace caldera
