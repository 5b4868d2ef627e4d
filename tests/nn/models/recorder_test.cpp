// A model that is no network of ours: linear regression, whose error, gradient and curvature are
// known in closed form.

#include "caldera/nn/models/recorder.h"

#include <cmath>

#include "caldera/autograd/op_check.h"
#include "caldera/autograd/ops.h"
#include "caldera/nn/objective/dataset_curvature.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/objective/plane_evaluation.h"
#include "caldera/nn/training/mini_batches.h"
#include "tests/autograd/op_harness.h"
#include "tests/broken_invariant.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using namespace ops;

constexpr std::size_t features = 3, count = 700;
using Values = std::vector<double>;

/// y = W x + b against targets t, with the loss ½ (y − t)².
Recorder regression() {
  return Recorder::of([]<class T>(Tape<T>& tape, std::size_t rows) {
    const Var<T> x = tape.input("x", rows, features), t = tape.input("t", rows, 1);
    const Var<T> w = tape.parameter("W", 1, features), b = tape.parameter("b", 1, 1);
    const Var<T> y = affine(x, w, b);
    return Recorded<T>{x, t, y, squared_error(y, t)};
  });
}

std::vector<float> floats(std::size_t size, std::uint32_t trial) {
  const Values x = random_vector(size, trial);
  return {x.begin(), x.end()};
}

const Dataset& data() {
  static const Dataset made{.name = "line",
                            .count = count,
                            .features = features,
                            .classes = 0,
                            .inputs = floats(count * features, 1),
                            .labels = {},
                            .targets = floats(count, 2)};
  return made;
}

/// Row i of (x, 1), the derivative of y.
Values derivative(std::size_t i) {
  Values row(data().matrix().row(i).begin(), data().matrix().row(i).end());
  row.push_back(1);
  return row;
}

double residual(const Values& theta, std::size_t i) {
  double y = -static_cast<double>(data().targets[i]);
  for (std::size_t j = 0; j <= features; ++j) y += theta[j] * derivative(i)[j];
  return y;
}

struct Known {
  double error = 0;
  Values gradient = Values(features + 1), product = Values(features + 1);  ///< ∇E and H v
};

Known known(const Values& theta, const Values& v) {
  Known k;
  for (std::size_t i = 0; i < count; ++i) {
    const Values row = derivative(i);
    const double r = residual(theta, i) / count;
    double along = 0;
    for (std::size_t j = 0; j < row.size(); ++j) along += row[j] * v[j] / count;
    k.error += r * residual(theta, i) / 2;
    for (std::size_t j = 0; j < row.size(); ++j) {
      k.gradient[j] += r * row[j];
      k.product[j] += along * row[j];
    }
  }
  return k;
}

}  // namespace

TEST_CASE("a regression has the error, gradient and curvature of its closed form", "[nn]") {
  const Values theta = random_vector(features + 1, 3), v = random_vector(features + 1, 4);
  const Known k = known(theta, v);
  DatasetObjective objective(regression(), data(), {.rows = 100, .groups = 3});
  REQUIRE(objective.dim() == features + 1);
  Values gradient(features + 1), product(features + 1);
  const Evaluation found = objective.evaluate_with_gradient(theta, gradient);
  check_close("error", {found.error}, {k.error}, tolerance::value<double>);
  check_close("gradient", gradient, k.gradient, tolerance::first_order<double>);
  CHECK(std::isnan(found.accuracy));
  CHECK(found.class_accuracy.empty());
  // The model is linear, so its Gauss-Newton matrix is its Hessian.
  for (const Curvature kind : {Curvature::hessian, Curvature::gauss_newton}) {
    objective.linearize(theta, kind)->apply({v.data(), 1, v.size()}, {product.data(), 1, v.size()});
    check_close("product", product, k.product, tolerance::second_order<double>);
  }
}

TEST_CASE("mini-batches of a regression: their mean is the whole, and each example has its gradient",
          "[nn]") {
  const std::vector<float> theta = floats(features + 1, 3);
  const Known k = known({theta.begin(), theta.end()}, Values(features + 1));
  MiniBatches batches(regression(), data(), 64, 1);
  batches.shuffle(0);
  double error = 0, squares = 0;
  std::vector<float> gradient(features + 1);
  for (std::size_t b = 0; b < batches.count(); ++b) {
    error += batches.value_and_gradient(b, theta, gradient) * static_cast<double>(batches.examples(b));
    for (const double square : batches.squared_example_gradients()) squares += square;
  }
  check_close("error", {error / count}, {k.error}, tolerance::value<float>);
  double expected = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double r = residual({theta.begin(), theta.end()}, i);
    for (const double entry : derivative(i)) expected += r * r * entry * entry;
  }
  check_close("squares", {squares / expected}, {1}, tolerance::first_order<float>);
}

TEST_CASE("a plane of any model has the values of its objective", "[nn]") {
  const Values centre = random_vector(features + 1, 5), u = random_vector(features + 1, 6),
               v = random_vector(features + 1, 7);
  PlaneEvaluation plane(regression(), data(), {centre, u, v});
  const std::vector<PlanePoint> points = {{0, 0}, {0.5, -1}};
  const std::vector<PlaneValue> found = plane.at(points);
  DatasetObjective objective(regression(), data());
  for (std::size_t p = 0; p < points.size(); ++p) {
    Values theta(features + 1);
    set_point({centre, u, v}, points[p], theta);
    CHECK(found[p].error == objective.value(theta));
    CHECK(std::isnan(found[p].accuracy));
  }
}

TEST_CASE("a model that does not fit its data breaks an invariant", "[nn]") {
  Dataset two = data();
  two.targets = floats(2 * count, 2);
  CHECK(breaks_an_invariant([&] { DatasetObjective(regression(), two); }));
}

}  // namespace caldera::test
