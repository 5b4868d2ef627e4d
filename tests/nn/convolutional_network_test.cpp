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

const NetworkShape small{{8, 16, 3}, Activation::sigmoid, {{8, 3, 2}}, {4, 4, 1}};

// The network of arXiv 2512.11866: 4×4×1, to 8 of 3×3: 4×4×8, pooled 2×2×8, to 16: 2×2×16, 1×1×16.
const ConvolutionLayer first_of_paper{8, 3, 2, 1, Pooling::maximum};
const ConvolutionLayer second_of_paper{16, 3, 2, 1, Pooling::maximum};
const NetworkShape paper{{16, 3}, Activation::relu, {first_of_paper, second_of_paper}, {4, 4, 1}};

// Two convolutions, the second over several channels, the first pool leaving a column out:
// 6×7×2, to 3 of 2×2: 5×6×3, pooled 2×3×3, to 2 of 2×2: 1×2×2.
NetworkShape two_convolutions(Activation activation) {
  return {{4, 3}, activation, {{3, 2, 2}, {2, 2}}, {6, 7, 2}};
}
// The same with borders and maxima: 6×7×2, to 3 of 2×2: 7×8×3, pooled 3×4×3, to 2 of 3×3: 3×4×2,
// pooled 1×2×2.
NetworkShape two_with_borders(Activation activation) {
  return {{4, 3},
          activation,
          {{3, 2, 2, 1, Pooling::maximum}, {2, 3, 2, 1, Pooling::maximum}},
          {6, 7, 2}};
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
std::vector<double> products(const NetworkShape& of, Curvature kind, const std::vector<double>& theta,
                             const std::vector<double>& v) {
  DatasetObjective objective(of, data(), {5, 3});
  std::vector<double> out(v.size());
  objective.linearize(theta, kind)->apply({v.data(), 3, theta.size()}, {out.data(), 3, theta.size()});
  return out;
}

/// Gradient and Hessian of E against differences of E and of the gradient.
void check_against_differences(const NetworkShape& of) {
  const double h = 1e-5;
  const std::size_t p = parameter_count(of);
  DatasetObjective objective(of, data(), {5, 3});
  std::vector<double> theta = random_vector(p, 1);
  std::vector<double> gradient(p), plus(p), minus(p), slopes, columns, hessian(p * p);
  std::vector<double> units(p * p);
  objective.value_and_gradient(theta, gradient);
  for (std::size_t i = 0; i < p; ++i) units[i * p + i] = 1;
  objective.linearize(theta)->apply({units.data(), p, p}, {hessian.data(), p, p});
  for (std::size_t i = 0; i < p; ++i) {
    const double at = theta[i];
    theta[i] = at + h;
    const double above = objective.value_and_gradient(theta, plus);
    theta[i] = at - h;
    const double below = objective.value_and_gradient(theta, minus);
    theta[i] = at;
    slopes.push_back((above - below) / (2 * h));
    for (std::size_t k = 0; k < p; ++k) columns.push_back((plus[k] - minus[k]) / (2 * h));
  }
  check_close("gradient, " + describe(of), gradient, slopes, tolerance::finite_difference);
  check_close("Hessian, " + describe(of), hessian, columns, tolerance::finite_difference);
}

/// Products with the three matrices, of shards, against those of one tape, and of single examples.
void check_products(const NetworkShape& of) {
  const std::size_t p = parameter_count(of);
  Whole whole(of);
  const std::vector<double> theta = random_vector(p, 1), v = random_vector(3 * p, 2);
  std::vector<double> hessian, gauss_newton, fisher(3 * p), g(p);
  for (std::size_t j = 0; j < 3; ++j) {
    const std::span<const double> along(v.data() + j * p, p);
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
      for (std::size_t i = 0; i < p; ++i) along += g[i] * v[j * p + i];
      for (std::size_t i = 0; i < p; ++i) fisher[j * p + i] += along * g[i] / 23;
    }
  }
  check_close("hessian", products(of, Curvature::hessian, theta, v), hessian,
              tolerance::second_order<double>);
  check_close("gauss_newton", products(of, Curvature::gauss_newton, theta, v), gauss_newton,
              tolerance::second_order<double>);
  check_close("fisher", products(of, Curvature::empirical_fisher, theta, v), fisher,
              tolerance::second_order<double>);
}

/// 3×3 filters with a border of 1, max(x, 0), and the largest of 2×2: of one image, channels last.
std::vector<double> layer_of_paper(const std::vector<double>& x, std::size_t side, std::size_t out,
                                   std::span<const double> theta) {
  const std::size_t in = x.size() / (side * side);
  std::vector<double> y(side / 2 * (side / 2) * out, 0);  // the maximum of max(x, 0) is 0 at least
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t col = 0; col < side; ++col)
      for (std::size_t o = 0; o < out; ++o) {
        double sum = theta[out * 9 * in + o];
        for (std::size_t k = 0; k < 9 * in; ++k) {
          const std::size_t r = row + k / in / 3, c = col + k / in % 3;  // from the border's corner
          if (r < 1 || r > side || c < 1 || c > side) continue;
          sum += theta[o * 9 * in + k] * x[((r - 1) * side + c - 1) * in + k % in];
        }
        double& largest = y[(row / 2 * (side / 2) + col / 2) * out + o];
        largest = std::max(largest, sum);
      }
  return y;
}

}  // namespace

TEST_CASE("a CNN is described by its image, its convolutions and its widths") {
  CHECK(describe(small) == "4x4x1, 8 of 3x3, pool 2, 8-16-3 sigmoid");
  CHECK(architecture(small) == "cnn 4x4x1, 8 of 3x3, pool 2, 8-16-3 sigmoid");
  CHECK(describe(paper) == "4x4x1, 8 of 3x3 border 1, maximum pool 2, 16 of 3x3 border 1, "
                           "maximum pool 2, 16-3 relu");
  CHECK(describe({{9, 3}, Activation::tanh, {{1, 2, 1, 1, Pooling::maximum}}, {2, 2, 1}}) ==
        "2x2x1, 1 of 2x2 border 1, 9-3 tanh");
  CHECK(describe(shape) == "6x7x2, 3 of 2x2, pool 2, 2 of 2x2, 4-3 tanh");
  CHECK(architecture({{4, 3}, Activation::relu}) == "mlp 4-3 relu");
  CHECK(input_count(small) == 16);
  CHECK(input_count(shape) == 84);
  CHECK(input_count({{4, 3}}) == 4);
}

TEST_CASE("the parameters of a CNN lie layer by layer, and start within 1/sqrt(fan_in)") {
  CHECK(parameter_count(small) == 9 * 8 + 8 + 8 * 16 + 16 + 16 * 3 + 3);
  CHECK(parameter_count(paper) == 9 * 8 + 8 + 9 * 8 * 16 + 16 + 16 * 3 + 3);
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

TEST_CASE("logits of the paper's CNN equal its formula") {
  const std::vector<double> inputs = random_vector(2 * 16, 1), labels = {1, 0};
  const std::vector<double> theta = random_vector(parameter_count(paper), 2);
  ModelTape<double> network(paper, 2);
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  network.tape.bind_parameters(theta);
  network.tape.forward();
  std::vector<double> expected;
  for (std::size_t n = 0; n < 2; ++n) {
    std::vector<double> x(inputs.begin() + std::ptrdiff_t(16 * n), inputs.begin() + std::ptrdiff_t(16 * n + 16));
    x = layer_of_paper(x, 4, 8, theta);
    x = layer_of_paper(x, 2, 16, std::span(theta).subspan(80));
    const std::span<const double> last = std::span(theta).subspan(80 + 1168);
    for (std::size_t o = 0; o < 3; ++o) {
      expected.push_back(last[48 + o]);
      for (std::size_t k = 0; k < 16; ++k) expected.back() += last[16 * o + k] * x[k];
    }
  }
  const auto logits = network.tape.value(network.output).flat();
  check_close("logits", {logits.begin(), logits.end()}, expected, tolerance::value<double>);
  REQUIRE(network.hidden.size() == 2);  // what each convolution passes on, pooled
  CHECK(network.hidden[0].cols() == 2 * 2 * 8);
  CHECK(network.hidden[1].cols() == 16);
}

TEST_CASE("logits of a CNN that averages equal its formula, for every activation") {
  const std::vector<double> inputs = random_vector(2 * 16, 1), labels = {1, 0};
  const std::vector<double> theta = random_vector(parameter_count(small), 2);
  const auto activate = [](Activation a, double x) {
    if (a == Activation::sigmoid) return 1 / (1 + std::exp(-x));
    return a == Activation::tanh ? std::tanh(x) : std::fmax(x, 0.0);
  };
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    NetworkShape of = small;
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
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    check_against_differences(two_convolutions(a));
    check_against_differences(two_with_borders(a));
  }
}

TEST_CASE("curvature products of a CNN are those of one tape, however the data is cut") {
  check_products(shape);
  check_products(two_with_borders(Activation::tanh));
}

TEST_CASE("the paper's CNN learns the patterns") {
  const Dataset train = make_patterns(Split::train, 1), test = make_patterns(Split::test, 1);
  Trainer trainer(paper, train, 32, 1);
  std::vector<float> theta = initial_parameters(paper, 1);
  DatasetObjective on_test(paper, test);
  const Evaluation before = on_test.evaluate(std::vector<double>(theta.begin(), theta.end()));
  Sgd<float> sgd(theta.size(), {.learning_rate = 0.05, .momentum = 0});
  for (std::uint32_t epoch = 0; epoch < 3; ++epoch) trainer.run_epoch(theta, sgd, {}, epoch);
  const Evaluation after = on_test.evaluate(std::vector<double>(theta.begin(), theta.end()));
  CHECK(before.error > 1);
  CHECK(after.error < 0.5 * before.error);
  CHECK(after.accuracy > 95);
}

}  // namespace caldera::test
