#include "caldera/nn/models/hidden_activations.h"

#include <cmath>

#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("hidden activations are those of loops in double, layer by layer") {
  const NetworkShape shape{{12, 9, 5, 4}, Activation::tanh};
  const Dataset data = synthetic_dataset(30, 12, 4);
  const std::vector<float> theta = initial_parameters(shape, 7);
  HiddenActivations layers(shape, data);
  layers.compute(theta);
  CHECK(hidden_layers(shape) == std::vector<std::string>{"layer1", "layer2"});
  REQUIRE(layers.count() == 2);

  std::vector<std::vector<double>> x(data.count);
  for (std::size_t i = 0; i < data.count; ++i)
    x[i].assign(data.matrix().row(i).begin(), data.matrix().row(i).end());
  std::size_t offset = 0;
  for (std::size_t k = 0; k < 2; ++k) {
    const std::size_t in = shape.widths[k], out = shape.widths[k + 1];
    for (std::size_t i = 0; i < data.count; ++i) {
      std::vector<double> y(out);
      for (std::size_t j = 0; j < out; ++j) {
        double z = theta[offset + out * in + j];
        for (std::size_t l = 0; l < in; ++l) z += double(theta[offset + j * in + l]) * x[i][l];
        y[j] = std::tanh(z);
      }
      const auto found = layers[k].row(i);
      check_close("layer", {found.begin(), found.end()}, y, tolerance::value<float>);
      x[i] = y;
    }
    offset += out * in + out;
  }
}

TEST_CASE("error and accuracy on the examples are the objective's, for a convolutional network, too") {
  const NetworkShape cnn{.widths = {4, 3},
                         .activation = Activation::relu,
                         .convolutions = {{.channels = 4, .kernel = 2, .pool = 2}},
                         .image = {.height = 4, .width = 4, .channels = 1}};
  const Dataset data = synthetic_dataset(60, 16, 3);
  const std::vector<float> theta = initial_parameters(cnn, 2);
  HiddenActivations layers(cnn, data);
  layers.compute(theta);
  CHECK(hidden_layers(cnn) == std::vector<std::string>{"convolution1"});
  CHECK(layers[0].cols == 4);
  DatasetObjective objective(cnn, data);
  const Evaluation at = objective.evaluate(std::vector<double>(theta.begin(), theta.end()));
  CHECK(layers.accuracy() == at.accuracy);
  check_close("error", {layers.error()}, {at.error}, tolerance::value<float>);
}

}  // namespace caldera::test
