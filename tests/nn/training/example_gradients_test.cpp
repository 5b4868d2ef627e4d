#include "caldera/nn/training/example_gradients.h"

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/autograd/sweeps.h"
#include "caldera/nn/models/network.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

constexpr std::size_t n = 11;

const NetworkShape mlp{{12, 9, 7, 4}, Activation::sigmoid};
// Two convolutions, the second over several channels, the first with a pool.
const NetworkShape cnn{{4, 3}, Activation::tanh, {{3, 2, 2}, {2, 2}}, {6, 7, 2}};
// The same with borders and maxima.
const NetworkShape bordered{
    {4, 3}, Activation::tanh, {{3, 2, 2, 1, Pooling::maximum}, {2, 3, 2, 1, Pooling::maximum}}, {6, 7, 2}};

Dataset data_for(const NetworkShape& shape) {
  return synthetic_dataset(n, input_count(shape), shape.widths.back());
}

/// ‖gᵢ‖² from a tape of one row for each example.
std::vector<double> one_by_one(const NetworkShape& shape, const std::vector<double>& theta) {
  const Dataset data = data_for(shape);
  ModelTape<double> network(shape, 1);
  std::vector<double> squares, g(theta.size());
  for (std::size_t i = 0; i < n; ++i) {
    const std::vector<double> inputs(data.matrix().row(i).begin(), data.matrix().row(i).end());
    const double label = data.labels[i];
    network.tape.bind(network.inputs, inputs);
    network.tape.bind(network.targets, {&label, 1});
    gradient<double>(network.loss, theta, g);
    squares.push_back(squared_norm(g));
  }
  return squares;
}

/// The same from one pass over all of them.
template <class T>
std::vector<double> at_once(const NetworkShape& shape, const std::vector<double>& theta) {
  const Dataset data = data_for(shape);
  ModelTape<T> network(shape, n);
  const std::vector<T> inputs(data.inputs.begin(), data.inputs.end());
  const std::vector<T> labels(data.labels.begin(), data.labels.end());
  const std::vector<T> parameters(theta.begin(), theta.end());
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  network.tape.bind_parameters(std::span<const T>(parameters));
  network.tape.forward();
  NodeMatrices<T> adjoints(network.tape);
  std::vector<T> mean_gradient(theta.size());
  adjoints.bind_parameters(std::span<T>(mean_gradient));
  const T one = 1;
  pull_back(network.tape, network.loss, ConstMatrix<T>(&one, 1, 1), adjoints);
  return squared_example_gradients(network, adjoints);
}

}  // namespace

TEST_CASE("gradients of examples: their squared norms are those of gradients one by one") {
  for (const NetworkShape& shape : {mlp, cnn, bordered}) {
    CAPTURE(describe(shape));
    const std::vector<double> theta = random_vector(parameter_count(shape), 1);
    const std::vector<double> expected = one_by_one(shape, theta);
    check_close("double", at_once<double>(shape, theta), expected, tolerance::signal);
    check_close("float", at_once<float>(shape, theta), expected, tolerance::first_order<float>);
  }
}

}  // namespace caldera::test
