#include "caldera/nn/models/matching.h"

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 30, 17, 23, 4}, Activation::tanh};

HiddenPermutations random_permutations(std::uint64_t seed) {
  HiddenPermutations result = identity_permutations(shape);
  for (std::uint32_t layer = 0; layer < result.size(); ++layer) {
    std::vector<std::uint32_t> order(result[layer].size());
    random_permutation({seed, Purpose::test_data, layer}, order);
    result[layer].assign(order.begin(), order.end());
  }
  return result;
}

std::vector<double> logits(const std::vector<float>& parameters, const Dataset& data) {
  ModelTape<double> network(shape, data.count);
  const std::vector<double> theta(parameters.begin(), parameters.end());
  const std::vector<double> inputs(data.inputs.begin(), data.inputs.end());
  const std::vector<double> labels(data.labels.begin(), data.labels.end());
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  network.tape.bind_parameters(theta);
  network.tape.forward();
  const auto values = network.tape.value(network.output).flat();
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("permuted hidden units: the same function, other parameters") {
  const Dataset data = synthetic_dataset(20, 12, 4);
  const std::vector<float> theta = initial_parameters(shape, 1);
  const HiddenPermutations permutations = random_permutations(2);
  const std::vector<float> moved = permute(shape, theta, permutations);
  CHECK(moved != theta);
  check_close("logits", logits(moved, data), logits(theta, data), tolerance::value<double>);
  CHECK(permute(shape, moved, inverse_permutations(permutations)) == theta);
  CHECK(permute(shape, theta, identity_permutations(shape)) == theta);
}

TEST_CASE("a permuted unit takes its weights, its bias and what reads it along") {
  const NetworkShape small{{1, 2, 1}, Activation::relu};
  const std::vector<float> theta = {1, 2, 3, 4, 5, 6, 7};
  CHECK(permute(small, theta, {{1, 0}}) == std::vector<float>{2, 1, 4, 3, 6, 5, 7});
}

TEST_CASE("matching finds a random permutation again") {
  const std::vector<float> theta = initial_parameters(shape, 1);
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const HiddenPermutations permutations = random_permutations(seed);
    const std::vector<float> moved = permute(shape, theta, permutations);
    CHECK(match_units(shape, theta, moved) == inverse_permutations(permutations));
  }
  CHECK(match_units(shape, theta, theta) == identity_permutations(shape));
}

TEST_CASE("matched units bring networks nearer, and no change of a single layer would") {
  const std::vector<float> a = initial_parameters(shape, 1);
  for (std::uint64_t seed = 2; seed < 5; ++seed) {
    const std::vector<float> b = initial_parameters(shape, seed);
    const std::vector<float> matched = permute(shape, b, match_units(shape, a, b));
    const double distance = squared_distance(a, matched);
    CHECK(distance < squared_distance(a, b));
    CHECK(match_units(shape, a, matched) == identity_permutations(shape));
    // Any two units of a layer that change places.
    for (std::size_t layer = 0; layer < 3; ++layer)
      for (std::size_t i = 1; i < shape.widths[layer + 1]; ++i) {
        HiddenPermutations swapped = identity_permutations(shape);
        std::swap(swapped[layer][0], swapped[layer][i]);
        CHECK(squared_distance(a, permute(shape, matched, swapped)) >= distance);
      }
  }
}

TEST_CASE("a network without hidden layers has nothing to match") {
  const NetworkShape linear{{12, 4}, Activation::sigmoid};
  const std::vector<float> a = initial_parameters(linear, 1), b = initial_parameters(linear, 2);
  CHECK(match_units(linear, a, b).empty());
  CHECK(permute(linear, b, {}) == b);
}

}  // namespace caldera::test
