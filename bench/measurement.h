#pragma once
// What a benchmark prints.

#include <string>

#include "experiments/run/standard_output.h"

namespace caldera {

/// One line "name value unit". bench.sh collects them; table.awk takes the median of each name.
inline void print_measurement(const std::string& name, double value, const std::string& unit,
                              int digits = 5) {
  print_out("{:<28} {:>10.{}g} {}\n", name, value, digits, unit);
}

}  // namespace caldera
