#include "caldera/nn/models/linear_escape_correction.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {
namespace {

using std::numbers::sqrt3;

/// u to the orders that count, as (2) gives them: with k = |λ|,
///   u₀ = √k (ξ + α₂ξ² + γr² + α₃ξ³ + ηξr² + …),   u₁ = κ/√k + ….
/// Left out are the term of u₀ in t, whose mean is zero, and the slope of u₁ in ξ, which adds to
/// ‖∇u‖² what it takes from e^{−2u₀u₁}.
struct Committor {
  double alpha2, gamma, alpha3, eta, kappa;
};

Committor committor_of(const LocalExpansion& e) {
  const double k = -e.along, m = e.across;
  Committor u{};
  u.alpha2 = -e.cubic / k;
  u.gamma = -e.cubic_mixed / (k + 2 * m);
  u.alpha3 = -e.quartic / k - u.alpha2 * u.alpha2 / 2;
  u.eta =
      ((2 * m - k) * u.alpha2 * u.gamma + 4 * m * u.gamma * u.gamma - e.quartic_mixed) / (k + m);
  u.kappa = 2 * u.alpha2 + 4 * u.gamma;
  return u;
}

/// L − L_saddle + u₀², a well.
LocalExpansion exponent_of(const LocalExpansion& e, const Committor& u) {
  const double k = -e.along;
  return {.along = k,
          .across = e.across,
          .cubic = e.cubic + 2 * k * u.alpha2,
          .cubic_mixed = e.cubic_mixed + 2 * k * u.gamma,
          .cubic_across = e.cubic_across,
          .quartic = e.quartic + k * u.alpha2 * u.alpha2 + 2 * k * u.alpha3,
          .quartic_mixed = e.quartic_mixed + 2 * k * (u.alpha2 * u.gamma + u.eta),
          .quartic_across = e.quartic_across + k * u.gamma * u.gamma};
}

}  // namespace

LocalExpansion expansion_at(double singular_value, double a) {
  const double cube = a * a * a, rest = singular_value - cube, beta = a * rest;
  return {.along = 3 * cube * a - beta,
          .across = 2 * beta,
          .cubic = (9 * cube - rest) / (3 * sqrt3),
          .cubic_mixed = (rest - 3 * cube) / (2 * sqrt3),
          .cubic_across = -rest,
          .quartic = 5 * a * a / 6,
          .quartic_mixed = -a * a,
          .quartic_across = a * a / 8};
}

double well_correction(const LocalExpansion& e) {
  const double k = e.along, m = e.across, a = e.cubic, b = e.cubic_mixed, c = e.cubic_across;
  const double fourth =
      3 * e.quartic / (k * k) + 2 * e.quartic_mixed / (k * m) + 8 * e.quartic_across / (m * m);
  const double third_squared = 15 * a * a / (k * k * k) + 8 * b * b / (k * m * m) +
                               12 * a * b / (k * k * m) + 4 * c * c / (9 * m * m * m);
  return third_squared / 2 - fourth;
}

// Of cap = (1/2π) ∫ ‖∇u‖² e^{−(L − L_saddle + u²)/T}, over cap_Gauss, the terms of order T: of the
// exponent L − L_saddle + u₀² alone; of ‖∇u‖²/k = 1 + 4α₂ξ + …; of e^{−2u₀u₁ − Tu₁²}; and of
// products of odd terms, where Φ₃ is the third order of the exponent.
double saddle_correction(const LocalExpansion& at) {
  const Committor u = committor_of(at);
  const LocalExpansion well = exponent_of(at, u);
  const double k = well.along, m = well.across;
  const double steepness =
      (4 * u.alpha2 * u.alpha2 + 6 * u.alpha3) / k + (4 * u.eta + 8 * u.gamma * u.gamma) / m;
  const double shift = u.kappa * ((u.kappa - 2 * u.alpha2) / k - 4 * u.gamma / m);
  const double xi_and_third =
      3 * well.cubic / (k * k) + 2 * well.cubic_mixed / (k * m);  // ⟨ξΦ₃⟩/T²
  const double products = (2 * u.kappa - 4 * u.alpha2) * xi_and_third - 8 * u.alpha2 * u.kappa / k;
  return well_correction(well) + steepness + shift + products;
}

std::optional<double> escape_correction(Phase phase, const LinearMode& mode, double beta) {
  if (mode.depth != 3)
    throw InputError("linear network", "depth", "3 layers", fmt::format("{}", mode.depth),
                     "the correction is known for three");
  const std::optional<ThermalEscape> escape = escape_from(phase, mode, beta);
  if (!escape) return {};
  const double s = mode.singular_value;
  const double well = phase == Phase::learned ? well_correction(expansion_at(s, escape->start))
                                              : s * s / (2 * beta * beta * beta);
  return well - saddle_correction(expansion_at(s, escape->saddle));
}

}  // namespace caldera
