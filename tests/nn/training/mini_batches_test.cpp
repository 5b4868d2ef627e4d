#include "caldera/nn/training/mini_batches.h"

#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 9, 4}, Activation::sigmoid};

}  // namespace

TEST_CASE("mini-batches: weighted by their examples, gradients add up to that of the whole set") {
  const Dataset data = synthetic_dataset(50, 12, 4);  // the last batch is short
  const std::vector<float> theta = initial_parameters(shape, 1);
  MiniBatches batches(shape, data, 16, 3);
  CHECK(batches.count() == 4);
  CHECK(batches.examples() == 50);
  CHECK(batches.examples(2) == 16);
  CHECK(batches.examples(3) == 2);
  for (std::uint32_t epoch = 0; epoch < 2; ++epoch) {
    batches.shuffle(epoch);
    double error = 0;
    std::vector<double> sum(theta.size());
    std::vector<float> gradient(theta.size());
    for (std::size_t k = 0; k < batches.count(); ++k) {
      const double share = static_cast<double>(batches.examples(k)) / 50;
      error += share * batches.value_and_gradient(k, theta, gradient);
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += share * double{gradient[i]};
    }
    DatasetObjective objective(shape, data);
    std::vector<double> expected(theta.size());
    const double expected_error =
        objective.value_and_gradient(std::vector<double>(theta.begin(), theta.end()), expected);
    check_close("error", {error}, {expected_error}, tolerance::value<float>);
    check_close("gradient", sum, expected, tolerance::first_order<float>);
  }
}

TEST_CASE("mini-batches: an epoch's order is a function of seed and epoch") {
  const Dataset data = synthetic_dataset(50, 12, 4);
  const std::vector<float> theta = initial_parameters(shape, 1);
  std::vector<float> gradient(theta.size());
  const auto first_error = [&](std::uint64_t seed, std::uint32_t epoch) {
    MiniBatches batches(shape, data, 16, seed);
    batches.shuffle(epoch);
    return batches.value_and_gradient(0, theta, gradient);
  };
  CHECK(first_error(1, 5) == first_error(1, 5));
  CHECK(first_error(1, 5) != first_error(1, 6));
  CHECK(first_error(1, 5) != first_error(2, 5));
}

}  // namespace caldera::test
