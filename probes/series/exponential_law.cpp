#include "caldera/probes/series/exponential_law.h"

#include <algorithm>
#include <cassert>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

double exponential_distance(std::vector<double> times) {
  assert(!times.empty());
  std::ranges::sort(times);
  const auto n = static_cast<double>(times.size());
  const double mean = sum(std::span<const double>(times)) / n;
  double distance = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {  // F jumps from i/n to (i + 1)/n here
    const double law = 1 - elementary::exp(-times[i] / mean), below = static_cast<double>(i) / n;
    distance = std::max({distance, law - below, below + 1 / n - law});
  }
  return distance;
}

std::vector<double> exponential_distances(std::size_t size, std::size_t samples,
                                          std::uint64_t seed) {
  std::vector<double> distances;
  for (std::size_t s = 0; s < samples; ++s) {
    const Stream stream{seed, Purpose::null_sample, static_cast<std::uint32_t>(s)};
    std::vector<double> times;
    for (std::size_t i = 0; i < size; ++i) times.push_back(-elementary::log(1 - stream.uniform(i)));
    distances.push_back(exponential_distance(std::move(times)));
  }
  std::ranges::sort(distances);
  return distances;
}

double p_value(double distance, std::span<const double> null) {
  const auto as_far = null.end() - std::ranges::lower_bound(null, distance);
  return (1 + static_cast<double>(as_far)) / (1 + static_cast<double>(null.size()));
}

}  // namespace caldera
