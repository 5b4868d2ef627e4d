#include "caldera/probes/series/mean_estimate.h"

#include <cassert>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

MeanEstimate mean_estimate(std::span<const double> values) {
  assert(values.size() >= 2);
  const auto n = static_cast<double>(values.size());
  const double mean = sum(values) / n;
  std::vector<double> deviations;
  for (const double value : values) deviations.push_back(value - mean);
  return {mean, std::sqrt(squared_norm(std::span<const double>(deviations)) / (n - 1) / n)};
}

}  // namespace caldera
