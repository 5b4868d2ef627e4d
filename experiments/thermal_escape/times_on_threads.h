#pragma once
// Arrival times of many walkers, on several threads.

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/first_failure.h"
#include "caldera/probes/langevin/walkers.h"
#include "experiments/thermal_escape/measure.h"

namespace caldera {

/// Walkers that a thread takes at a time. No time depends on it.
inline constexpr std::size_t walkers_at_a_time = 500;

/// arrival_times() of count walkers, on arithmetic().threads threads. `watch` is called by the
/// calling one.
template <class Potential, class HasArrived>
std::vector<double> times_on_threads(const Walkers<Potential>& walkers,
                                     const HasArrived& has_arrived, std::uint32_t first,
                                     std::size_t count, const WatchShare& watch) {
  std::vector<double> times(count);
  std::atomic<std::size_t> arrived = 0;
  const auto on_arrival = [&] {
    const std::size_t now = ++arrived;
    if (omp_get_thread_num() == 0) watch(static_cast<double>(now) / static_cast<double>(count));
  };
  FirstFailure failure;
#pragma omp parallel for schedule(dynamic) num_threads(arithmetic().threads)
  for (std::size_t begin = 0; begin < count; begin += walkers_at_a_time)
    failure.guard([&] {
      const std::size_t size = std::min(walkers_at_a_time, count - begin);
      const std::vector<double> part = arrival_times(
          walkers, has_arrived, first + static_cast<std::uint32_t>(begin), size, on_arrival);
      std::ranges::copy(part, times.begin() + static_cast<std::ptrdiff_t>(begin));
    });
  failure.rethrow();
  return times;
}

}  // namespace caldera
