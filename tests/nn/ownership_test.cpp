// What operators own, what may not be a temporary, and data sets without examples.

#include <memory>
#include <type_traits>
#include <vector>

#include "caldera/nn/models/hidden_activations.h"
#include "caldera/nn/objective/dataset_curvature.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/objective/plane_evaluation.h"
#include "caldera/nn/training/training.h"
#include "tests/broken_invariant.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/refusal.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

const NetworkShape shape{{5, 4, 3}, Activation::tanh};

Values start() {
  const std::vector<float> theta = initial_parameters(shape, 1);
  return {theta.begin(), theta.end()};
}

Values product(SymmetricOperator& a, const Values& v) {
  Values out(v.size());
  a.apply({v.data(), 1, v.size()}, {out.data(), 1, out.size()});
  return out;
}

}  // namespace

TEST_CASE("an operator owns its point: it may be destroyed before the first product") {
  const Dataset data = synthetic_dataset(30, 5, 3);
  DatasetObjective objective(shape, data, {.rows = 8, .groups = 2});
  const Values point = start(), v(point.rbegin(), point.rend());
  for (const Curvature kind : {Curvature::hessian, Curvature::gauss_newton,
                               Curvature::empirical_fisher}) {
    const auto kept = objective.linearize(point, kind);
    auto theta = std::make_unique<Values>(point);
    const auto a = objective.linearize(*theta, kind);
    theta->assign(theta->size(), 1e300);
    theta.reset();
    CHECK(product(*a, v) == product(*kept, v));
  }
}

TEST_CASE("values on a plane do not need the vectors that it was given by") {
  const Dataset data = synthetic_dataset(30, 5, 3);
  for (const NetworkShape& network : {shape, NetworkShape{{5, 3}, Activation::tanh}}) {
    Values centre(parameter_count(network), 0.1), u(centre.size(), 0.2), v(centre.size(), -0.1);
    v[0] = 1;
    PlaneEvaluation plane(network, data, {centre, u, v});
    const PlanePoint points[] = {{0.3, 0.4}};
    const std::vector<PlaneValue> before = plane.at(points);
    for (Values* values : {&centre, &u, &v}) values->assign(values->size(), 1e300);
    CHECK(plane.at(points) == before);
  }
}

TEST_CASE("whoever keeps a data set does not take a temporary") {
  using Shape = const NetworkShape&;
  static_assert(std::is_constructible_v<DatasetObjective, Shape, Dataset&>);
  static_assert(!std::is_constructible_v<DatasetObjective, Shape, Dataset>);
  static_assert(!std::is_constructible_v<DatasetObjective, Shape, Dataset, Sharding>);
  static_assert(!std::is_constructible_v<DatasetCurvature<double>, Shape, Dataset, Sharding,
                                         Values&, Curvature>);
  static_assert(!std::is_constructible_v<PlaneEvaluation, Shape, Dataset, Plane>);
  static_assert(!std::is_constructible_v<MiniBatches, Shape, Dataset, std::size_t, std::uint64_t>);
  static_assert(!std::is_constructible_v<Trainer, Shape, Dataset, std::size_t, std::uint64_t>);
  static_assert(!std::is_constructible_v<HiddenActivations, Shape, Dataset>);
  SUCCEED();
}

TEST_CASE("a data set without examples is refused by whoever would average over them") {
  const Dataset none = synthetic_dataset(0, 5, 3);
  const Values theta = start();
  const auto refused = [](const std::string& message) {
    CHECK_THAT(message, Catch::Contains("synthetic: expected at least 1 example, found none"));
  };
  refused(refusal([&] { DatasetObjective(shape, none); }));
  refused(refusal([&] { DatasetCurvature<double>(shape, none, {}, theta, Curvature::hessian); }));
  refused(refusal([&] { PlaneEvaluation(shape, none, {theta, theta, theta}); }));
  refused(refusal([&] { MiniBatches(shape, none, 4, 1); }));
  refused(refusal([&] { Trainer(shape, none, 4, 1); }));
  refused(refusal([&] { HiddenActivations(shape, none); }));
  CHECK_THAT(refusal([&] { first_examples(none, 0); }), Catch::Contains("found 0"));
}

TEST_CASE("a data set is what it says, and a batch and a pass have examples") {
  Dataset data = synthetic_dataset(6, 5, 3);
  CHECK(&with_examples(data) == &data);
  CHECK(breaks_an_invariant([&] { MiniBatches(shape, data, 0, 1); }));
  CHECK(breaks_an_invariant([&] { shards_by_group(0, {}); }));
  data.labels[2] = 3;
  CHECK(breaks_an_invariant([&] { DatasetObjective(shape, data); }));
  data.labels.pop_back();
  CHECK(breaks_an_invariant([&] { with_examples(data); }));
}

}  // namespace caldera::test
