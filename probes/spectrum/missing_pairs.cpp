#include "caldera/probes/spectrum/missing_pairs.h"

#include <cassert>
#include <cmath>
#include <numbers>
#include <vector>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/symmetric_eigen.h"

namespace caldera {
namespace {

constexpr double two_pi = 2 * std::numbers::pi;

/// log V_b, from V_b = (2π/b) V_{b−2}, V_0 = 1 and V_1 = 2.
double log_volume_of_ball(std::size_t b) {
  double log_volume = b % 2 == 0 ? 0 : elementary::log(2.0);
  for (std::size_t k = b; k > 1; k -= 2) log_volume += elementary::log(two_pi / static_cast<double>(k));
  return log_volume;
}

/// δ with (n/2π)^(b/2) V_b δ^b = chance.
double rare_length(std::size_t n, std::size_t b, double chance) {
  const double log_share = (elementary::log(chance) - log_volume_of_ball(b)) / static_cast<double>(b);
  return elementary::exp(log_share) * std::sqrt(two_pi / static_cast<double>(n));
}

/// F(λ) = Σ (first b entries of sᵢ)(C sᵢ)ᵀ / (λ − θᵢ) over the eigenpairs of T.
class EndOfResolvent {
 public:
  explicit EndOfResolvent(const RandomKrylov& space)
      : starts_(space.starts), ends_(space.coupling.rows), ritz_(eigen_symmetric(space.t)) {
    for (std::size_t i = 0; i < ritz_.dim(); ++i)
      for (std::size_t n = 0; n < ends_; ++n)
        images_.push_back(dot(space.coupling.row(n), ritz_.vector(i).last(space.coupling.cols)));
  }

  const std::vector<double>& ritz_values() const { return ritz_.values; }

  /// Frobenius' norm of F(λ): at least ‖F(λ)‖.
  double norm_at(double lambda) const {
    std::vector<double> f(starts_ * ends_);
    for (std::size_t i = 0; i < ritz_.dim(); ++i)
      for (std::size_t j = 0; j < starts_; ++j)
        for (std::size_t n = 0; n < ends_; ++n)
          f[j * ends_ + n] +=
              ritz_.vector(i)[j] * images_[i * ends_ + n] / (lambda - ritz_.values[i]);
    return norm(std::span<const double>(f));
  }

 private:
  std::size_t starts_, ends_;
  SymmetricEigen ritz_;
  std::vector<double> images_;  // C sᵢ
};

/// The least distance from the Ritz value `end`, in the direction `sign`, beyond which ‖F‖ stays
/// below δ: looked for from far outside, where ‖F‖ ≤ ‖C‖/distance, in steps of 1 %. For b > 1 ‖F‖
/// need not fall all the way; what rises above δ and falls within a step would be overlooked.
double least_distance(const EndOfResolvent& f, double end, double sign, double coupling,
                      double delta) {
  constexpr double step = 1.01, nearest = 1e-15;
  assert(std::isfinite(coupling / delta));
  double distance = coupling / delta;
  while (distance > nearest * coupling && f.norm_at(end + sign * distance / step) < delta)
    distance /= step;
  return distance;
}

}  // namespace

Range range_of_eigenvalues(const RandomKrylov& space, double chance) {
  const EndOfResolvent f(space);
  const double lowest = f.ritz_values().front(), highest = f.ritz_values().back();
  std::vector<double> c(space.coupling.rows);
  for (std::size_t n = 0; n < c.size(); ++n) c[n] = norm(space.coupling.row(n));
  const double coupling = norm(std::span<const double>(c));
  if (coupling == 0) return {lowest, highest};
  const double delta = rare_length(space.dim, space.starts, chance / 2);
  return {lowest - least_distance(f, lowest, -1, coupling, delta),
          highest + least_distance(f, highest, 1, coupling, delta)};
}

}  // namespace caldera
