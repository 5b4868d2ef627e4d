#pragma once
// Signals of training runs that nobody ran.

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

}  // namespace caldera::test
