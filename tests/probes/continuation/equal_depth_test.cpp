// Points of equal depth against closed forms: two wells that a pull makes mirror images of each other,
// and deep linear networks (nn/models/linear_mode.h).

#include "caldera/probes/continuation/equal_depth.h"

#include <algorithm>
#include <cmath>

#include "caldera/nn/models/linear_mode.h"
#include "caldera/nn/models/linear_network.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// E = (x² − 1)² + h x. With the pull (c/2)(x − r)² all that is odd in L is (h − c r) x: so the wells
/// are mirror images, and equally deep, at c = h/r.
class TiltedWells : public Objective {
 public:
  explicit TiltedWells(double tilt) : tilt_(tilt) {}
  std::size_t dim() const override { return 1; }
  double value(std::span<const double> at) override {
    const double well = at[0] * at[0] - 1;
    return well * well + tilt_ * at[0];
  }
  double value_and_gradient(std::span<const double> at, std::span<double> out) override {
    out[0] = 4 * at[0] * (at[0] * at[0] - 1) + tilt_;
    return value(at);
  }
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> at, Curvature) override {
    return std::make_unique<MatrixOperator>(Values{12 * at[0] * at[0] - 4});
  }

 private:
  double tilt_;
};

constexpr double tilt = 0.31, reference = 1.7, exact = tilt / reference;
const Values at_reference = {reference}, left = {-1}, right = {1};

/// The curvature of both wells is above 6 while c is below 0.5.
EqualDepth wells(double start, double high, double gradient, double tolerance_of_c) {
  TiltedWells objective(tilt);
  NewtonMinimiser newton(objective, {.gradient = gradient});
  return equal_depth(objective, newton, at_reference, left, right,
                     {.start = start, .high = high, .curvature = 6, .tolerance = tolerance_of_c});
}

/// From its second call on for a well, it begins in the right one.
class Jumping : public Minimiser<double> {
 public:
  explicit Jumping(Objective& objective) : newton_(objective, {.gradient = 1e-12}) {}
  MinimiserSummary minimise(std::span<double> theta, const Regulariser<double>& pull,
                            std::size_t step) override {
    if (step > 0) theta[0] = 1;
    return newton_.minimise(theta, pull, step);
  }

 private:
  NewtonMinimiser newton_;
};

/// From its second call on, it begins at the origin.
class Falling : public Minimiser<double> {
 public:
  explicit Falling(Objective& objective) : newton_(objective, {.gradient = 1e-13}) {}
  MinimiserSummary minimise(std::span<double> theta, const Regulariser<double>& pull,
                            std::size_t step) override {
    if (step > 0) std::ranges::fill(theta, 0.0);
    return newton_.minimise(theta, pull, step);
  }

 private:
  NewtonMinimiser newton_;
};

/// The learned phase falls onto the origin in the step from `share` of the fold.
EqualDepth fallen(double share) {
  const LinearTask task{3, {0.8}};
  LinearNetwork network(task);
  Falling falling(network);
  const double fold = fold_pull({0.8, 3});
  return equal_depth(network, falling, {}, balanced_weights(task, Values{0.8}), Values(3),
                     {.start = share * fold, .high = 2 * fold, .curvature = 0.1});
}

}  // namespace

TEST_CASE("equal depth: two wells under a pull that makes them mirror images") {
  for (const double start : {0.0, 0.1, 0.18, 0.4}) {
    const EqualDepth found = wells(start, 0.5, 1e-13, 1e-12);
    CAPTURE(start, found.c, found.c_error, found.steps);
    CHECK(found.converged);
    CHECK(std::abs(found.c - exact) <= tolerance::equal_depth);
    CHECK(std::abs(found.c - exact) <= found.c_error);
    CHECK(found.steps <= 6);  // Newton's method
    const double a = found.a.theta[0], b = found.b.theta[0];
    CHECK(std::abs(a + b) <= tolerance::equal_depth);
    CHECK(found.slope == Approx(((a - reference) * (a - reference) -
                                 (b - reference) * (b - reference)) / 2));
  }
}

TEST_CASE("equal depth: its error is a bound to lowest order, however roughly the minima are known") {
  for (const double gradient : {1e-2, 1e-3, 1e-4, 1e-6, 1e-8}) {
    const EqualDepth found = wells(0.3, 0.5, gradient, gradient);
    CAPTURE(gradient, found.c, found.c_error);
    CHECK(found.converged);
    CHECK(std::abs(found.c - exact) <= (1 + found.c_error) * found.c_error);
  }
}

TEST_CASE("equal depth: what is not in the bracket is not found") {
  const EqualDepth found = wells(0.05, 0.1, 1e-12, 1e-10);
  CHECK_FALSE(found.converged);
  CHECK(found.followed);
  CHECK(found.steps == 30);
  CHECK(found.c <= 0.1);
  CHECK(found.c_error > 0.05);
}

TEST_CASE("equal depth: a minimum that is left for another is noticed") {
  TiltedWells objective(tilt);
  Jumping jumping(objective);
  const EqualDepth found = equal_depth(objective, jumping, at_reference, left, right,
                                       {.start = 0.3, .high = 0.5, .curvature = 6});
  CHECK_FALSE(found.followed);
  CHECK_FALSE(found.converged);
  CHECK(found.steps == 2);
}

TEST_CASE("equal depth: a fall is noticed if the other minimum was the deeper one before") {
  const EqualDepth above = fallen(0.95);  // equal depth is at 0.84 of the fold
  CHECK_FALSE(above.followed);
  CHECK_FALSE(above.converged);
  CHECK(above.steps == 2);

  const EqualDepth below = fallen(0.5);  // keeps to both bounds, but one minimum is not two
  CHECK(below.followed);
  CHECK(below.slope == 0);
  CHECK_FALSE(below.converged);
  CHECK(below.steps == 2);
}

TEST_CASE("equal depth: descents that do not converge are no minima") {
  TiltedWells objective(tilt);
  NewtonMinimiser newton(objective, {.gradient = 1e-12, .steps = 1});
  const EqualDepth found = equal_depth(objective, newton, at_reference, left, right,
                                       {.start = 0.3, .high = 0.5, .curvature = 6});
  CHECK_FALSE(found.converged);
  CHECK(found.steps == 1);
}

TEST_CASE("equal depth: one minimum is not two") {
  const LinearTask task{3, {0.8}};
  LinearNetwork network(task);
  NewtonMinimiser newton(network, {.gradient = 1e-13});
  const double fold = fold_pull({0.8, 3});
  const EqualDepth found =  // beyond the fold nothing is left but the origin
      equal_depth(network, newton, {}, balanced_weights(task, Values{0.8}), Values(3),
                  {.start = 1.2 * fold, .low = fold, .high = 2 * fold, .curvature = 0.1});
  CHECK_FALSE(found.converged);
  CHECK(found.c_error > fold);  // Δ has no slope
}

TEST_CASE("equal depth: of each mode of linear networks, to the closed form") {
  const Values s = {1.7, 1.2, 0.8};
  for (const std::size_t depth : {3u, 4u, 5u})
    for (std::size_t last = 0; last < s.size(); ++last) {
      const LinearTask task{depth, s};
      LinearNetwork network(task);
      NewtonMinimiser newton(network, {.gradient = 1e-13});
      const LinearMode mode{s[last], depth};
      Values with(s.size()), without(s.size());
      for (std::size_t i = 0; i <= last; ++i) with[i] = 1.1;
      for (std::size_t i = 0; i < last; ++i) without[i] = 1.1;
      const double fold = fold_pull(mode);
      const EqualDepth found =
          equal_depth(network, newton, {}, balanced_weights(task, with),
                      balanced_weights(task, without),
                      {.start = fold / 2, .high = fold, .curvature = 0.05, .tolerance = 1e-12});
      CAPTURE(depth, last, found.c, found.c_error);
      CHECK(found.converged);
      CHECK(std::abs(found.c - equal_depth_pull(mode)) <= tolerance::equal_depth);
      CHECK(std::abs(found.c - equal_depth_pull(mode)) <= found.c_error);
    }
}

TEST_CASE("equal depth: options that contradict each other are refused") {
  TiltedWells objective(tilt);
  NewtonMinimiser newton(objective);
  const auto said = [&](const EqualDepthOptions& options) {
    return refusal([&] {
      static_cast<void>(equal_depth(objective, newton, at_reference, left, right, options));
    });
  };
  CHECK_THAT(said({.start = 0.1, .low = 0.2, .high = 0.1, .curvature = 1}),
             Catch::Contains("bracket of c"));
  CHECK_THAT(said({.start = 0.3, .low = 0, .high = 0.1, .curvature = 1}), Catch::Contains("start"));
  CHECK_THAT(said({.start = 0.1, .low = 0, .high = 0.2}), Catch::Contains("curvature"));
}

}  // namespace caldera::test
