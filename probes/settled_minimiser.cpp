#include "probes/settled_minimiser.h"

#include "probes/dense.h"
#include "probes/symmetric_eigen.h"

namespace caldera {

LowestCurvature lowest_curvature(Objective& objective, std::span<const double> theta,
                                 const Regulariser<double>& pull) {
  const std::vector<double> hessian = dense(*objective.linearize(theta));
  const SymmetricEigen eigen = eigen_symmetric({hessian.data(), theta.size(), theta.size()});
  const auto lowest = eigen.vector(0);
  return {eigen.values.front() + pull.curvature(), {lowest.begin(), lowest.end()}};
}

MinimiserSummary SettledMinimiser::minimise(std::span<double> theta,
                                            const Regulariser<double>& pull, std::size_t step) {
  MinimiserSummary total;
  for (int descent = 1;; ++descent) {
    const MinimiserSummary done = inner_.minimise(theta, pull, step);
    total = {total.iterations + done.iterations, done.error};
    if (descent == rule_.descents) return total;
    const LowestCurvature lowest = lowest_curvature(objective_, theta, pull);
    if (lowest.value >= rule_.curvature) return total;
    for (std::size_t j = 0; j < theta.size(); ++j) theta[j] += rule_.kick * lowest.direction[j];
  }
}

}  // namespace caldera
