#include "caldera/nn/training/bezier.h"

#include <cmath>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/optimizer.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/training/mini_batches.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 9, 4}, Activation::sigmoid};

BezierCurve random_curve() {
  return {initial_parameters(shape, 1), initial_parameters(shape, 2), initial_parameters(shape, 3)};
}

std::vector<double> at(const BezierCurve& curve, double t) {
  std::vector<double> theta(curve.start.size());
  curve.point(t, std::span<double>(theta));
  return theta;
}

std::vector<double> wide(const std::vector<float>& theta) { return {theta.begin(), theta.end()}; }

/// The mean of E over `positions` places on the curve, evenly spread.
double mean_error(const BezierCurve& curve, const Dataset& data, int positions) {
  DatasetObjective objective(shape, data);
  double total = 0;
  for (int i = 0; i < positions; ++i) total += objective.value(at(curve, (i + 0.5) / positions));
  return total / positions;
}

}  // namespace

TEST_CASE("Bezier curve: from a to b, drawn by c without meeting it") {
  const BezierCurve curve = random_curve();
  CHECK(at(curve, 0) == wide(curve.start));
  CHECK(at(curve, 1) == wide(curve.end));
  const std::vector<double> middle = at(curve, 0.5);
  for (std::size_t i = 0; i < middle.size(); ++i)
    CHECK(middle[i] == 0.25 * double{curve.start[i]} + 0.5 * double{curve.control[i]} +
                           0.25 * double{curve.end[i]});
}

TEST_CASE("Bezier curve: lengths that are known") {
  // On a line; back over the same line: to t = 1/2 and back; a parabola y = x².
  CHECK(curve_length({{0, 0}, {1.5, 2}, {3, 4}}) == Approx(5).epsilon(tolerance::value<double>));
  CHECK(curve_length({{0}, {1}, {0}}) == Approx(1).epsilon(tolerance::value<double>));
  const double parabola = std::sqrt(5.0) / 2 + std::asinh(2.0) / 4;
  CHECK(curve_length({{0, 0}, {0.5, 0}, {1, 1}}) == Approx(parabola).epsilon(tolerance::value<double>));
}

TEST_CASE("Bezier curve: dE/dc is 2t(1-t) times the gradient on the curve") {
  const Dataset data = synthetic_dataset(30, 12, 4);
  DatasetObjective objective(shape, data);
  BezierCurve curve = random_curve();
  std::vector<double> gradient(curve.start.size());
  for (const double t : {0.125, 0.7}) {
    objective.value_and_gradient(at(curve, t), gradient);
    for (const std::size_t i : {0u, 50u, 115u, 150u}) {
      const float here = curve.control[i], step = 0x1p-13f;
      curve.control[i] = here + step;
      const double above = objective.value(at(curve, t)), up = double{curve.control[i]};
      curve.control[i] = here - step;
      const double below = objective.value(at(curve, t)), down = double{curve.control[i]};
      curve.control[i] = here;
      CHECK(std::abs((above - below) / (up - down) - control_weight(t) * gradient[i]) <=
            tolerance::finite_difference);
    }
  }
}

TEST_CASE("Bezier training: the first step is Adam's, along 2t(1-t) of the gradient at t") {
  const Dataset data = synthetic_dataset(20, 12, 4);
  const BezierCurve ends = random_curve();
  // The whole set is one batch; its order is that of the shuffle.
  const BezierCurve curve =
      train_bezier(shape, data, ends.start, ends.end, {.epochs = 1, .batch = 20, .seed = 7});
  CHECK(curve.start == ends.start);
  CHECK(curve.end == ends.end);

  BezierCurve expected = ends;
  for (std::size_t i = 0; i < ends.start.size(); ++i)
    expected.control[i] = (ends.start[i] + ends.end[i]) / 2;
  const double t = Stream{7, Purpose::curve_position, 0}.uniform(0);
  std::vector<float> theta(ends.start.size()), gradient(theta.size());
  expected.point(t, std::span<float>(theta));
  MiniBatches batches(shape, data, 20, 7);
  batches.shuffle(0);
  batches.value_and_gradient(0, theta, gradient);
  for (float& entry : gradient) entry *= static_cast<float>(2 * t * (1 - t));
  Adam<float> adam(theta.size(), {});
  adam.step(expected.control, gradient);
  CHECK(curve.control == expected.control);
}

TEST_CASE("Bezier training lowers the error of the curve and is a function of the seed alone") {
  const Dataset data = synthetic_dataset(150, 12, 4);
  const BezierCurve ends = random_curve();
  const auto trained = [&](std::uint32_t epochs, std::uint64_t seed) {
    return train_bezier(shape, data, ends.start, ends.end,
                        {.epochs = epochs, .batch = 16, .learning_rate = 0.01, .seed = seed});
  };
  const BezierCurve curve = trained(40, 1);
  CHECK(mean_error(curve, data, 20) < 0.7 * mean_error(trained(0, 1), data, 20));
  CHECK(curve.control == trained(40, 1).control);
  CHECK(curve.control != trained(40, 2).control);
}

}  // namespace caldera::test
