#pragma once
// Groups of training runs that nobody ran, and their files.

#include <fmt/format.h>

#include <string>
#include <vector>

#include "experiments/monitor/training_group.h"

namespace caldera::test {

/// A table of these signals, all without units.
inline SignalTable signal_table(const std::vector<std::string>& names,
                                const std::vector<std::vector<double>>& rows) {
  SignalTable table{{}, rows};
  for (const std::string& name : names) table.signals.push_back({name, "1", name});
  return table;
}

/// What run_group writes of the runs; the file is not yet committed.
inline void write_group(RunWriter& file, const std::vector<GroupRun>& runs) {
  std::vector<double> seeds, batches, rates;
  for (std::size_t k = 0; k < runs.size(); ++k) {
    seeds.push_back(runs[k].seed);
    batches.push_back(runs[k].batch);
    rates.push_back(runs[k].learning_rate);
    const std::string group = fmt::format("/run{:02}", k);
    write_signals(file, group + "/step", runs[k].samples.steps);
    write_signals(file, group + "/epoch", runs[k].samples.epochs);
    write_signals(file, group + "/curvature", runs[k].samples.curvature);
  }
  file.vector("/run/seed", seeds, {"1", "seed"});
  file.vector("/run/batch", batches, {"example", "batch"});
  file.vector("/run/learning_rate", rates, {"1", "rate"});
}

}  // namespace caldera::test
