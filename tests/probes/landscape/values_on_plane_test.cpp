#include "caldera/probes/landscape/values_on_plane.h"

#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("a quadratic on a plane is the quadratic of the plane's coordinates") {
  // E = ½ (θ₀² + 2 θ₁² + 4 θ₂²) − θ₀ at θ = (1, 0, 2) + x (1, 1, 0) + y (0, 0, 3).
  Quadratic objective({1, 0, 0, 0, 2, 0, 0, 0, 4}, {1, 0, 0});
  const std::vector<double> centre = {1, 0, 2}, u = {1, 1, 0}, v = {0, 0, 3};
  const std::vector<double> xs = {-1, 0, 0.5}, ys = {-0.25, 2};
  std::vector<double> expected;
  for (const double y : ys)
    for (const double x : xs)
      expected.push_back(((1 + x) * (1 + x) + 2 * x * x + 4 * (2 + 3 * y) * (2 + 3 * y)) / 2 -
                         (1 + x));
  std::vector<std::size_t> seen;
  const std::vector<double> values = values_on_plane(
      objective, {centre, u, v}, xs, ys, [&](std::size_t rows) { seen.push_back(rows); });
  check_close("E", values, expected, tolerance::value<double>);
  CHECK(seen == std::vector<std::size_t>{1, 2});
}

TEST_CASE("a point is nearest to itself on a plane, and beside it at its foot") {
  const std::vector<double> centre = {1, 0, 2}, u = {1, 1, 0}, v = {0, 3, 0};
  const Plane plane{centre, u, v};
  std::vector<double> theta(3);
  set_point(plane, {-0.7, 1.9}, theta);
  for (const double height : {0.0, 5.0}) {  // (0, 0, 1) is orthogonal to the plane
    theta[2] = 2 + height;
    const PlanePoint found = nearest_point(plane, theta);
    check_close("x and y", {found.x, found.y}, {-0.7, 1.9}, tolerance::value<double>);
  }
  // On the line alone: (θ − centre)·u / ‖u‖² with θ − centre = (−0.7, 5, 5).
  const PlanePoint found = nearest_point({centre, u, {}}, theta);
  check_close("x and y", {found.x, found.y}, {(-0.7 - 0.7 + 5.7) / 2, 0}, tolerance::value<double>);
}

}  // namespace caldera::test
