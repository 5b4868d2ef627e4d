#pragma once
// What the benchmarks share.

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace caldera {

/// The middle one of the values, of an even number the upper; at least one.
inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Wall-clock seconds that the work takes.
inline double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace caldera
