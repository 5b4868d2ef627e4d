#include "caldera/nn/models/linear_mode.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// Numbers of size 1 that should be equal up to rounding.
void check_same(double found, double expected) {
  CAPTURE(found, expected);
  CHECK(std::abs(found - expected) <= tolerance::closed_form);
}

/// V′ at a by the formula that the header derives b from.
double slope(const LinearMode& m, double a, double beta) {
  const double d = static_cast<double>(m.depth);
  return -d * std::pow(a, d - 1) * (m.singular_value - std::pow(a, d)) + d * beta * a;
}

const double singular_values[] = {0.3, 0.8, 1.7, 2.9};

}  // namespace

TEST_CASE("linear mode: roots of integer order") {
  for (const double x : {0.0, 1e-9, 0.3, 1.0, 2.0, 1e6})
    for (const std::size_t n : {1u, 2u, 3u, 7u})
      CHECK(std::abs(integer_root(x, n) - std::pow(x, 1.0 / double(n))) <=
            1e-15 * std::pow(x, 1.0 / double(n)));
}

TEST_CASE("linear mode: depth 2 has its pitchfork at the singular value") {
  for (const double s : singular_values) {
    const LinearMode mode{s, 2};
    CHECK(fold_strength(mode) == 0);
    CHECK(fold_pull(mode) == s);
    check_same(*learned_strength(mode, s / 3), std::sqrt(s - s / 3));
    check_same(mode_curvature(mode, 0.4), 2 * 0.4 * 0.4);
    CHECK(!learned_strength(mode, s));
    CHECK(!saddle_strength(mode, s / 2));
  }
}

TEST_CASE("linear mode: depth 3 has the fold that is known") {
  for (const double s : singular_values) {
    const LinearMode mode{s, 3};
    check_same(fold_strength(mode), std::cbrt(s / 4));
    check_same(fold_pull(mode), 0.75 * s * std::cbrt(s / 4));
    CHECK(!learned_strength(mode, fold_pull(mode)));
    CHECK(!saddle_strength(mode, 0));
  }
}

TEST_CASE("linear mode: both branches are stationary, and curve as they should") {
  for (const double s : singular_values)
    for (const std::size_t depth : {3u, 4u, 5u, 8u})
      for (const double share : {0.05, 0.5, 0.95, 0.9999}) {
        const LinearMode mode{s, depth};
        CAPTURE(s, depth, share);
        const double beta = share * fold_pull(mode);
        const double minimum = *learned_strength(mode, beta), saddle = *saddle_strength(mode, beta);
        CHECK(saddle < fold_strength(mode));
        CHECK(fold_strength(mode) < minimum);
        for (const double a : {minimum, saddle}) {
          CHECK(std::abs(slope(mode, a, beta)) <= 1e-13);
          const double h = 1e-5;  // V″ = D · curvature, by differences of V′
          const double second = (slope(mode, a + h, beta) - slope(mode, a - h, beta)) / (2 * h);
          CHECK(std::abs(mode_curvature(mode, a) * double(depth) - second) <=
                tolerance::finite_difference * std::fmax(1, std::abs(second)));
        }
        CHECK(mode_curvature(mode, minimum) > 0);
        CHECK(mode_curvature(mode, saddle) < 0);
        CHECK(mode_loss(mode, minimum, beta) < mode_loss(mode, saddle, beta));
        CHECK(mode_loss(mode, saddle, beta) > mode_error(mode, 0));
      }
}

TEST_CASE("linear mode: the fold is where the pull is largest and the curvature is zero") {
  for (const double s : singular_values)
    for (const std::size_t depth : {3u, 4u, 6u}) {
      const LinearMode mode{s, depth};
      const double a = fold_strength(mode);
      CHECK(std::abs(mode_curvature(mode, a)) <= 1e-14);
      for (const double factor : {0.99, 1.01})
        CHECK(mode_pull(mode, a * factor) < fold_pull(mode));
    }
}

TEST_CASE("linear mode: the learned minimum is as deep as zero at the pull of equal depth") {
  for (const double s : singular_values) {
    check_same(equal_depth_pull({s, 3}), std::pow(s / 2, 4.0 / 3));
    check_same(equal_depth_pull({s, 3}) / fold_pull({s, 3}), std::cbrt(16.0) / 3);
    CHECK(equal_depth_pull({s, 2}) == s);
    for (const std::size_t depth : {3u, 4u, 5u, 8u}) {
      const LinearMode mode{s, depth};
      CAPTURE(s, depth);
      const double beta = equal_depth_pull(mode), a = *learned_strength(mode, beta);
      check_same(a, equal_depth_strength(mode));
      check_same(mode_loss(mode, a, beta) / mode_loss(mode, 0, beta), 1);
      for (const double share : {0.99, 1.01}) {  // the deeper one below, the shallower one above
        const double difference =
            mode_loss(mode, *learned_strength(mode, share * beta), share * beta) -
            mode_loss(mode, 0, share * beta);
        CHECK((difference < 0) == (share < 1));
      }
    }
  }
}

TEST_CASE("linear mode: where descent ends depends on the side of the saddle") {
  const LinearMode mode{1.2, 3};
  const double beta = 0.4;
  const double saddle = saddle_strength(mode, beta).value();
  CHECK(settled_strength(mode, saddle * 1.01, beta) == learned_strength(mode, beta));
  CHECK(settled_strength(mode, saddle * 0.99, beta) == 0);
  CHECK(settled_strength(mode, saddle, beta) == saddle);
  CHECK(settled_strength(mode, 1.5, fold_pull(mode) * 1.01) == 0);
  CHECK(settled_strength({1.2, 2}, 1e-9, 1.1) == learned_strength({1.2, 2}, 1.1));
  CHECK(settled_strength({1.2, 2}, 0, 1.1) == 0);
  CHECK(settled_strength({1.2, 2}, 1, 1.3) == 0);
}

}  // namespace caldera::test
