#include "caldera/probes/detectors/moments.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace caldera {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

double shifted_mean(std::span<const double> samples) {
  assert(!samples.empty());
  double total = 0;
  for (const double x : samples) total += x - samples.front();
  return samples.front() + total / static_cast<double>(samples.size());
}

Moments moments(std::span<const double> samples) {
  double count = 0, first = 0, total = 0, squares = 0;
  for (const double x : samples)
    if (std::isfinite(x)) {
      if (count == 0) first = x;
      total += x - first;
      ++count;
    }
  const double mean = count == 0 ? 0 : first + total / count;
  for (const double x : samples)
    if (std::isfinite(x)) squares += (x - mean) * (x - mean);
  return {mean, count < 2 ? infinity : std::sqrt(squares / (count - 1))};
}

double standardise(double x, const Moments& reference) {
  if (!std::isfinite(x)) return x < 0 ? -infinity : infinity;
  const double difference = x - reference.mean;
  return difference == 0 ? 0 : difference / reference.deviation;
}

}  // namespace caldera
