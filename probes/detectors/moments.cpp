#include "probes/detectors/moments.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <vector>

namespace caldera {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

double shifted_mean(std::span<const double> samples) {
  double total = 0;
  for (const double x : samples) total += x - samples.front();
  return samples.front() + total / static_cast<double>(samples.size());
}

Moments moments(std::span<const double> samples) {
  std::vector<double> finite;
  std::ranges::copy_if(samples, std::back_inserter(finite), [](double x) { return std::isfinite(x); });
  if (finite.empty()) return {0, infinity};
  const double mean = shifted_mean(finite);
  if (finite.size() == 1) return {mean, infinity};
  double squares = 0;
  for (const double x : finite) squares += (x - mean) * (x - mean);
  return {mean, std::sqrt(squares / static_cast<double>(finite.size() - 1))};
}

double standardise(double x, const Moments& reference) {
  if (!std::isfinite(x)) return x < 0 ? -infinity : infinity;
  const double difference = x - reference.mean;
  return difference == 0 ? 0 : difference / reference.deviation;
}

}  // namespace caldera
