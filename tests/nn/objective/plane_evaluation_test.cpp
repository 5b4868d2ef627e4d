#include "caldera/nn/objective/plane_evaluation.h"

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const std::vector<PlanePoint> points = {{0, 0}, {1, 0}, {-0.3, 0.7}, {0, 1}, {2.5, -1.5}};

/// 157 examples: the last shard is short for every size in use here.
const Dataset& data() {
  static const Dataset d = synthetic_dataset(157, 12, 4);
  return d;
}

/// Three vectors for a plane through the parameters of a shape.
struct Vectors {
  explicit Vectors(const NetworkShape& shape)
      : centre(random_vector(parameter_count(shape), 1)),
        u(random_vector(parameter_count(shape), 2)), v(random_vector(parameter_count(shape), 3)) {}
  Plane plane() const { return {centre, u, v}; }
  Plane line() const { return {centre, u, {}}; }
  std::vector<double> centre, u, v;
};

std::vector<double> errors(const std::vector<PlaneValue>& values) {
  std::vector<double> result;
  for (const PlaneValue& value : values) result.push_back(value.error);
  return result;
}

std::vector<double> accuracies(const std::vector<PlaneValue>& values) {
  std::vector<double> result;
  for (const PlaneValue& value : values) result.push_back(value.accuracy);
  return result;
}

/// The same, one full pass a point.
std::vector<PlaneValue> pass_by_pass(const NetworkShape& shape, const Plane& plane) {
  DatasetObjective objective(shape, data());
  std::vector<double> theta(objective.dim());
  std::vector<PlaneValue> result;
  for (const PlanePoint& point : points) {
    for (std::size_t j = 0; j < theta.size(); ++j)
      theta[j] = plane.centre[j] + point.x * plane.u[j] +
                 (plane.v.empty() ? 0 : point.y * plane.v[j]);
    const Evaluation at = objective.evaluate(theta);
    result.push_back({at.error, at.accuracy});
  }
  return result;
}

}  // namespace

TEST_CASE("a network on a plane is that of full passes over the data, however it is cut") {
  const NetworkShape shapes[] = {{{12, 9, 4}, Activation::tanh},
                                 {{12, 7, 6, 5, 4}, Activation::sigmoid},
                                 {{12, 9, 8, 4}, Activation::relu},
                                 {{12, 4}}};
  for (const NetworkShape& shape : shapes) {
    INFO(describe(shape));
    const Vectors vectors(shape);
    for (const Plane& plane : {vectors.plane(), vectors.line()}) {
      const std::vector<PlaneValue> expected = pass_by_pass(shape, plane);
      for (const Sharding& sharding : {Sharding{}, Sharding{157, 1}, Sharding{10, 3},
                                       Sharding{156, 2}, Sharding{1, 5}}) {
        const auto found = PlaneEvaluation(shape, data(), plane, sharding).at(points);
        check_close("E", errors(found), errors(expected), tolerance::value<double>);
        CHECK(accuracies(found) == accuracies(expected));
      }
    }
  }
}

TEST_CASE("a network that begins with convolutions is evaluated on a plane, too") {
  const NetworkShape shape{{8, 5, 4},
                           Activation::tanh,
                           {{.channels = 2, .kernel = 2}},
                           {.height = 3, .width = 3, .channels = 1}};
  const Dataset images = synthetic_dataset(20, 9, 4);
  const Vectors vectors(shape);
  DatasetObjective objective(shape, images);
  const std::vector<PlaneValue> found =
      PlaneEvaluation(shape, images, vectors.plane()).at(std::vector<PlanePoint>{{0, 0}});
  CHECK(found.front().error == objective.evaluate(vectors.centre).error);
}

TEST_CASE("neither threads nor other points change a bit of a value on a plane") {
  const NetworkShape shape{{12, 9, 8, 4}};
  const Vectors vectors(shape);
  configure_arithmetic("exact", "auto", 1);
  const auto one = PlaneEvaluation(shape, data(), vectors.plane(), {10, 6}).at(points);
  for (const int threads : {2, 3, 7}) {
    configure_arithmetic("exact", "auto", threads);
    PlaneEvaluation evaluation(shape, data(), vectors.plane(), {10, 6});
    CHECK(evaluation.at(points) == one);
    for (std::size_t p = 0; p < points.size(); ++p)
      CHECK(evaluation.at(std::span(points).subspan(p, 1)).front() == one[p]);
  }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("an error that overflows on a plane is refused by name") {
  const NetworkShape shape{{12, 9, 8, 4}, Activation::relu};
  const Vectors vectors(shape);
  PlaneEvaluation evaluation(shape, data(), vectors.plane());
  CHECK_THROWS_WITH(evaluation.at(std::vector<PlanePoint>{{1e200, 0}}),
                    Catch::Contains("E on synthetic is not finite"));
  CHECK_THROWS_AS(evaluation.at(std::vector<PlanePoint>{{1e200, 0}}), NonFiniteError);
}

}  // namespace caldera::test
