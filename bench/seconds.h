#pragma once
// How the benchmarks measure time.

#include <chrono>
#include <functional>

namespace caldera {

/// Wall-clock seconds that the work takes.
inline double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace caldera
