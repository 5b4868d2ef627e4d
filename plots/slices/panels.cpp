#include "plots/slices/panels.h"

#include <fmt/format.h>

#include <algorithm>

namespace caldera {

std::vector<double> losses(const std::vector<double>& error,
                           const std::vector<double>& squared_norm, double beta) {
  std::vector<double> result = error;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += beta / 2 * squared_norm[i];
  return result;
}

double barrier(const std::vector<double>& losses) {
  double highest = 0, least = losses.front();
  for (std::size_t i = 1; i + 1 < losses.size(); ++i) {
    least = std::min(least, losses[i]);
    if (losses[i] > losses[i - 1] && losses[i] >= losses[i + 1])
      highest = std::max(highest, losses[i] - least);
  }
  return highest;
}

std::string loss_label(double beta) { return beta > 0 ? "L  (nat)" : "E  (nat)"; }

std::string axis_label(const Slice& slice, std::size_t k) {
  if (slice.directions == "random") return fmt::format("along direction {}  (filter norms)", k + 1);
  if (slice.directions == "pca")
    return fmt::format("distance along component {}  ({:.0f} %)", k + 1,
                       100 * slice.frame.shares[k]);
  if (slice.directions == "eigenvectors")
    return fmt::format("distance along an eigenvector,  λ = {:.3g} nat", slice.frame.curvatures[k]);
  return fmt::format("distance along direction {}", k + 1);
}

}  // namespace caldera
