// What the program linear_cascade is made of, at depths and singular values that it does not use.

#include "experiments/linear_cascade/closed_forms.h"

#include <cmath>

#include "caldera/nn/models/linear_mode.h"
#include "experiments/linear_cascade/branches.h"
#include "experiments/linear_cascade/sweeps.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Numbers = std::vector<double>;

LinearTask task_of(std::size_t depth) { return {depth, {1.5, 0.9}}; }

/// A minimum in which all modes are learned, at a third of the β at which the last one goes.
struct Learned {
  explicit Learned(std::size_t depth)
      : lesson(task_of(depth)), mode{0.9, depth}, beta(fold_pull(mode) / 3),
        theta(sweep(lesson, Numbers{beta}, disturbed_start(lesson.task, beta, 0.05, 7))
                  .weights.front()) {}
  LinearLesson lesson;
  LinearMode mode;  ///< the last one
  double beta;
  Numbers theta;
};

double power(double a, std::size_t n) { return n == 0 ? 1 : a * power(a, n - 1); }

}  // namespace

TEST_CASE("linear study: positions and transitions at depth 2 and 5") {
  LinearRun run{.singular_values = {1.5, 0.9}};
  double share = 0;
  for (const std::size_t depth : {2u, 5u})
    study_depth(run, depth, {.seed = 3, .points = 30, .steps = 4},
                [&](double done) { share = done; });
  CHECK(share == 1);
  REQUIRE(run.critical.size() == 3 + 2);
  for (const LinearCritical& at : run.critical)
    CHECK(std::abs(at.beta - at.formula) <= tolerance::critical_position);
  for (const LinearDepth& depth : run.depths)
    for (std::size_t mode = 0; mode < 2; ++mode) {
      CHECK(changes(depth.rising, mode).size() == 1);
      CHECK(changes(depth.falling, mode).size() == (depth.depth == 2 ? 1 : 0));
    }
  CHECK(run.orders.size() == 4 + 2);
  CHECK(run.exponents.size() == 2 + 4);
}

TEST_CASE("linear study: a disturbed start ends at balanced weights") {
  for (const std::size_t depth : {2u, 3u, 4u}) {
    Learned at(depth);
    const Numbers products = mode_products(at.lesson.task, at.theta);
    for (std::size_t i = 0; i < 2; ++i) {
      const LinearMode mode{at.lesson.task.singular_values[i], depth};
      CHECK(std::abs(products[i] - power(*learned_strength(mode, at.beta), depth)) <=
            tolerance::critical_position);
    }
    double disturbed = 0;  // the start is far from them
    const Numbers start = disturbed_start(at.lesson.task, at.beta, 0.05, 7);
    for (std::size_t i = 0; i < start.size(); ++i)
      disturbed += (start[i] - at.theta[i]) * (start[i] - at.theta[i]);
    CHECK(disturbed > 0.01);
  }
}

TEST_CASE("linear study: the jump in each step is that of the closed form") {
  for (const std::size_t depth : {2u, 3u, 4u}) {
    Learned at(depth);
    const double end = fold_pull(at.mode);
    const std::vector<LinearJump> found = jumps(at.lesson, {1, true, end, at.theta}, 0.004, 5);
    REQUIRE(found.size() == 5);
    double step = 0.004;
    for (const LinearJump& row : found) {
      CAPTURE(depth, row.step);
      CHECK(row.step == step);
      const double before = power(*learned_strength(at.mode, end - step / 2), depth);
      CHECK(std::abs(row.jump - before) <= tolerance::critical_position);
      step /= 2;
    }
  }
}

TEST_CASE("linear study: what did not converge is said, and a point that Newton misses is refused") {
  Learned at(3);
  CHECK(at.lesson.notes.empty());
  Numbers far(at.theta.size(), 1e200);
  CHECK_THAT(refusal([&] { at.lesson.stationary_point(far, at.beta, 1); }),
             Catch::Contains("a stationary point"));
  far.assign(far.size(), 1e4);  // too many steps away
  CHECK(sweep(at.lesson, Numbers{at.beta}, far).weights.size() == 1);
  REQUIRE(at.lesson.notes.size() == 1);
  CHECK_THAT(at.lesson.notes[0], Catch::Contains("ended at a gradient of"));
}

TEST_CASE("linear study: where no mode goes there is no jump") {
  Learned at(3);
  CHECK_THAT(refusal([&] { jumps(at.lesson, {1, true, at.beta, at.theta}, 0.001, 3); }),
             Catch::Contains("mode 2") && Catch::Contains("found 0"));
}

TEST_CASE("linear study: the order from jumps of a known law") {
  std::vector<LinearJump> first, second;
  for (int k = 0; k < 8; ++k) {
    const double step = 1e-3 * std::pow(0.5, k);
    first.push_back({.depth = 3, .mode = 2, .rising = 1, .step = step,
                     .jump = 0.3 + 0.7 * std::sqrt(step) - 2 * step});
    second.push_back({.depth = 2, .mode = 1, .rising = 0, .step = step, .jump = step / 2});
  }
  const LinearOrder jumping = order_of(first), continuous = order_of(second);
  CHECK(std::abs(jumping.limit - 0.3) <= tolerance::critical_position);
  CHECK(std::abs(jumping.exponent) < 0.02);
  CHECK(jumping.depth == 3);
  CHECK(jumping.mode == 2);
  CHECK(jumping.rising == 1);
  CHECK(std::abs(continuous.limit) <= tolerance::critical_position);
  CHECK(std::abs(continuous.exponent - 1) <= tolerance::critical_position);
}

TEST_CASE("linear study: eigenvalues on both sides of a fold are those of the closed form") {
  for (const std::size_t depth : {3u, 4u}) {
    Learned at(depth);
    const LinearBranch branch = mode_branch(at.lesson, 1, at.theta, at.beta, at.beta / 2);
    REQUIRE(branch.rows.size() == 1);
    const double fold = fold_pull(at.mode);
    const auto minima = scaling_of_minima(at.lesson, branch.rows.front(), at.theta, 17);
    REQUIRE(minima.size() == 17);
    for (const LinearScaling& row : minima) {
      if (row.distance > 0.02) continue;  // farther off another eigenvalue is the smallest
      CAPTURE(depth, row.distance);
      const double curvature =
          mode_curvature(at.mode, *learned_strength(at.mode, fold - row.distance));
      CHECK(row.saddle == 0);
      CHECK(std::abs(row.eigenvalue - curvature) <= tolerance::critical_position);
    }
    const auto saddles = scaling_of_saddles(at.lesson, branch, 17);
    REQUIRE(saddles.size() > 10);
    for (const LinearScaling& row : saddles) {
      CAPTURE(depth, row.distance);
      const double curvature =
          mode_curvature(at.mode, *saddle_strength(at.mode, fold - row.distance));
      CHECK(row.saddle == 1);
      CHECK(std::abs(row.eigenvalue - curvature) <= tolerance::critical_position);
    }
    const LinearExponent law = exponent_of(saddles, 1e-3);
    CHECK(std::abs(law.exponent - 0.5) <= 0.01);
    CHECK(law.exponent_error < 0.01);
    CHECK(law.saddle == 1);
  }
}

}  // namespace caldera::test
