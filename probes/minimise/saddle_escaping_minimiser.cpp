#include "caldera/probes/minimise/saddle_escaping_minimiser.h"

#include <optional>

#include "caldera/probes/linalg/positive_definite.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"

namespace caldera {

namespace {

/// Of ∇²E + cI, of which the dense ∇²E is given.
LowestCurvature lowest_of(const std::vector<double>& hessian, std::size_t dim, double c) {
  const SymmetricEigen eigen = eigen_symmetric({hessian.data(), dim, dim});
  const auto lowest = eigen.vector(0);
  return {eigen.values.front() + c, {lowest.begin(), lowest.end()}};
}

/// Whether no eigenvalue of A + shift I is negative.
bool is_above(std::vector<double> a, std::size_t dim, double shift) {
  for (std::size_t i = 0; i < dim; ++i) a[i * dim + i] += shift;
  return is_positive_definite({a.data(), dim, dim});
}

/// The lowest eigenvector of ∇²E + cI if its eigenvalue is below `least`; otherwise none.
std::optional<std::vector<double>> way_down(const std::vector<double>& hessian, std::size_t dim,
                                            double c, double least) {
  if (is_above(hessian, dim, c - least)) return {};
  LowestCurvature lowest = lowest_of(hessian, dim, c);
  if (lowest.value >= least) return {};
  return std::move(lowest.direction);
}

}  // namespace

LowestCurvature lowest_curvature(Objective& objective, std::span<const double> theta,
                                 const Regulariser<double>& pull) {
  return lowest_of(dense_matrix(*objective.linearize(theta)), theta.size(), pull.curvature());
}

MinimiserSummary SaddleEscapingMinimiser::minimise(std::span<double> theta, const Regulariser<double>& pull,
                                                   std::size_t step) {
  MinimiserSummary total;
  for (int descent = 1;; ++descent) {
    const MinimiserSummary done = inner_.minimise(theta, pull, step);
    total = {total.iterations + done.iterations, done.error};
    if (descent == rule_.descents) return total;
    const std::vector<double> hessian = dense_matrix(*objective_.linearize(theta));
    const auto down = way_down(hessian, theta.size(), pull.curvature(), rule_.curvature);
    if (!down) {
      total.converged = done.converged;
      return total;
    }
    for (std::size_t j = 0; j < theta.size(); ++j) theta[j] += rule_.kick * (*down)[j];
  }
}

}  // namespace caldera
