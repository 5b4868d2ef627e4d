#pragma once
// What the benchmarks share.

#include <algorithm>
#include <vector>

namespace caldera {

/// The middle one of the values, of an even number the upper; at least one.
inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace caldera
