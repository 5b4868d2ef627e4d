// The fold study on a network small enough for dense Hessians: it falls from four classes to two
// pairs, and then to nothing (experiments/classroom/study.cpp). Every minimum is found again by
// Newton's method at a fixed β, and what was said about it is computed from the dense ∇²L.

#include "experiments/folds/follow.h"

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/clouds.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Vector = std::vector<double>;

/// Classes of 40, 40, 39, 39 and no examples.
Dataset uneven_pairs() {
  Dataset data = first_examples(nested_pairs({}, 1), 158);
  data.classes = 5;
  return data;
}

struct Pairs {
  explicit Pairs(std::vector<std::size_t> widths = {2, 4, 4, 5})
      : shape{std::move(widths), Activation::tanh} {}
  NetworkShape shape;
  Dataset data = uneven_pairs();
  DatasetObjective objective{shape, data};
  FoldProblem problem{objective, data, shape};
};

Vector start_of(const Pairs& pairs) {
  const std::vector<float> theta = initial_parameters(pairs.shape, 1);
  return {theta.begin(), theta.end()};
}

Vector gradient_of(Pairs& pairs, const Vector& theta, double beta) {
  Vector gradient(theta.size());
  pairs.objective.value_and_gradient(theta, gradient);
  for (std::size_t i = 0; i < theta.size(); ++i) gradient[i] += beta * theta[i];
  return gradient;
}

/// Of ∇²L = ∇²E + βI.
SymmetricEigen spectrum_of(Pairs& pairs, const Vector& theta, double beta) {
  const Vector matrix = dense_matrix(*pairs.objective.linearize(theta));
  SymmetricEigen eigen = eigen_symmetric({matrix.data(), theta.size(), theta.size()});
  for (double& value : eigen.values) value += beta;
  return eigen;
}

void check_minimum(Pairs& pairs, const FoldStart& at) {
  CHECK(norm(gradient_of(pairs, at.theta, at.beta)) <= pairs.problem.options.gradient);
  CHECK(spectrum_of(pairs, at.theta, at.beta).values.front() > 0);
}

/// Moves to the minimum at another β.
void follow(Pairs& pairs, FoldStart& at, double beta) {
  at.beta = beta;
  NewtonMinimiser newton(pairs.objective, {.gradient = 1e-11});
  REQUIRE(newton.minimise(at.theta, {.beta = beta}, 0).converged);
}

bool is_near(double a, double b) { return std::abs(a - b) <= tolerance::stationary_point; }

/// dθ/dβ = −H⁻¹θ and t = (dθ/dβ, 1) normalised, H = ∇²L.
Vector rate_of_minimum(const SymmetricEigen& hessian, const Vector& theta) {
  Vector rate(theta.size());
  for (std::size_t k = 0; k < hessian.dim(); ++k) {
    const double share = dot(hessian.vector(k), theta) / hessian.values[k];
    for (std::size_t i = 0; i < rate.size(); ++i) rate[i] -= share * hessian.vector(k)[i];
  }
  return rate;
}

void check_row(Pairs& pairs, const FoldPathRow& row, const FoldStart& at) {
  CAPTURE(row.beta);
  const SymmetricEigen hessian = spectrum_of(pairs, at.theta, at.beta);
  const Vector rate = rate_of_minimum(hessian, at.theta);
  const double squared = squared_norm(rate), distance = norm(at.theta);
  const double curvature = -dot(rate, at.theta) / squared;
  CHECK(is_near(row.error, pairs.objective.value(at.theta)));
  CHECK(is_near(row.distance, distance));
  CHECK(row.gradient_norm <= pairs.problem.options.gradient);
  CHECK(is_near(row.rate, 1 / std::sqrt(1 + squared)));
  CHECK(is_near(row.curvature, curvature));
  const double image = distance / std::sqrt(squared);
  CHECK(is_near(row.curvature_bound, std::sqrt(image * image - curvature * curvature)));
  CHECK(std::abs(row.margin - hessian.values.front()) <=
        row.margin_bound + tolerance::stationary_point);
}

/// Weighted by the examples of each class.
double mean_change(const Dataset& data, const Vector& changes) {
  double sum = 0;
  for (const std::uint8_t label : data.labels) sum += changes[label];
  return sum / static_cast<double>(data.count);
}

/// φᵀ∇E_k as a central difference.
double change_of_class(const Pairs& pairs, std::uint8_t label, Vector theta, const Vector& phi) {
  const Dataset examples = examples_of_class(pairs.data, label);
  DatasetObjective objective(pairs.shape, examples);
  const double step = 1e-5;
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += step * phi[i];
  const double forward = objective.value(theta);
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] -= 2 * step * phi[i];
  return (forward - objective.value(theta)) / (2 * step);
}

/// The minimum with all classes told apart, and what became of it.
struct Study {
  Pairs pairs;
  Polished polished = polish(pairs.problem, start_of(pairs), 0.02);
  Vector watched;
  FollowedMinimum followed = follow_to_fold(
      pairs.problem, polished.start,
      {.end_beta = 0.3, .watch = [&](double beta) { watched.push_back(beta); }});
};

}  // namespace

TEST_CASE("fold study: polished weights are a minimum, and both ends are described") {
  Pairs pairs;
  const Vector trained = start_of(pairs);
  const auto [start, row, notes] = polish(pairs.problem, trained, 0.02);
  CHECK(notes.empty());
  check_minimum(pairs, start);
  CHECK(row.beta == 0.02);
  CHECK(start.beta == 0.02);
  CHECK(row.trained_error == pairs.objective.value(trained));
  CHECK(row.trained_distance == norm(trained));
  CHECK(is_near(row.trained_gradient_norm, norm(gradient_of(pairs, trained, 0.02))));
  CHECK(row.error == pairs.objective.value(start.theta));
  CHECK(row.trained_accuracy < 100);
  CHECK(row.accuracy == 100);
  CHECK(row.distance == norm(start.theta));
  CHECK(row.gradient_norm <= pairs.problem.options.gradient);
  CHECK(row.moved == std::sqrt(squared_distance(trained, start.theta)));
  const double margin = spectrum_of(pairs, start.theta, 0.02).values.front();
  CHECK(std::abs(row.margin - margin) <= row.margin_bound + tolerance::second_order<double>);
}

// With one hidden layer, the point at which all weights are zero is a saddle at small β. Descent
// along the gradient would never leave it.
TEST_CASE("fold study: a saddle is left before it counts as polished") {
  Pairs pairs({2, 4, 5});
  const Polished nothing = polish(pairs.problem, Vector(parameter_count(pairs.shape)), 0.02);
  check_minimum(pairs, nothing.start);
  CHECK(nothing.row.margin > nothing.row.margin_bound);
  CHECK(nothing.row.error < 0.9 * std::log(4));
}

TEST_CASE("fold study: minima on the way to a fold are those of Newton's method") {
  Study study;
  const std::vector<FoldPathRow>& path = study.followed.path;
  REQUIRE(path.size() > 3);
  REQUIRE(study.watched.size() == path.size());
  FoldStart at = study.polished.start;
  for (std::size_t i = 0; i < path.size(); ++i) CHECK(study.watched[i] == path[i].beta);
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    follow(study.pairs, at, path[i].beta);
    check_row(study.pairs, path[i], at);
  }
  // The last is on the saddles.
  CHECK(path.back().rate < 0);
  CHECK(path.back().curvature < 0);
  CHECK(path.back().margin < -path.back().margin_bound);
}

TEST_CASE("fold study: the fold is where the minimum's smallest eigenvalue goes to zero") {
  Study study;
  Pairs& pairs = study.pairs;
  REQUIRE(study.followed.fold);
  const FoldRow& fold = *study.followed.fold;
  CHECK(fold.is_fold == 1);
  CHECK(fold.gradient_norm <= pairs.problem.options.gradient);
  CHECK(fold.curvature_bound <= pairs.problem.options.curvature);
  CHECK(std::abs(fold.curvature) <= fold.curvature_bound);
  CHECK(fold.negative_before == 0);
  CHECK(fold.negative_after == 1);
  CHECK(fold.margin_before > fold.margin_before_bound);
  CHECK(fold.margin_after < -fold.margin_after_bound);

  // At distances of 1e-6 and 1e-8 in β: λ_min falls as the root of that, and its vector is φ.
  FoldStart at = study.polished.start;
  for (const FoldPathRow& row : study.followed.path)
    if (row.rate > 0) follow(pairs, at, row.beta);
  follow(pairs, at, fold.beta - 1e-5);
  follow(pairs, at, fold.beta - 1e-6);
  const Vector farther = at.theta;
  const double far = spectrum_of(pairs, farther, at.beta).values.front();
  follow(pairs, at, fold.beta - 1e-7);
  follow(pairs, at, fold.beta - 1e-8);
  const SymmetricEigen near = spectrum_of(pairs, at.theta, at.beta);
  CHECK(far / near.values.front() == Approx(10).epsilon(tolerance::square_root_law));
  CHECK(near.values[1] > 50 * near.values[0]);
  const double along = dot(near.vector(0), fold.direction);
  CHECK(std::abs(along) == Approx(1).epsilon(tolerance::square_root_law));
  Vector onward = at.theta;
  for (std::size_t i = 0; i < onward.size(); ++i) onward[i] -= farther[i];
  CHECK(dot(onward, fold.direction) > 0);
  CHECK(fold.error == Approx(pairs.objective.value(at.theta)).epsilon(tolerance::square_root_law));
  CHECK(fold.distance == Approx(norm(at.theta)).epsilon(tolerance::square_root_law));
  CHECK(fold.overlap == Approx(dot(fold.direction, at.theta)).epsilon(tolerance::square_root_law));
  for (std::uint8_t k = 0; k < 4; ++k)
    CHECK(fold.class_changes.at(k) == Approx(change_of_class(pairs, k, at.theta, fold.direction))
                                          .epsilon(tolerance::square_root_law));
}

TEST_CASE("fold study: parts of the critical direction add up") {
  const Study study;
  REQUIRE(study.followed.fold);
  const FoldRow& fold = *study.followed.fold;
  const std::vector<ParameterSlice> slices = parameter_slices(study.pairs.shape);
  CHECK(std::abs(norm(fold.direction) - 1) <= tolerance::closed_form);
  REQUIRE(fold.layer_shares.size() == slices.size());
  double sum = 0;
  for (const double share : fold.layer_shares) sum += share;
  CHECK(std::abs(sum - 1) <= tolerance::closed_form);
  const ParameterSlice& bias = slices[1];
  double expected = 0;
  for (std::size_t i = 0; i < bias.cols; ++i)
    expected += std::pow(fold.direction[bias.offset + i], 2);
  CHECK(std::abs(fold.layer_shares[1] - expected) <= tolerance::closed_form);

  // Σ_k p_k φᵀ∇E_k = φᵀ∇E = φᵀ∇L − β φᵀθ, and |φᵀ∇L| ≤ ‖∇L‖. Class 4 has no examples.
  REQUIRE(fold.class_changes.size() == 5);
  CHECK(std::isnan(fold.class_changes[4]));
  CHECK(fold.overlap < 0);
  CHECK(std::abs(mean_change(study.pairs.data, fold.class_changes) + fold.beta * fold.overlap) <=
        fold.gradient_norm + tolerance::first_order<double>);
}

TEST_CASE("fold study: each fall ends in a minimum, and the next fold is found from there") {
  Study study;
  Pairs& pairs = study.pairs;
  const double accuracies[] = {100, 50};
  FollowedMinimum followed = study.followed;
  for (int k = 0; k < 2; ++k) {
    REQUIRE(followed.fold);
    const FoldRow& fold = *followed.fold;
    check_minimum(pairs, followed.next);
    CHECK(fold.beta < fold.next_beta);
    CHECK(fold.next_beta == followed.next.beta);
    CHECK(fold.next_error == pairs.objective.value(followed.next.theta));
    CHECK(fold.next_distance == norm(followed.next.theta));
    CHECK(fold.fallen > 1);
    CHECK(fold.accuracy > accuracies[k] - 5);
    CHECK(fold.accuracy > fold.next_accuracy + 20);
    CHECK(fold.error < fold.next_error);
    followed = follow_to_fold(pairs.problem, FoldStart(followed.next), {.end_beta = 0.3});
  }
  CHECK_FALSE(followed.fold);
}

// The other end of the phase in which the first fall ends: below the fold, as both phases have minima in
// between; and from there descent leads back to all classes.
TEST_CASE("fold study: as beta falls, a minimum is followed to its other end") {
  Study study;
  Pairs& pairs = study.pairs;
  REQUIRE(study.followed.fold);
  const FoldStart start = study.followed.next;
  const FollowedMinimum back = follow_to_fold(pairs.problem, start, {.end_beta = 0});
  REQUIRE(back.fold);
  const FoldRow& end = *back.fold;
  CHECK(end.beta < study.followed.fold->beta);
  CHECK(end.curvature_bound <= pairs.problem.options.curvature);
  CHECK(end.next_beta < end.beta);
  CHECK(end.next_error < end.error);
  check_minimum(pairs, back.next);

  // The smallest eigenvalue of minima that Newton's method finds beside the end, from the dense Hessian.
  FoldStart at = start;
  for (const FoldPathRow& row : back.path)
    if (row.beta > end.beta) follow(pairs, at, row.beta);
  follow(pairs, at, end.beta + 1e-4);
  const double far = spectrum_of(pairs, at.theta, at.beta).values.front();
  follow(pairs, at, end.beta + 1e-6);
  const double near = spectrum_of(pairs, at.theta, at.beta).values.front();
  CHECK(0 < near);
  CHECK(near < far / 5);
}

// With tanh and two hidden layers the phase that knows nothing has output biases b alone. Its smallest
// eigenvalue is β (1 − ‖b‖) (docs/theory.md). Here b grows as β falls, since one class has no examples.
TEST_CASE("fold study: the phase that knows nothing ends where its biases have length 1") {
  Pairs pairs;
  const FoldStart nothing = polish(pairs.problem, Vector(parameter_count(pairs.shape)), 0.3).start;
  const FollowedMinimum back = follow_to_fold(pairs.problem, nothing, {.end_beta = 0});
  REQUIRE(back.fold);
  CHECK(back.fold->is_fold == 0);
  CHECK(std::abs(back.fold->distance - 1) <= pairs.problem.options.curvature / back.fold->beta);
  for (const FoldPathRow& row : back.path) CHECK(row.rate < 0);
}

TEST_CASE("fold study: what did not converge is said, and only that") {
  Pairs pairs({2, 4, 5});
  CHECK(polish(pairs.problem, start_of(pairs), 0.02).notes.empty());
  pairs.problem.options.kicks = 0;
  const Polished saddle = polish(pairs.problem, Vector(parameter_count(pairs.shape)), 0.02);
  REQUIRE(saddle.notes.size() == 1);
  CHECK_THAT(saddle.notes[0], Catch::Contains("beta 0.020000 ended on a saddle"));
  pairs.problem.options.gradient = 1e-30;  // cannot be had
  const Polished rough = polish(pairs.problem, start_of(pairs), 0.02);
  REQUIRE(!rough.notes.empty());
  CHECK_THAT(rough.notes[0], Catch::Contains("ended at a gradient of"));
  CHECK(Study().followed.notes.empty());
}

TEST_CASE("fold study: a fold of tangents that were not solved is not certified, and says so") {
  Pairs pairs;
  const FoldStart start = polish(pairs.problem, start_of(pairs), 0.02).start;
  pairs.problem.options.iterations = 8;
  const FollowedMinimum followed = follow_to_fold(pairs.problem, start, {.end_beta = 0.3});
  REQUIRE(followed.fold);
  CHECK(followed.fold->converged == 0);
  REQUIRE(!followed.notes.empty());
  CHECK_THAT(followed.notes[0], Catch::Contains("are not solved to the tolerance"));
}

TEST_CASE("fold study: without a fold up to the highest beta there is none") {
  Pairs pairs;
  const Polished polished = polish(pairs.problem, start_of(pairs), 0.02);
  const FollowedMinimum followed =
      follow_to_fold(pairs.problem, polished.start, {.end_beta = 0.1});
  CHECK_FALSE(followed.fold);
  REQUIRE(followed.path.size() > 2);
  CHECK(followed.path.back().beta > 0.1);
  for (const FoldPathRow& row : followed.path) {
    CHECK(row.rate > 0);
    CHECK(row.margin > row.margin_bound);
  }
}

TEST_CASE("fold study: a start that is no stationary point, nor near one, is refused") {
  Pairs pairs;
  Vector theta = start_of(pairs);
  for (double& parameter : theta) parameter *= 30;
  CHECK_THAT(refusal([&] { follow_to_fold(pairs.problem, {0.02, theta}, {.end_beta = 0.3}); }),
             Catch::Contains("beta 0.02: expected a stationary point, found none"));
}

}  // namespace caldera::test
