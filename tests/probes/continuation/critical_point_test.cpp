// Critical points of a network that has no closed form, against its dense Hessian.

#include "caldera/probes/continuation/critical_point.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/optimizer.h"
#include "caldera/probes/continuation/follow_curve.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/minimise/objective_minimiser.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"

namespace caldera::test {
namespace {

/// The eigenvalues of ∇²E + cI at the point, ascending.
std::vector<double> curvatures(Objective& objective, const StationaryPoint& point) {
  const auto hessian = objective.linearize(point.theta);
  Shifted shifted(*hessian, point.c);
  const std::vector<double> matrix = dense_matrix(shifted);
  return eigen_symmetric({matrix.data(), point.theta.size(), point.theta.size()}).values;
}

/// A minimum at c, by descent from random weights.
std::vector<double> minimum(Objective& objective, double c) {
  std::vector<double> theta = random_vector(objective.dim(), 9);
  Sgd<double> descent(theta.size(), {.learning_rate = 0.3, .momentum = 0});
  ObjectiveMinimiser minimiser(objective, descent, {.gradient = 1e-7, .max_steps = 100000});
  REQUIRE(minimiser.minimise(theta, {.beta = c}, 0).converged);
  return theta;
}

}  // namespace

TEST_CASE("critical points of a small network: an eigenvalue of the dense Hessian is zero there") {
  SmallMlp network({{4, 5, 3}, Activation::tanh});
  const double c = 0.02;
  StationaryCurve curve(network, {},
                        {.gradient = 1e-12,
                         .spectrum = lanczos_spectrum({.bottom = 3, .tolerance = 1e-8})});
  const auto start = curve.begin(minimum(network, c), c, 1);
  REQUIRE(start);
  CHECK(start->negative == 0);
  std::vector<StationaryPoint> points;
  const FollowedCurve t = follow_curve(curve, *start, {.lowest_c = 0.01, .refine = {.curvature = 1e-8}},
                                       [&](const StationaryPoint& point) { points.push_back(point); });
  CHECK(t.end == ContinuationEnd::left_range);

  REQUIRE(t.critical.size() == 2);
  CHECK(t.critical[0].kind == CriticalKind::branch);
  CHECK(t.critical[1].kind == CriticalKind::fold);
  CHECK(std::abs(t.critical[0].overlap) < 1e-9);
  CHECK(std::abs(t.critical[1].overlap) > 1e-3);
  for (const CriticalPoint& critical : t.critical) {
    CAPTURE(critical.point.c, critical.curvature_bound, critical.c_error);
    CHECK(critical.converged);
    CHECK(critical.c_error < 1e-8);
    double nearest = 1;
    for (const double x : curvatures(network, critical.point))
      nearest = std::min(nearest, std::abs(x));
    CHECK(nearest <= critical.curvature_bound + 1e-14);
  }
  for (const StationaryPoint& point : points) {  // c is largest at the fold
    CHECK(point.c <= t.critical[1].point.c + t.critical[1].c_error);
    const std::vector<double> all = curvatures(network, point);
    CHECK(std::ranges::count_if(all, [](double x) { return x < -1e-9; }) ==
          static_cast<std::ptrdiff_t>(point.negative));
  }
  CHECK(points.back().negative == 2);
}

}  // namespace caldera::test
