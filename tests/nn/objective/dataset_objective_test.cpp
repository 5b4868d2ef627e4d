#include "caldera/nn/objective/dataset_objective.h"

#include <cmath>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/derivatives.h"
#include "caldera/nn/models/network.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 9, 4}, Activation::tanh};
const Dataset& data() {
  static const Dataset d = synthetic_dataset(157, 12, 4);
  return d;
}

std::vector<double> gradient_with(const Sharding& sharding, double* error = nullptr) {
  DatasetObjective objective(shape, data(), sharding);
  const std::vector<double> theta = random_vector(objective.dim(), 1);
  std::vector<double> g(objective.dim());
  const Evaluation e = objective.evaluate_with_gradient(theta, g);
  if (error) *error = e.error;
  return g;
}

}  // namespace

TEST_CASE("E and its gradient are those of one tape over the whole set, however it is cut") {
  ModelTape<double> network(shape, data().count);
  const std::vector<double> inputs(data().inputs.begin(), data().inputs.end());
  const std::vector<double> labels(data().labels.begin(), data().labels.end());
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  const std::vector<double> theta = random_vector(parameter_count(shape), 1);
  std::vector<double> expected(theta.size());
  const double expected_error = gradient<double>(network.loss, theta, expected);
  // The last shard is short in all but the first; weighting it as a full one would show.
  for (const Sharding& sharding : {Sharding{157, 1}, Sharding{10, 3}, Sharding{50, 16},
                                   Sharding{156, 2}, Sharding{1, 5}, Sharding{1000, 4}}) {
    double error = 0;
    check_close("gradient", gradient_with(sharding, &error), expected,
                tolerance::first_order<double>);
    check_close("error", {error}, {expected_error}, tolerance::value<double>);
  }
}

TEST_CASE("the number of threads changes no bit of a full-data gradient") {
  configure_arithmetic("exact", "auto", 1);
  const std::vector<double> one = gradient_with({10, 6});
  for (const int threads : {2, 3, 7}) {
    configure_arithmetic("exact", "auto", threads);
    CHECK(gradient_with({10, 6}) == one);
  }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("accuracy counts what a loop over the examples counts") {
  DatasetObjective objective(shape, data(), {20, 3});
  const std::vector<double> theta = random_vector(objective.dim(), 2);
  const Evaluation e = objective.evaluate(theta);
  ModelTape<double> network(shape, 1);
  network.tape.bind_parameters(theta);
  std::vector<double> correct(4), present(4);
  for (std::size_t i = 0; i < data().count; ++i) {
    const auto row = data().matrix().row(i);
    const std::vector<double> inputs(row.begin(), row.end());
    const double label = data().labels[i];
    network.tape.bind(network.inputs, inputs);
    network.tape.bind(network.targets, {&label, 1});
    network.tape.forward();
    std::size_t best = 0;
    for (std::size_t c = 1; c < 4; ++c)
      if (network.tape.value(network.output)(0, c) > network.tape.value(network.output)(0, best)) best = c;
    present[data().labels[i]] += 1;
    correct[data().labels[i]] += best == data().labels[i];
  }
  double all = 0;
  for (std::size_t c = 0; c < 4; ++c) {
    CHECK(e.class_accuracy[c] == 100 * correct[c] / present[c]);
    all += correct[c];
  }
  CHECK(e.accuracy == 100 * all / 157);
}

TEST_CASE("a class that does not occur has no accuracy") {
  Dataset few = synthetic_dataset(30, 12, 4);
  for (auto& label : few.labels) label = label == 3 ? 0 : label;
  DatasetObjective objective(shape, few);
  CHECK(std::isnan(objective.evaluate(random_vector(objective.dim(), 3)).class_accuracy[3]));
}

}  // namespace caldera::test
