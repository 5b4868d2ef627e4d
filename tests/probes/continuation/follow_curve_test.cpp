// Continuation against the closed forms of deep linear networks (nn/models/linear_mode.h).

#include "caldera/probes/continuation/follow_curve.h"

#include <cmath>
#include <optional>
#include <stdexcept>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/models/linear_mode.h"
#include "caldera/nn/models/linear_network.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

CurveOptions tight(std::size_t pairs) {
  return {.gradient = 1e-13, .tangent = {.tolerance = 1e-14}, .spectrum = dense_spectrum(pairs)};
}

/// A network with its first modes learned at c, the others at 0, and the curve through that point.
struct Cascade {
  Cascade(const LinearTask& with, double c, std::size_t learned)
      : task(with), network(with), curve(network, {}, tight(network.dim())) {
    Values a(task.width());
    for (std::size_t i = 0; i < learned; ++i)
      a[i] = learned_strength({task.singular_values[i], task.depth}, c).value();
    start = balanced_weights(task, a);
  }
  LinearTask task;
  LinearNetwork network;
  StationaryCurve curve;
  Values start;
};

struct Traced {
  FollowedCurve trace;
  std::vector<StationaryPoint> points;
};

Traced traced(StationaryCurve& curve, const StationaryPoint& start, const ContinuationOptions& options) {
  Traced result;
  result.trace = follow_curve(curve, start, options,
                              [&](const StationaryPoint& point) { result.points.push_back(point); });
  CHECK(result.trace.points == result.points.size());
  return result;
}

/// Along a fold: the mode is on its curve, a falls all the way, and the sign of the curvature is
/// that of the branch.
void check_on_curve(const Traced& t, const Cascade& cascade, const LinearMode& mode,
                    std::size_t index) {
  double last = 1e9;
  for (const StationaryPoint& p : t.points) {
    CHECK(p.gradient_norm <= 1e-13);
    const double a =
        integer_root(mode_products(cascade.task, p.theta)[index], cascade.task.depth);
    CAPTURE(p.c, a);
    CHECK(std::abs(mode_pull(mode, a) - p.c) <= tolerance::critical_position);
    CHECK(a < last);
    last = a;
    const bool unstable = a < fold_strength(mode);
    CHECK((p.tangent.c < 0) == unstable);
    CHECK(p.negative == (unstable ? 1 : 0));
    if (unstable)
      CHECK(std::abs(p.spectrum.pairs.front().value - mode_curvature(mode, a)) <=
            tolerance::critical_position);
  }
}

void check_fold(const CriticalPoint& fold, double expected) {
  CAPTURE(fold.point.c, expected, fold.c_error, fold.curvature_bound, fold.point.gradient_norm);
  CHECK(fold.kind == CriticalKind::fold);
  CHECK(fold.converged);
  CHECK(std::abs(fold.point.c - expected) <= tolerance::critical_position);
  CHECK(std::abs(fold.point.c - expected) <= 2 * fold.c_error + 1e-14);
  CHECK(std::abs(fold.curvature) <= fold.curvature_bound);
  CHECK(fold.curvature_bound <= 1e-9);
  CHECK(std::abs(fold.overlap) > 0.1);
}

}  // namespace

TEST_CASE("continuation: depth 3 and more pass the fold of every mode and come back as saddles") {
  const Values s = {1.7, 1.2, 0.8};
  for (const std::size_t depth : {3u, 4u, 5u})
    for (const std::size_t learned : {1u, 2u, 3u}) {
      CAPTURE(depth, learned);
      const LinearMode mode{s[learned - 1], depth};
      const double fold = fold_pull(mode);
      Cascade cascade({depth, s}, fold / 2, learned);
      const auto start = cascade.curve.begin(cascade.start, fold / 2, 1);
      REQUIRE(start);
      const Traced t = traced(cascade.curve, *start, {.lowest_c = fold / 4});
      CHECK(t.trace.end == ContinuationEnd::left_range);
      check_on_curve(t, cascade, mode, learned - 1);
      REQUIRE(t.trace.critical.size() == 1);
      check_fold(t.trace.critical[0], fold);
    }
}

TEST_CASE("continuation: falling from the saddle, the same fold from the other side") {
  const LinearMode mode{1.1, 3};
  const double fold = fold_pull(mode), c = fold / 3;
  Cascade cascade({3, {1.1}}, c, 1);
  const Values saddle = balanced_weights(cascade.task, Values{*saddle_strength(mode, c)});
  const auto start = cascade.curve.begin(saddle, c, 1);
  REQUIRE(start);
  const Traced t = traced(cascade.curve, *start, {.lowest_c = c / 2});
  REQUIRE(t.trace.critical.size() == 1);
  check_fold(t.trace.critical[0], fold);
  CHECK(t.points.front().negative == 1);
  CHECK(t.points.back().negative == 0);
}

TEST_CASE("continuation: the fold without any spectrum, and with that of Lanczos") {
  const LinearMode mode{0.8, 3};
  const double fold = fold_pull(mode);
  const LinearTask task{3, {1.7, 0.8}};
  Cascade cascade(task, fold / 2, 2);
  for (const SpectrumProbe& probe :
       {SpectrumProbe(), lanczos_spectrum({.bottom = 3, .tolerance = 1e-9})}) {
    CurveOptions options = tight(0);
    options.spectrum = probe;
    StationaryCurve curve(cascade.network, {}, options);
    const auto start = curve.begin(cascade.start, fold / 2, 1);
    REQUIRE(start);
    const Traced t = traced(curve, *start, {.lowest_c = fold / 4});
    REQUIRE(t.trace.critical.size() == 1);
    check_fold(t.trace.critical[0], fold);
    if (probe) CHECK(t.points.back().negative == 1);
  }
}

TEST_CASE("continuation: near the fold the smallest eigenvalue falls as a square root") {
  const LinearMode mode{1.1, 3};
  const double fold = fold_pull(mode), c = fold - 1e-3;
  Cascade cascade({3, {1.1}}, c, 1);
  const auto start = cascade.curve.begin(cascade.start, c, 1);
  REQUIRE(start);
  const Traced t = traced(cascade.curve, *start,
                          {.step = 2e-3, .longest = 2e-3, .lowest_c = fold - 1e-3});
  double x_mean = 0, y_mean = 0, xx = 0, xy = 0, count = 0;  // of both branches
  for (const StationaryPoint& p : t.points) {
    if (fold - p.c < 1e-7) continue;
    const double x = std::log(fold - p.c), y = std::log(std::abs(p.spectrum.pairs[0].value));
    ++count;
    x_mean += x;
    y_mean += y;
    xx += x * x;
    xy += x * y;
  }
  const double exponent = (xy - x_mean * y_mean / count) / (xx - x_mean * x_mean / count);
  CHECK(count > 20);
  CHECK(std::abs(exponent - 0.5) <= 0.01);
}

TEST_CASE("continuation: depth 2 meets the pitchfork on the branch that stays at the origin") {
  for (const Values& s : {Values{1.3}, Values{1.3, 0.6}}) {
    Cascade cascade({2, s}, 0, 0);
    const auto start = cascade.curve.begin(cascade.start, 2.1, -1);
    REQUIRE(start);
    const Traced t = traced(cascade.curve, *start, {.lowest_c = 0.2});
    REQUIRE(t.trace.critical.size() == s.size());
    for (std::size_t i = 0; i < s.size(); ++i) {
      const CriticalPoint& branch = t.trace.critical[i];
      CAPTURE(branch.point.c, branch.c_error);
      CHECK(branch.kind == CriticalKind::branch);
      CHECK(branch.converged);
      CHECK(std::abs(branch.point.c - s[i]) <= tolerance::critical_position);
      CHECK(std::abs(branch.point.c - s[i]) <= branch.c_error);
      CHECK(branch.overlap == 0);
    }
    CHECK(norm(t.points.back().theta) == 0);
  }
}

TEST_CASE("continuation: from the pitchfork along the branch that leaves it") {
  Cascade cascade({2, {1.3}}, 0, 0);
  const auto start = cascade.curve.begin(cascade.start, 2.1, -1);
  REQUIRE(start);
  const Traced origin = traced(cascade.curve, *start, {.lowest_c = 1});
  REQUIRE(origin.trace.critical.size() == 1);
  for (const double sign : {-1.0, 1.0}) {
    const Traced t = traced(cascade.curve, onto_branch(origin.trace.critical[0], sign),
                            {.lowest_c = 0.1});
    CHECK(t.trace.end == ContinuationEnd::left_range);
    CHECK(t.trace.critical.empty());
    CHECK(t.points.size() > 3);
    for (const StationaryPoint& p : t.points)
      CHECK(std::abs(mode_products(cascade.task, p.theta)[0] - (1.3 - p.c)) <=
            tolerance::critical_position);
    CHECK(dot(t.points.back().theta, origin.trace.critical[0].null_vector) * sign > 1);
  }
}

TEST_CASE("continuation: the learned branch of depth 2 turns in the pitchfork, which is no fold") {
  const LinearMode mode{1.3, 2};
  Cascade cascade({2, {1.3}}, 0.5, 1);
  const auto start = cascade.curve.begin(cascade.start, 0.5, 1);
  REQUIRE(start);
  const Traced t = traced(cascade.curve, *start, {.lowest_c = 0.4});
  CHECK(t.trace.end == ContinuationEnd::left_range);
  REQUIRE(t.trace.critical.size() == 1);
  const CriticalPoint& branch = t.trace.critical[0];
  CAPTURE(branch.point.c, branch.c_error, branch.overlap);
  CHECK(branch.kind == CriticalKind::branch);
  CHECK(std::abs(branch.point.c - fold_pull(mode)) <= tolerance::critical_position);
  CHECK(std::abs(branch.overlap) < 1e-3);
}

TEST_CASE("continuation: a quadratic and Rosenbrock's valley have no critical point") {
  const std::size_t n = 20;
  Values spectrum = random_vector(n, 71);
  for (double& x : spectrum) x = 0.05 + x * x;
  Quadratic quadratic(matrix_with_spectrum(spectrum, 5), random_vector(n, 72));
  const Values reference = random_vector(n, 73);
  Rosenbrock rosenbrock;
  const Values valley = {1, 1};
  const auto check_regular = [](Objective& objective, const Values& pull_to, const Values& from) {
    StationaryCurve curve(objective, pull_to, tight(3));
    const auto start = curve.begin(from, 0, 1);
    REQUIRE(start);
    CHECK(std::abs(start->c) < 1e-6);
    const Traced t = traced(curve, *start, {.lowest_c = -1e-6, .highest_c = 3});
    CHECK(t.trace.end == ContinuationEnd::left_range);
    CHECK(t.trace.critical.empty());
    for (const StationaryPoint& p : t.points) {
      CHECK(p.tangent.c > 0);
      CHECK(p.overlap < 0);
      CHECK(p.negative == 0);
    }
  };
  check_regular(rosenbrock, {}, valley);
  check_regular(rosenbrock, {-0.5, 0.7}, valley);

  StationaryCurve curve(quadratic, reference, tight(1));
  const auto minimum = curve.begin(reference, 1, 1);
  REQUIRE(minimum);
  const Traced t = traced(curve, *minimum, {.highest_c = 20});
  CHECK(t.trace.critical.empty());
  CHECK(t.points.back().c > 20);
}

TEST_CASE("continuation: a tangent that MINRES left unsolved is no evidence of a fold") {
  const LinearMode mode{0.8, 3};
  const double fold = fold_pull(mode);
  Cascade cascade({3, {1.7, 0.8}}, fold / 2, 2);
  CurveOptions options = tight(1);
  StationaryCurve exact(cascade.network, {}, options);
  options.tangent.max_iterations = 2;  // a guess
  StationaryCurve rough(cascade.network, {}, options);

  const auto before = exact.begin(cascade.start, fold / 2, 1);
  REQUIRE(before);
  CHECK(before->tangent_solved);
  CHECK(before->unsolved == 0);
  const auto guessed = rough.begin(cascade.start, fold / 2, 1);
  REQUIRE(guessed);
  CHECK(!guessed->tangent_solved);
  const Traced t = traced(rough, *before, {.lowest_c = fold / 4, .points = 4});
  CHECK(t.trace.unsolved == t.trace.points - 1);  // all but the start

  // A step over the fold, well solved, and then with the tangent of one side not.
  double length = 0;
  std::optional<StationaryPoint> after;
  do after = exact.step(*before, length += 0.05);
  while (after && !critical_between(*before, *after));
  REQUIRE(after);
  const CriticalPoint good = refine_critical_point(exact, *before, *after, length);
  CHECK(good.solved);
  CHECK(good.searched);
  check_fold(good, fold);
  for (const bool left : {true, false}) {
    StationaryPoint low = *before, high = *after;
    (left ? low : high).tangent_solved = false;
    const CriticalPoint doubtful = refine_critical_point(exact, low, high, length);
    CHECK(doubtful.curvature_bound == good.curvature_bound);  // the numbers are the same
    CHECK(doubtful.point.c == good.point.c);
    CHECK(!doubtful.solved);
    CHECK(!doubtful.converged);
  }
}

TEST_CASE("continuation: a crossing rests on spectra that converged, and says if they were searched") {
  Cascade cascade({2, {1.3}}, 0, 0);
  const auto before = cascade.curve.begin(cascade.start, 1.4, -1);
  REQUIRE(before);
  const auto after = cascade.curve.step(*before, 0.2);
  REQUIRE(after);
  REQUIRE(critical_between(*before, *after));
  const CriticalPoint branch = refine_critical_point(cascade.curve, *before, *after, 0.2);
  CHECK(branch.solved);
  CHECK(branch.searched);  // dense: nothing can be missing
  CHECK(branch.converged);
  StationaryPoint rough = *after;
  rough.spectrum.converged = false;
  CHECK(!refine_critical_point(cascade.curve, *before, rough, 0.2).converged);
  StationaryPoint blind = *after;
  blind.spectrum.complete = false;
  const CriticalPoint unsearched = refine_critical_point(cascade.curve, *before, blind, 0.2);
  CHECK(!unsearched.searched);
  CHECK(unsearched.converged);
}

TEST_CASE("continuation: Newton steps that were not solved are counted") {
  Cascade cascade({3, {1.1}}, 0.3, 1);
  CurveOptions options = tight(1);
  options.newton.max_iterations = 1;
  options.corrections = 200;
  StationaryCurve curve(cascade.network, {}, options);
  Values theta = cascade.start;
  theta[0] += 1e-3;
  const auto found = curve.begin(theta, 0.3, 1);
  REQUIRE(found);
  CHECK(found->unsolved > 0);
  CHECK(found->unsolved <= found->corrections);
  CHECK(found->tangent_solved);
}

TEST_CASE("continuation: what it says when it cannot go on") {
  Cascade cascade({3, {1.1}}, 0.3, 1);
  const auto start = cascade.curve.begin(cascade.start, 0.3, 1);
  REQUIRE(start);
  CHECK(traced(cascade.curve, *start, {.points = 3}).points.size() == 3);
  const Traced wanted = traced(cascade.curve, *start, {.critical = 1});
  CHECK(wanted.trace.end == ContinuationEnd::found);
  CHECK(wanted.trace.critical.size() == 1);
  CHECK(wanted.points.back().tangent.c < 0);
  const Traced stuck = traced(cascade.curve, *start, {.least_cosine = 1.1});
  CHECK(stuck.trace.end == ContinuationEnd::stuck);
  CHECK(stuck.trace.failed_steps > 10);
  StationaryCurve hasty(cascade.network, {}, {.gradient = 1e-13, .corrections = 0});
  CHECK(!hasty.begin(Values(3, 0.9), 0.3, 1));
  CHECK_THAT(refusal([&] { traced(cascade.curve, *start, {.step = 1, .longest = 0.1}); }),
             Catch::Contains("shortest"));
}

}  // namespace caldera::test
