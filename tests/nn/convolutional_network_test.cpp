// What holds of a CNN: its layout and formula, its derivatives of both orders on a data set, and
// that it learns. The same as is asked of an MLP in the other files of this folder.

#include <algorithm>
#include <cmath>

#include "caldera/autograd/derivatives.h"
#include "caldera/nn/data/patterns.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/training/training.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape paper{{8, 16, 3}, Activation::sigmoid, {{8, 3, 2}}, {4, 4, 1}};

// Two convolutions, the second over several channels, the first pool leaving a column out:
// 6×7×2, to 3 of 2×2: 5×6×3, pooled 2×3×3, to 2 of 2×2: 1×2×2.
NetworkShape two_convolutions(Activation activation) {
  return {{4, 3}, activation, {{3, 2, 2}, {2, 2}}, {6, 7, 2}};
}
const NetworkShape shape = two_convolutions(Activation::tanh);
const std::size_t P = parameter_count(shape);
const Dataset& data() {
  static const Dataset d = synthetic_dataset(23, 84, 3);
  return d;
}

/// The whole set on one tape: the reference.
struct Whole {
  explicit Whole(const NetworkShape& of) : network(of, data().count) {
    network.tape.bind(network.inputs, inputs);
    network.tape.bind(network.targets, labels);
  }
  ModelTape<double> network;
  std::vector<double> inputs{data().inputs.begin(), data().inputs.end()};
  std::vector<double> labels{data().labels.begin(), data().labels.end()};
};

/// Rows of a product with a matrix for three directions.
std::vector<double> products(Curvature kind, const std::vector<double>& theta,
                             const std::vector<double>& v) {
  DatasetObjective objective(shape, data(), {5, 3});
  std::vector<double> out(3 * P);
  objective.linearize(theta, kind)->apply({v.data(), 3, P}, {out.data(), 3, P});
  return out;
}

}  // namespace

TEST_CASE("a CNN is described by its image, its convolutions and its widths") {
  CHECK(describe(paper) == "4x4x1, 8 of 3x3, pool 2, 8-16-3 sigmoid");
  CHECK(architecture(paper) == "cnn 4x4x1, 8 of 3x3, pool 2, 8-16-3 sigmoid");
  CHECK(describe(shape) == "6x7x2, 3 of 2x2, pool 2, 2 of 2x2, 4-3 tanh");
  CHECK(architecture({{4, 3}, Activation::relu}) == "mlp 4-3 relu");
  CHECK(input_count(paper) == 16);
  CHECK(input_count(shape) == 84);
  CHECK(input_count({{4, 3}}) == 4);
}

TEST_CASE("the parameters of a CNN lie layer by layer, and start within 1/sqrt(fan_in)") {
  CHECK(parameter_count(paper) == 9 * 8 + 8 + 8 * 16 + 16 + 16 * 3 + 3);
  struct Expected {
    std::string layer;
    std::size_t rows, cols;
  };
  const Expected expected[] = {{"convolution1", 3, 8}, {"convolution2", 2, 12}, {"layer1", 3, 4}};
  const std::vector<ParameterSlice> slices = parameter_slices(shape);
  const std::vector<float> theta = initial_parameters(shape, 1);
  REQUIRE(slices.size() == 6);
  std::size_t offset = 0;
  for (std::size_t k = 0; k < 6; ++k) {
    const auto& [layer, rows, cols] = expected[k / 2];
    CHECK(slices[k].layer == layer);
    CHECK(slices[k].offset == offset);
    CHECK(slices[k].rows == (k % 2 == 0 ? rows : 1));
    CHECK(slices[k].cols == (k % 2 == 0 ? cols : rows));
    double largest = 0;
    for (std::size_t i = 0; i < slices[k].rows * slices[k].cols; ++i)
      largest = std::max(largest, std::abs(static_cast<double>(theta[offset++])));
    const double bound = 1 / std::sqrt(static_cast<double>(cols));
    CHECK(largest <= bound);
    if (k % 2 == 0) CHECK(largest > 0.7 * bound);
  }
  CHECK(offset == P);
}

TEST_CASE("logits of the paper's CNN equal its formula, for every activation") {
  const std::vector<double> inputs = random_vector(2 * 16, 1), labels = {1, 0};
  const std::vector<double> theta = random_vector(parameter_count(paper), 2);
  const auto activate = [](Activation a, double x) {
    if (a == Activation::sigmoid) return 1 / (1 + std::exp(-x));
    return a == Activation::tanh ? std::tanh(x) : std::fmax(x, 0.0);
  };
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    NetworkShape of = paper;
    of.activation = a;
    ModelTape<double> network(of, 2);
    network.tape.bind(network.inputs, inputs);
    network.tape.bind(network.targets, labels);
    network.tape.bind_parameters(theta);
    network.tape.forward();
    std::vector<double> expected;
    for (std::size_t n = 0; n < 2; ++n) {
      std::vector<double> x;
      for (std::size_t o = 0; o < 8; ++o) {  // the mean over the four places of a 3×3 filter
        double mean = 0;
        for (const std::size_t corner : {0u, 1u, 4u, 5u}) {
          double y = theta[72 + o];
          for (std::size_t k = 0; k < 9; ++k)
            y += theta[9 * o + k] * inputs[16 * n + corner + 4 * (k / 3) + k % 3];
          mean += activate(a, y) / 4;
        }
        x.push_back(mean);
      }
      const auto layer = [&](std::size_t first, std::size_t out) {
        std::vector<double> y;
        for (std::size_t o = 0; o < out; ++o) {
          y.push_back(theta[first + out * x.size() + o]);
          for (std::size_t k = 0; k < x.size(); ++k) y[o] += theta[first + o * x.size() + k] * x[k];
        }
        return y;
      };
      x = layer(80, 16);
      for (double& entry : x) entry = activate(a, entry);
      x = layer(80 + 144, 3);
      expected.insert(expected.end(), x.begin(), x.end());
    }
    const auto logits = network.tape.value(network.output).flat();
    check_close(name(a), {logits.begin(), logits.end()}, expected, tolerance::value<double>);
  }
}

TEST_CASE("gradient and Hessian of a CNN's error agree with finite differences") {
  const double h = 1e-5;
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    const NetworkShape of = two_convolutions(a);
    DatasetObjective objective(of, data(), {5, 3});
    std::vector<double> theta = random_vector(P, 1);
    std::vector<double> gradient(P), plus(P), minus(P), slopes, columns, hessian(P * P);
    std::vector<double> units(P * P);
    objective.value_and_gradient(theta, gradient);
    for (std::size_t i = 0; i < P; ++i) units[i * P + i] = 1;
    objective.linearize(theta)->apply({units.data(), P, P}, {hessian.data(), P, P});
    for (std::size_t i = 0; i < P; ++i) {
      const double at = theta[i];
      theta[i] = at + h;
      const double above = objective.value_and_gradient(theta, plus);
      theta[i] = at - h;
      const double below = objective.value_and_gradient(theta, minus);
      theta[i] = at;
      slopes.push_back((above - below) / (2 * h));
      for (std::size_t k = 0; k < P; ++k) columns.push_back((plus[k] - minus[k]) / (2 * h));
    }
    check_close("gradient, " + name(a), gradient, slopes, tolerance::finite_difference);
    check_close("Hessian, " + name(a), hessian, columns, tolerance::finite_difference);
  }
}

TEST_CASE("curvature products of a CNN are those of one tape, however the data is cut") {
  Whole whole(shape);
  const std::vector<double> theta = random_vector(P, 1), v = random_vector(3 * P, 2);
  std::vector<double> hessian, gauss_newton, fisher(3 * P), g(P);
  for (std::size_t j = 0; j < 3; ++j) {
    const std::span<const double> along(v.data() + j * P, P);
    for (const double x : hvp<double>(whole.network.loss, theta, along)) hessian.push_back(x);
    for (const double x : ggnvp<double>(whole.network.loss, whole.network.output, theta, along))
      gauss_newton.push_back(x);
  }
  Linearization<double> losses(whole.network.losses, theta);
  for (std::size_t n = 0; n < data().count; ++n) {  // (1/N) Σ g (gᵀ v), example by example
    std::vector<double> unit(data().count);
    unit[n] = 1;
    losses.vjp({unit.data(), data().count, 1}, g);
    for (std::size_t j = 0; j < 3; ++j) {
      double along = 0;
      for (std::size_t i = 0; i < P; ++i) along += g[i] * v[j * P + i];
      for (std::size_t i = 0; i < P; ++i) fisher[j * P + i] += along * g[i] / 23;
    }
  }
  check_close("hessian", products(Curvature::hessian, theta, v), hessian,
              tolerance::second_order<double>);
  check_close("gauss_newton", products(Curvature::gauss_newton, theta, v), gauss_newton,
              tolerance::second_order<double>);
  check_close("fisher", products(Curvature::empirical_fisher, theta, v), fisher,
              tolerance::second_order<double>);
}

TEST_CASE("the paper's CNN learns the patterns") {
  const Dataset train = make_patterns(Split::train, 1), test = make_patterns(Split::test, 1);
  Trainer trainer(paper, train, 64, 1);
  std::vector<float> theta = initial_parameters(paper, 1);
  DatasetObjective on_test(paper, test);
  const Evaluation before = on_test.evaluate(std::vector<double>(theta.begin(), theta.end()));
  Adam<float> adam(theta.size(), {.learning_rate = 0.01});
  for (std::uint32_t epoch = 0; epoch < 5; ++epoch) trainer.run_epoch(theta, adam, {}, epoch);
  const Evaluation after = on_test.evaluate(std::vector<double>(theta.begin(), theta.end()));
  CHECK(before.error > 1);
  CHECK(after.error < 0.5 * before.error);
  CHECK(after.accuracy > 95);
}

}  // namespace caldera::test
