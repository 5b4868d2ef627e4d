#include "caldera/nn/models/linear_escape_correction.h"

#include <cmath>
#include <numbers>
#include <vector>

#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

constexpr LinearMode mode{1, 3};

double loss(const LinearMode& of, double beta, double x, double y, double z) {
  const double rest = of.singular_value - x * y * z;
  return rest * rest / 2 + beta / 2 * (x * x + y * y + z * z);
}

/// ∫ e^{−(L − L₀)/T} over a cube around (a, a, a), over its Gaussian value with the eigenvalues λ
/// and μ, by the trapezoidal rule: nearly exact where the integrand has died off at the sides.
double relative_integral(double beta, double a, const LocalExpansion& at, double temperature) {
  const double widest = std::sqrt(temperature / std::min(at.along, at.across));
  constexpr int half = 40;
  const double cell = 6 * widest / half, lowest = loss(mode, beta, a, a, a);
  double total = 0;
  for (int i = -half; i <= half; ++i)
    for (int j = -half; j <= half; ++j)
      for (int k = -half; k <= half; ++k)
        total += std::exp((lowest - loss(mode, beta, a + i * cell, a + j * cell, a + k * cell)) /
                          temperature);
  const double gaussian =
      std::pow(2 * std::numbers::pi * temperature, 1.5) / std::sqrt(at.along) / at.across;
  return total * cell * cell * cell / gaussian;
}

}  // namespace

TEST_CASE("escape correction: the expansion is the loss, to the fourth order") {
  const double a = 0.7, beta = mode_pull(mode, a);
  const LocalExpansion e = expansion_at(1, a);
  // Along ξ, across d, and both: what is left is of the fifth order.
  for (const double size : {0.02, 0.01}) {
    const double xi = 0.6 * size, d[] = {0.5 * size, -0.2 * size, -0.3 * size};
    const double r2 = d[0] * d[0] + d[1] * d[1] + d[2] * d[2], t = d[0] * d[1] * d[2];
    const double middle = a + xi / std::numbers::sqrt3;
    const double found =
        loss(mode, beta, middle + d[0], middle + d[1], middle + d[2]) - loss(mode, beta, a, a, a);
    const double expansion = e.along / 2 * xi * xi + e.across / 2 * r2 + e.cubic * xi * xi * xi +
                             e.cubic_mixed * xi * r2 + e.cubic_across * t +
                             e.quartic * std::pow(xi, 4) + e.quartic_mixed * xi * xi * r2 +
                             e.quartic_across * r2 * r2 + std::numbers::sqrt3 * a * a * xi * t;
    CHECK(std::abs(found - expansion) <= 10 * std::pow(size, 5));
  }
}

TEST_CASE("escape correction: that of the wells is the integral over them") {
  const double beta = 0.41, a = learned_strength(mode, beta).value();
  const LocalExpansion learned = expansion_at(1, a), origin = {.along = beta, .across = beta};
  for (const auto& [at, place, correction] : {std::tuple{learned, a, well_correction(learned)},
                                              {origin, 0.0, 1 / (2 * beta * beta * beta)}}) {
    const double t = 2e-4 / correction;  // corrections of 2e-4, the next of 1e-7
    CAPTURE(place, correction);
    CHECK(std::abs((relative_integral(beta, place, at, t) - 1) / t / correction - 1) <= 0.01);
  }
}

TEST_CASE("escape correction: of one variable it is the known one") {
  // Nothing across: τ of dx = −V′ dt + √(2T) dW has ∫ e^{V/T} at the saddle, whose correction is
  // that of a well −V: V''''/8V''² + 5V'''²/24|V''|³ with V''' = 6A and V'''' = 24E.
  const LocalExpansion saddle = {.along = -0.7, .across = 1, .cubic = 0.3, .quartic = -0.2};
  const double expected = 24 * -0.2 / (8 * 0.49) + 5 * 36 * 0.09 / (24 * 0.343);
  CHECK(std::abs(-saddle_correction(saddle) - expected) <= tolerance::value<double>);
  const LocalExpansion well = {.along = 0.7, .across = 1, .cubic = 0.3, .quartic = -0.2};
  const double well_expected = -24 * -0.2 / (8 * 0.49) + 5 * 36 * 0.09 / (24 * 0.343);
  CHECK(std::abs(well_correction(well) - well_expected) <= tolerance::value<double>);
}

TEST_CASE("escape correction: what is apart from the path counts as a well's") {
  // L = f(ξ) + g(d): then q depends on ξ alone, and cap has the integral over d for a factor.
  const LocalExpansion along = {.along = -0.7, .across = 1.3, .cubic = 0.3, .quartic = -0.2};
  const LocalExpansion across = {
      .along = 1, .across = 1.3, .cubic_across = 0.4, .quartic_across = 0.1};
  LocalExpansion both = along;
  both.cubic_across = 0.4;
  both.quartic_across = 0.1;
  CHECK(std::abs(saddle_correction(both) - saddle_correction(along) - well_correction(across)) <=
        tolerance::value<double>);
}

TEST_CASE("escape correction: near the fold it is that of a cubic potential, 5T/18ΔL") {
  // V = ε²x − x³/3: V'' = ±2ε at both ends, V''' = −2, ΔV = 4ε³/3, so that c = 2 · 5 · 4 / (24 ·
  // 8ε³).
  for (const double share : {1e-3, 1e-5}) {
    const double beta = (1 - share) * fold_pull(mode);
    const double c = escape_correction(Phase::learned, mode, beta).value();
    const double barrier = escape_from(Phase::learned, mode, beta)->barrier;
    CAPTURE(share, c * barrier);
    CHECK(std::abs(c * barrier - 5.0 / 18) <= 2 * std::sqrt(share));
  }
}

TEST_CASE("escape correction: both ways over one saddle differ by the wells") {
  const double beta = 0.4;
  const double there = escape_correction(Phase::learned, mode, beta).value(),
               back = escape_correction(Phase::origin, mode, beta).value();
  const double learned = well_correction(expansion_at(1, learned_strength(mode, beta).value()));
  CHECK(std::abs(there - back - (learned - 1 / (2 * beta * beta * beta))) <=
        tolerance::second_order<double> * 10);
}

TEST_CASE("escape correction: a larger target has the same one in its units of temperature") {
  // w → s^{1/3} w multiplies L by s² if β grows by s^{4/3}: c falls by s².
  const LinearMode larger{1.728, 3};
  for (const Phase phase : {Phase::learned, Phase::origin}) {
    const double c = escape_correction(phase, mode, 0.4).value();
    const double scaled = escape_correction(phase, larger, 0.4 * 1.2 * 1.2 * 1.2 * 1.2).value();
    CHECK(std::abs(scaled * 1.728 * 1.728 / c - 1) <= tolerance::value<double> * 100);
  }
}

TEST_CASE("escape correction: it is known for depth 3, between 0 and the fold") {
  CHECK_FALSE(escape_correction(Phase::learned, mode, 0.5));
  CHECK_THAT(refusal([] {
               escape_correction(Phase::learned, {1, 4}, 0.1);
             }),
             Catch::Contains("3 layers"));
}

}  // namespace caldera::test
