#include "caldera/nn/models/filter_direction.h"

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape cnn{{8, 5, 4},
                       Activation::tanh,
                       {{.channels = 2, .kernel = 2}},
                       {.height = 3, .width = 3, .channels = 1}};

/// Cosine of the angle between two vectors.
double cosine(std::span<const double> a, std::span<const double> b) {
  return dot(a, b) / (norm(a) * norm(b));
}

}  // namespace

TEST_CASE("every filter of a direction is as long as the model's, and biases stay") {
  for (const NetworkShape& shape : {NetworkShape{{12, 9, 4}}, cnn}) {
    INFO(describe(shape));
    const std::vector<double> theta = random_vector(parameter_count(shape), 1);
    const std::vector<double> direction = filter_direction(shape, theta, 5, 0);
    std::vector<double> lengths, expected;
    for (const ParameterSlice& slice : parameter_slices(shape))
      for (std::size_t row = 0; row < slice.rows; ++row) {
        double of_direction = 0, of_theta = 0;
        for (std::size_t j = 0; j < slice.cols; ++j) {
          const std::size_t i = slice.offset + row * slice.cols + j;
          of_direction += direction[i] * direction[i];
          of_theta += theta[i] * theta[i];
        }
        lengths.push_back(std::sqrt(of_direction));
        expected.push_back(slice.kind == "bias" ? 0 : std::sqrt(of_theta));
      }
    check_close("norm of each filter", lengths, expected, tolerance::value<double>);
  }
}

TEST_CASE("directions are those of their seed and number, and nearly orthogonal") {
  const NetworkShape shape{{100, 90, 4}};
  const std::vector<double> theta = random_vector(parameter_count(shape), 1);
  const std::vector<double> one = filter_direction(shape, theta, 5, 0);
  CHECK(filter_direction(shape, theta, 5, 0) == one);
  // Cosines between random directions of n = 9360 entries have the deviation 1/√n at most times √2,
  // as filters differ in length by less than that.
  const double bound = tolerance::standard_errors * std::sqrt(2.0 / 9360);
  CHECK(std::abs(cosine(one, filter_direction(shape, theta, 5, 1))) < bound);
  CHECK(std::abs(cosine(one, filter_direction(shape, theta, 6, 0))) < bound);
  CHECK(std::abs(cosine(one, theta)) < bound);
}

TEST_CASE("a network whose units are rescaled has the same landscape along its directions") {
  // ReLU: what comes into a unit times 4, what goes out of it divided by 4, is the same function.
  const NetworkShape shape{{12, 9, 4}, Activation::relu};
  const std::vector<double> theta = random_vector(parameter_count(shape), 1);
  std::vector<double> rescaled = theta;
  const std::vector<ParameterSlice> slices = parameter_slices(shape);
  for (std::size_t i = 0; i < slices[2].offset; ++i) rescaled[i] *= 4;
  for (std::size_t i = slices[2].offset; i < slices[3].offset; ++i) rescaled[i] /= 4;
  const Dataset data = synthetic_dataset(50, 12, 4);
  DatasetObjective objective(shape, data);
  const auto along = [&](const std::vector<double>& from) {
    const std::vector<double> direction = filter_direction(shape, from, 5, 0);
    std::vector<double> errors, at(from.size());
    for (const double x : {-1.0, -0.3, 0.0, 0.5, 1.0}) {
      for (std::size_t i = 0; i < at.size(); ++i) at[i] = from[i] + x * direction[i];
      errors.push_back(objective.value(at));
    }
    return errors;
  };
  check_close("E", along(rescaled), along(theta), tolerance::value<double>);
}

TEST_CASE("a filter of zeros has a direction of zeros") {
  const NetworkShape shape{{3, 2}};
  CHECK(filter_direction(shape, std::vector<double>(8), 5, 0) == std::vector<double>(8));
}

}  // namespace caldera::test
