// Where slices lie: directions against closed forms, and how far they go.

#include "experiments/slices/frame.h"

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/models/filter_direction.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 5, 4}, Activation::tanh};
const std::size_t parameters = parameter_count(shape);

std::vector<double> centre() { return random_vector(parameters, 1); }

/// Scalar products of all directions with one another.
std::vector<double> gram(const SliceFrame& frame) {
  std::vector<double> products;
  const ConstMatrix<double> rows = frame.directions.view();
  for (std::size_t i = 0; i < rows.rows; ++i)
    for (std::size_t j = 0; j < rows.rows; ++j) products.push_back(dot(rows.row(i), rows.row(j)));
  return products;
}

/// centre + a e₃ + b e₇ for (a, b) = (2, 1), (−2, 1), (2, −1), (−2, −1): variances 4 and 1.
StoredMatrix<double> rectangle() {
  StoredMatrix<double> points{4, parameters, {}};
  for (const auto& [a, b] : {PlanePoint{2, 1}, {-2, 1}, {2, -1}, {-2, -1}}) {
    std::vector<double> point = centre();
    point[3] += a;
    point[7] += b;
    points.values.insert(points.values.end(), point.begin(), point.end());
  }
  return points;
}

}  // namespace

TEST_CASE("the plane of a trajectory is that of its points, with their shares of variance") {
  const StoredMatrix<double> points = rectangle();
  SliceFrame frame = pca_frame(points.view(), 2);
  check_close("shares", frame.shares, {0.8, 0.2}, tolerance::value<double>);
  check_close("orthonormal", gram(frame), {1, 0, 0, 1}, tolerance::value<double>);
  const std::vector<double> from = centre();
  const Dataset data = synthetic_dataset(30, 12, 4);
  DatasetObjective objective(shape, data);
  const Plane plane = plane_of(frame, from);
  frame.trajectory = projected(points.view(), plane, objective);
  CHECK(std::abs(frame.trajectory.share - 1) <= tolerance::value<double>);
  for (std::size_t i = 0; i < 4; ++i) {
    check_close("coordinates", {frame.trajectory.at[i].x, frame.trajectory.at[i].y},
                {i % 2 == 0 ? 2.0 : -2.0, i < 2 ? 1.0 : -1.0}, tolerance::value<double>);
    CHECK(frame.trajectory.error[i] == objective.value(points.view().row(i)));
    CHECK(frame.trajectory.squared_norm[i] == squared_norm(points.view().row(i)));
  }
  // A quarter of the range beyond the outermost points.
  set_grid(frame, "pca", 4, 0);
  check_close("xs", frame.xs, {-3, -1, 1, 3}, tolerance::value<double>);
  check_close("ys", frame.ys, {-1.5, -0.5, 0.5, 1.5}, tolerance::value<double>);

  const SliceFrame line = pca_frame(points.view(), 1);
  CHECK(line.is_line());
  const ProjectedPoints seen = projected(points.view(), plane_of(line, from), objective);
  CHECK(std::abs(seen.share - 0.8) <= tolerance::value<double>);
}

TEST_CASE("a trajectory on a line spans no plane") {
  const StoredMatrix<double> points = rectangle();
  const ConstMatrix<double> two(points.values.data(), 2, parameters);
  CHECK_THROWS_WITH(pca_frame(two, 2), Catch::Contains("expected points that span 2 dimensions"));
}

TEST_CASE("a plane through three models holds them at their distances") {
  const std::vector<double> from = centre();
  StoredMatrix<double> others{2, parameters, random_vector(2 * parameters, 5)};
  const SliceFrame frame = model_frame(from, others.view());
  check_close("orthonormal", gram(frame), {1, 0, 0, 1}, tolerance::value<double>);
  const Dataset data = synthetic_dataset(30, 12, 4);
  DatasetObjective objective(shape, data);
  const ProjectedPoints seen = projected(others.view(), plane_of(frame, from), objective);
  CHECK(std::abs(seen.share - 1) <= tolerance::value<double>);
  const double to_second = std::sqrt(squared_distance(others.view().row(0), from));
  check_close("second", {seen.at[0].x, seen.at[0].y}, {to_second, 0}, tolerance::value<double>);
  CHECK(seen.at[1].y > 0);
  check_close("third", {seen.at[1].x * seen.at[1].x + seen.at[1].y * seen.at[1].y},
              {squared_distance(others.view().row(1), from)}, tolerance::value<double>);

  for (std::size_t j = 0; j < parameters; ++j)  // the third on the line through the others
    others.values[parameters + j] = from[j] + 2 * (others.values[j] - from[j]);
  CHECK_THROWS_WITH(model_frame(from, others.view()),
                    Catch::Contains("span 2 dimensions with the centre, found 1"));
}

TEST_CASE("the plane of eigenvectors is that of the Hessian's, at either end") {
  const std::vector<double> from = centre();
  const Dataset data = synthetic_dataset(30, 12, 4);
  DatasetObjective objective(shape, data);
  const auto hessian = objective.linearize(from);
  double least_of_top = 0;
  for (const bool lowest : {false, true}) {
    SliceFrame frame = eigenvector_frame(objective, from, 1, 2, lowest);
    check_close("orthonormal", gram(frame), {1, 0, 0, 1}, tolerance::dense_eigen);
    StoredMatrix<double> products{2, parameters, std::vector<double>(2 * parameters)};
    hessian->apply(frame.directions.view(), {products.values.data(), 2, parameters});
    for (std::size_t k = 0; k < 2; ++k) {
      std::vector<double> expected;
      for (const double entry : frame.directions.view().row(k))
        expected.push_back(frame.curvatures[k] * entry);
      check_close("H v = λ v",
                  {products.values.begin() + static_cast<std::ptrdiff_t>(k * parameters),
                   products.values.begin() + static_cast<std::ptrdiff_t>((k + 1) * parameters)},
                  expected, EigenOptions{}.tolerance * std::abs(frame.curvatures[0]));
    }
    if (!lowest) {
      CHECK(frame.curvatures[0] > frame.curvatures[1]);
      least_of_top = frame.curvatures[1];
      // Where a parabola of this curvature has risen by 1 nat.
      set_grid(frame, "eigenvectors", 3, 0);
      check_close("rise", {frame.curvatures[1] * frame.ys[2] * frame.ys[2] / 2}, {1},
                  tolerance::value<double>);
    } else {
      CHECK(frame.curvatures[0] < frame.curvatures[1]);
      CHECK(frame.curvatures[1] < least_of_top);
    }
  }
}

TEST_CASE("random directions are two of one seed, and go to as much as the model is long") {
  const std::vector<double> from = centre();
  SliceFrame frame = random_frame(shape, from, 5, 2);
  const auto rows = frame.directions.view();
  CHECK(std::vector<double>(rows.row(0).begin(), rows.row(0).end()) ==
        filter_direction(shape, from, 5, 0));
  CHECK(std::vector<double>(rows.row(1).begin(), rows.row(1).end()) ==
        filter_direction(shape, from, 5, 1));
  set_grid(frame, "random", 3, 0);
  CHECK(frame.xs == std::vector<double>{-1, 0, 1});
  CHECK(frame.ys == frame.xs);
  set_grid(frame, "random", 3, 0.5);
  CHECK(frame.xs == std::vector<double>{-0.5, 0, 0.5});
  frame = random_frame(shape, from, 5, 1);
  set_grid(frame, "random", 3, 0);
  CHECK(frame.ys == std::vector<double>{0});
}

TEST_CASE("no step along an eigenvector without curvature is a nat") {
  SliceFrame frame;
  frame.directions = {1, 2, {1, 0}};
  frame.curvatures = {0};
  CHECK_THROWS_AS(set_grid(frame, "eigenvectors", 3, 0), InputError);
  set_grid(frame, "eigenvectors", 3, 2);
  CHECK(frame.xs.front() == -2);
}

}  // namespace caldera::test
