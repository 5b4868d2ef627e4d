#include "caldera/probes/langevin/first_passage.h"

#include <cmath>
#include <numbers>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

double flat(double) { return 0; }

/// x⁴/4 − x²/2: minima at ±1 with V″ = 2, saddle at 0 with V″ = −1, ΔV = ¼.
double double_well(double x) { return x * x * (x * x / 4 - 0.5); }

}  // namespace

TEST_CASE("first passage: diffusion from a wall takes L²/2T, and from half of it three quarters") {
  const Passage whole = {.start = 0, .target = 3, .wall = 0},
                half = {.start = 1.5, .target = 3, .wall = 0};
  CHECK(std::abs(mean_first_passage(flat, 0.5, whole) - 9) <= tolerance::quadrature * 9);
  CHECK(std::abs(mean_first_passage(flat, 0.5, half) - 6.75) <= tolerance::quadrature * 9);
}

TEST_CASE("first passage: downhill drift, in closed form") {
  // V = −x from a wall at the start: τ = L − T (1 − e^{−L/T}).
  const double found =
      mean_first_passage([](double x) { return -x; }, 0.5, {.start = 0, .target = 2, .wall = 0});
  CHECK(std::abs(found - (2 - 0.5 * (1 - std::exp(-4)))) <= tolerance::quadrature * 2);
}

TEST_CASE("first passage: a mirrored potential takes as long") {
  const Passage up = {.start = -1, .target = 0.9, .wall = -3},
                down = {.start = 1, .target = -0.9, .wall = 3};
  const double there = mean_first_passage(double_well, 0.05, up),
               back = mean_first_passage(double_well, 0.05, down);
  CHECK(std::abs(there - back) <= tolerance::quadrature * there);
}

TEST_CASE("first passage: at low temperature it is Kramers' time, and half of it to the saddle") {
  // τ = (2π/√2) e^{ΔV/T} (1 + 3T/2 + …): 3/4 from the well, 3/4 from the saddle.
  for (const double t : {0.02, 0.01}) {
    const double law = 2 * std::numbers::pi / std::sqrt(2) * std::exp(0.25 / t);
    const double beyond =
        mean_first_passage(double_well, t, {.start = -1, .target = 0.9, .wall = -3});
    const double saddle =
        mean_first_passage(double_well, t, {.start = -1, .target = 0, .wall = -3});
    CAPTURE(t, beyond / law);
    CHECK(std::abs(beyond / law - 1 - 1.5 * t) <= 10 * t * t);
    CHECK(std::abs(saddle / beyond - 0.5) <= t * t);
  }
}

TEST_CASE("first passage: what the law and its first correction leave out in a double well") {
  // The bound that the verdict on thermal_escape takes for a network: no less would do here.
  for (const double high : {3.0, 5.0, 8.0, 10.0}) {
    const double t = 0.25 / high, correction = 1.5 * t;
    const double exact =
        mean_first_passage(double_well, t, {.start = -1, .target = 0.9, .wall = -3});
    const double rest =
        exact / (2 * std::numbers::pi / std::sqrt(2) * std::exp(high)) - 1 - correction;
    CAPTURE(high, rest);
    CHECK(rest > 2 * correction * correction);
    CHECK(rest < 5 * correction * correction + 2 * std::exp(-high));
  }
}

}  // namespace caldera::test
