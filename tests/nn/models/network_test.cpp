#include "caldera/nn/models/network.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/derivatives.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

const NetworkShape paper{{784, 128, 128, 10}, Activation::sigmoid};

TEST_CASE("the paper's network has 118 282 parameters, laid out without gaps") {
  CHECK(parameter_count(paper) == 118282);
  std::size_t expected = 0;
  for (const ParameterSlice& slice : parameter_slices(paper)) {
    CHECK(slice.offset == expected);
    expected += slice.rows * slice.cols;
  }
  CHECK(expected == parameter_count(paper));
  CHECK(parameter_slices(paper)[2].layer == "layer2");
  CHECK(parameter_slices(paper)[2].kind == "weight");
}

TEST_CASE("initial parameters fill the box of half-width 1/sqrt(fan_in), layer by layer") {
  const std::vector<float> theta = initial_parameters(paper, 1);
  for (const ParameterSlice& slice : parameter_slices(paper)) {
    const double fan_in = slice.layer == "layer1" ? 784 : 128;
    const auto begin = theta.begin() + static_cast<std::ptrdiff_t>(slice.offset);
    const auto end = begin + static_cast<std::ptrdiff_t>(slice.rows * slice.cols);
    const double low = *std::min_element(begin, end), high = *std::max_element(begin, end);
    CHECK(low >= -1 / std::sqrt(fan_in));
    CHECK(high <= 1 / std::sqrt(fan_in));
    if (slice.kind == "weight") CHECK(high - low > 1.9 / std::sqrt(fan_in));
  }
  CHECK(theta == initial_parameters(paper, 1));
  CHECK(theta != initial_parameters(paper, 2));
}

TEST_CASE("logits of an MLP equal its formula, for every activation") {
  const std::vector<double> inputs = random_vector(8, 1), labels = {1, 0};
  const std::vector<double> theta = random_vector(4 * 3 + 3 + 3 * 2 + 2, 2);
  const auto activate = [](Activation a, double x) {
    if (a == Activation::sigmoid) return 1 / (1 + std::exp(-x));
    return a == Activation::tanh ? std::tanh(x) : std::fmax(x, 0.0);
  };
  for (const Activation a : {Activation::sigmoid, Activation::tanh, Activation::relu}) {
    ModelTape<double> network(NetworkShape{{4, 3, 2}, a}, 2);
    network.tape.bind(network.inputs, inputs);
    network.tape.bind(network.targets, labels);
    network.tape.bind_parameters(theta);
    network.tape.forward();
    std::vector<double> expected;
    for (std::size_t n = 0; n < 2; ++n)
      for (std::size_t o = 0; o < 2; ++o) {
        double z = theta[21 + o];
        for (std::size_t h = 0; h < 3; ++h) {
          double hidden = theta[12 + h];
          for (std::size_t i = 0; i < 4; ++i) hidden += theta[4 * h + i] * inputs[4 * n + i];
          z += theta[15 + 3 * o + h] * activate(a, hidden);
        }
        expected.push_back(z);
      }
    const auto logits = network.tape.value(network.output).flat();
    check_close(name(a), {logits.begin(), logits.end()}, expected, tolerance::value<double>);
  }
}

TEST_CASE("an unknown activation is refused") {
  CHECK(activation_from_name("tanh") == Activation::tanh);
  CHECK_THROWS_AS(activation_from_name("gelu"), InputError);
}

}  // namespace caldera::test
