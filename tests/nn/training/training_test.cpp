#include "caldera/nn/training/training.h"

#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/derivatives.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 9, 4}, Activation::sigmoid};

/// Keeps what it is told.
struct Witness : StepObserver {
  void before_step(const TrainingStep& step) override {
    before.emplace_back(step.theta.begin(), step.theta.end());
    gradients.emplace_back(step.gradient.begin(), step.gradient.end());
    squares.push_back(step.batches.squared_example_gradients());
    errors.push_back(step.error);
  }
  void after_step(std::span<const float> theta) override {
    after.emplace_back(theta.begin(), theta.end());
  }
  std::vector<std::vector<float>> before, gradients, after;
  std::vector<std::vector<double>> squares;
  std::vector<double> errors;
};

}  // namespace

TEST_CASE("an observer sees every step, and changes none") {
  const Dataset data = synthetic_dataset(40, 12, 4);  // batches of 16, 16 and 8
  const Regulariser<float> pull{PullConvention::weight_decay, 0.2, {}};
  std::vector<float> theta = initial_parameters(shape, 3), alone = theta;
  Witness witness;
  for (StepObserver* observer : {static_cast<StepObserver*>(&witness), static_cast<StepObserver*>(nullptr)}) {
    Trainer trainer(shape, data, 16, 1);
    Sgd<float> sgd(theta.size(), {.learning_rate = 0.5, .momentum = 0});
    trainer.run_epoch(observer ? theta : alone, sgd, pull, 0, observer);
  }
  CHECK(theta == alone);
  REQUIRE(witness.errors.size() == 3);
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(witness.squares[k].size() == (k < 2 ? 16 : 8));
    if (k > 0) CHECK(witness.before[k] == witness.after[k - 1]);
    std::vector<float> step = witness.before[k], gradient = witness.gradients[k];
    pull.add_gradient(step, gradient);
    for (std::size_t i = 0; i < step.size(); ++i) step[i] -= 0.5f * gradient[i];
    CHECK(step == witness.after[k]);
  }
  CHECK(witness.after.back() == theta);
}

TEST_CASE("training lowers the error and is a function of the seed alone") {
  const Dataset data = synthetic_dataset(150, 12, 4);
  std::vector<std::vector<float>> results;
  for (const std::uint64_t seed : {1u, 1u, 2u}) {
    Trainer trainer(shape, data, 16, seed);
    std::vector<float> theta = initial_parameters(shape, 1);
    Adam<float> adam(theta.size(), {.learning_rate = 0.01});
    const double first = trainer.run_epoch(theta, adam, {}, 0);
    double last = 0;
    for (std::uint32_t epoch = 1; epoch < 20; ++epoch)
      last = trainer.run_epoch(theta, adam, {}, epoch);
    CHECK(last < 0.5 * first);
    results.push_back(theta);
  }
  CHECK(results[0] == results[1]);
  CHECK(results[0] != results[2]);
}

TEST_CASE("one step of plain SGD with the whole set as batch is a gradient step of E + penalty") {
  const Dataset data = synthetic_dataset(20, 12, 4);
  std::vector<float> theta = initial_parameters(shape, 3);
  const std::vector<double> start(theta.begin(), theta.end());
  Trainer trainer(shape, data, 20, 1);
  Sgd<float> sgd(theta.size(), {.learning_rate = 0.5, .momentum = 0});
  const Regulariser<float> pull{PullConvention::weight_decay, 0.2, {}};
  const double error = trainer.run_epoch(theta, sgd, pull, 0);

  ModelTape<double> network(shape, 20);
  const std::vector<double> inputs(data.inputs.begin(), data.inputs.end());
  const std::vector<double> labels(data.labels.begin(), data.labels.end());
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  std::vector<double> g(start.size()), expected(start);
  check_close("error", {error}, {gradient<double>(network.loss, start, g)}, tolerance::value<float>);
  for (std::size_t i = 0; i < g.size(); ++i) expected[i] -= 0.5 * (g[i] + 0.2 * start[i]);
  check_close("step", {theta.begin(), theta.end()}, expected, tolerance::first_order<float>);
}

TEST_CASE("the stopping rule waits for `patience` epochs without a new best") {
  const Dataset data = synthetic_dataset(64, 12, 4);
  Trainer trainer(shape, data, 16, 1);
  std::vector<float> theta = initial_parameters(shape, 1);
  // A learning rate of zero: the error never improves after the first epoch … up to the rounding
  // of sums in another order, which is why the best is not required to be the first.
  Sgd<float> frozen(theta.size(), {.learning_rate = 0, .momentum = 0});
  const TrainingSummary summary = train(trainer, theta, frozen, {}, {40, 5}, 0);
  CHECK(summary.epochs >= 6);
  CHECK(summary.epochs < 40);
  Adam<float> adam(theta.size(), {.learning_rate = 0.01});
  CHECK(train(trainer, theta, adam, {}, {7, 5}, 0).epochs == 7);
}

TEST_CASE("a number that is not finite stops the run and is named") {
  const Dataset data = synthetic_dataset(64, 12, 4);
  Trainer trainer(shape, data, 16, 1);
  std::vector<float> theta = initial_parameters(shape, 1);
  theta[parameter_slices(shape)[2].offset] = std::numeric_limits<float>::quiet_NaN();
  Adam<float> adam(theta.size(), {});
  CHECK_THROWS_WITH(trainer.run_epoch(theta, adam, {}, 0), Catch::Contains("layer2/weight"));
}

}  // namespace caldera::test
