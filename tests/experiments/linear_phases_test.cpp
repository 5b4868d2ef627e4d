// What the program linear_phases is made of, at depths and singular values that it does not use.

#include "experiments/linear_phases/phases.h"

#include <cmath>

#include "caldera/nn/models/linear_mode.h"
#include "experiments/linear_phases/pitchforks.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Numbers = std::vector<double>;

LinearTask task_of(std::size_t depth) { return {depth, {1.5, 0.9}}; }

constexpr PhaseRange range{.lowest = 0.03, .start = 0.12, .highest = 1.6};

double power(double a, std::size_t n) { return n == 0 ? 1 : a * power(a, n - 1); }

}  // namespace

TEST_CASE("linear phases: descent finds the nested minima and no others") {
  for (const std::size_t depth : {3u, 5u}) {
    LinearLandscape landscape(task_of(depth));
    const std::vector<FoundMinimum> minima = minima_at(landscape, 0.12, {.seed = 5});
    REQUIRE(minima.size() == 3);
    std::size_t starts = 0;
    for (std::size_t k = 0; k < minima.size(); ++k) {
      starts += minima[k].starts;
      CHECK(minima[k].point.negative == 0);
      for (std::size_t i = 0; i < 2; ++i) {
        const double a = i < k ? *learned_strength({landscape.task.singular_values[i], depth}, 0.12) : 0;
        CHECK(std::abs(minima[k].products[i] - power(a, depth)) <= tolerance::critical_position);
      }
    }
    CHECK(starts == 4);
  }
}

TEST_CASE("linear phases: a set of modes is stationary, be it a saddle") {
  LinearLandscape landscape(task_of(4));
  const std::vector<StationaryPoint> states = states_at(landscape, minima_at(landscape, 0.12, {}));
  REQUIRE(states.size() == 4);  // "00", "10", "01", "11"
  CHECK(learned_modes(mode_products(landscape.task, states[2].theta)) == "01");
  const std::size_t expected[] = {0, 0, 1, 0};
  for (std::size_t i = 0; i < 4; ++i) CHECK(states[i].negative == expected[i]);
  const auto [one, other] = landscape.sides(states[2]);
  for (const StationaryPoint* side : {&one, &other})
    CHECK(learned_modes(mode_products(landscape.task, side->theta)) == "10");
}

TEST_CASE("linear phases: the fold of a phase, the saddle behind it, and what is on its sides") {
  for (const std::size_t depth : {3u, 5u}) {
    LinearLandscape landscape(task_of(depth));
    LinearPhases run{.singular_values = landscape.task.singular_values};
    const FoundMinimum all = minima_at(landscape, range.start, {}).back();
    const auto fold = followed_fold(run, landscape, all.point, range);
    REQUIRE(fold);
    const LinearMode mode{0.9, depth};
    CHECK(fold->mode == 1);
    CHECK(std::abs(fold->fold.point.c - fold_pull(mode)) <= tolerance::critical_position);
    CHECK(learned_modes(mode_products(landscape.task, fold->learned.theta)) == "11");
    CHECK(learned_modes(mode_products(landscape.task, fold->unlearned.theta)) == "10");
    const StationaryPoint saddle = saddle_at(landscape, *fold, range.start);
    CHECK(std::abs(saddle.c - range.start) <= tolerance::closed_form);
    CHECK(saddle.negative == 1);
    CHECK(std::abs(mode_products(landscape.task, saddle.theta)[1] -
                   power(*saddle_strength(mode, range.start), depth)) <= tolerance::critical_position);

    const PhaseBalance balance = balance_of(landscape, *fold, range);
    CHECK(balance.converged);
    CHECK(std::abs(balance.beta - equal_depth_pull(mode)) <= tolerance::equal_depth);
    for (const PhaseBarrier& row : barriers_of(landscape, *fold, range, 5)) {
      CAPTURE(depth, row.beta);
      const double top = mode_loss(mode, *saddle_strength(mode, row.beta), row.beta);
      const double bottom = mode_loss(mode, *learned_strength(mode, row.beta), row.beta);
      CHECK(std::abs(row.saddle - row.learned - (top - bottom)) <= tolerance::critical_position);
      CHECK(std::abs(row.saddle - row.unlearned - (top - mode_loss(mode, 0, row.beta))) <=
            tolerance::critical_position);
      CHECK(row.lowest + row.bound < 0);
    }
    const std::vector<PhaseEnd> ends = ends_of(landscape, *fold, range);
    REQUIRE(ends.size() == 2);
    CHECK(ends[0].is_learned);
    CHECK(std::abs(ends[1].beta) <= tolerance::critical_position);
  }
}

TEST_CASE("linear phases: the origin has no fold, and a saddle is not moved over one") {
  LinearLandscape landscape(task_of(3));
  LinearPhases run{.singular_values = landscape.task.singular_values};
  const std::vector<FoundMinimum> minima = minima_at(landscape, range.start, {});
  CHECK_FALSE(followed_fold(run, landscape, minima.front().point, range));
  CHECK(run.points.back().beta <= range.highest);
  for (const PhasePoint& point : run.points) CHECK(point.mode == 0);
  const auto fold = followed_fold(run, landscape, minima.back().point, range);
  REQUIRE(fold);
  CHECK_THAT(refusal([&] { landscape.moved(fold->saddles.back(), 2); }),
             Catch::Contains("a stationary point"));
}

TEST_CASE("linear phases: a fold without saddles, and a descent that does not converge, are refused") {
  LinearLandscape landscape(task_of(3));
  CHECK_THAT(refusal([&] { saddle_at(landscape, ModeFold{}, range.start); }),
             Catch::Contains("depth 3, beta 0.12: expected saddles behind the fold, found none"));
  NewtonMinimiser short_of_steps(landscape.network, {.gradient = 1e-13, .steps = 1});
  const Numbers theta = balanced_weights(landscape.task, Numbers{0.5, 0.5});
  CHECK_THAT(refusal([&] { landscape.down(short_of_steps, theta, range.start); }),
             Catch::Contains("expected a descent that converges"));
}

TEST_CASE("linear phases: at depth 2 both ends are at the singular value") {
  LinearLandscape landscape(task_of(2));
  LinearPhases run{.singular_values = landscape.task.singular_values};
  add_pitchforks(run, landscape, {.highest = 1.8});
  REQUIRE(run.ends.size() == 4);
  for (const PhaseEnd& end : run.ends) {
    CAPTURE(end.mode, end.is_learned);
    const double s = landscape.task.singular_values[end.mode - 1];
    CHECK(std::abs(end.beta - s) <= tolerance::critical_position);
  }
}

TEST_CASE("linear phases: a tree needs two modes") {
  LinearPhases run{.singular_values = {1.1}};
  for (const std::size_t depth : {2u, 3u})
    CHECK_THAT(refusal([&] { add_depth(run, depth, {}, [](double) {}); }),
               Catch::Contains("expected phases of two modes or more, found 1"));
}

}  // namespace caldera::test
