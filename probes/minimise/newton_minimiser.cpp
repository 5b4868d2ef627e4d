#include "caldera/probes/minimise/newton_minimiser.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {
namespace {

using Values = std::vector<double>;

void add_multiple(std::span<double> target, double factor, std::span<const double> v) {
  for (std::size_t i = 0; i < target.size(); ++i) target[i] += factor * v[i];
}

/// A point with what is needed of L there.
struct Place {
  Values theta, gradient = {};
  double error = 0, loss = 0, gradient_norm = 0;
};

Place look(Objective& objective, Values theta, const Regulariser<double>& pull) {
  Place place{.theta = std::move(theta)};
  place.gradient.resize(place.theta.size());
  place.error = objective.value_and_gradient(place.theta, place.gradient);
  place.loss = place.error + pull.minimised_penalty(pull.distance(place.theta));
  pull.add_gradient(place.theta, place.gradient);
  place.gradient_norm = norm(place.gradient);
  return place;
}

/// A step p, what the model promises of it, −m(p) ≥ 0, and whether it ended at the radius.
struct Step {
  Values p = {};
  double promised = 0;
  bool at_boundary = false;
  std::size_t products = 0;
};

/// The τ ≥ 0 for which ‖p + τ d‖ = radius.
double way_to_boundary(const Values& p, const Values& d, double radius) {
  const double pd = dot(p, d), dd = squared_norm(d);
  const double left = radius * radius - squared_norm(p);
  return left / (pd + std::sqrt(pd * pd + dd * left));
}

/// Conjugate gradients within the radius, to a residual of tolerance · ‖g‖.
Step steihaug(SymmetricOperator& hessian, const Values& gradient, double radius, double tolerance,
              std::size_t products) {
  Step step{.p = Values(gradient.size())};
  Values residual = gradient, direction = gradient, image(gradient.size());  // residual g + Hp
  for (double& x : direction) x = -x;
  double squared = squared_norm(residual);
  const double enough = tolerance * tolerance * squared;
  while (step.products < products && squared > enough) {
    hessian.apply({direction.data(), 1, direction.size()}, {image.data(), 1, image.size()});
    ++step.products;
    const double curvature = dot(direction, image);
    const double rate = squared / curvature;  // to the model's lowest point along the direction
    Values next = step.p;
    add_multiple(next, rate, direction);
    step.at_boundary = !(curvature > 0) || norm(next) >= radius;
    if (step.at_boundary) {
      const double way = way_to_boundary(step.p, direction, radius);
      add_multiple(step.p, way, direction);
      step.promised += way * squared - way * way * curvature / 2;
      return step;
    }
    step.p = std::move(next);
    step.promised += rate * squared / 2;
    add_multiple(residual, rate, image);
    const double last = squared;
    squared = squared_norm(residual);
    for (std::size_t i = 0; i < direction.size(); ++i)
      direction[i] = squared / last * direction[i] - residual[i];
  }
  return step;
}

/// Share of the promise that was kept. Where the promise is lost in the rounding of L, a smaller
/// gradient counts as all of it, unless L has risen by more than its rounding.
double kept_share(const Place& from, const Place& to, double promised) {
  const double rounding = 0x1p-44 * (1 + std::abs(from.loss));
  if (!(promised <= rounding)) return (from.loss - to.loss) / promised;
  return to.gradient_norm < from.gradient_norm && to.loss - from.loss <= rounding ? 1 : 0;
}

}  // namespace

MinimiserSummary NewtonMinimiser::minimise(std::span<double> theta,
                                           const Regulariser<double>& pull, std::size_t) {
  Place here = look(objective_, {theta.begin(), theta.end()}, pull);
  if (!std::isfinite(here.loss)) throw NonFiniteError("Newton: E is not finite at the start");
  MinimiserSummary summary;
  products_ = 0;
  double radius = rule_.radius;
  bool moved = true;
  std::unique_ptr<SymmetricOperator> hessian;
  for (; here.gradient_norm > rule_.gradient && summary.iterations < rule_.steps;
       ++summary.iterations) {
    if (moved) {
      hessian.reset();  // its memory is needed for the next
      hessian = objective_.linearize(here.theta);
    }
    Shifted shifted(*hessian, pull.curvature());
    const double tolerance = std::min(0.1, std::sqrt(here.gradient_norm));
    const Step step = steihaug(shifted, here.gradient, radius, tolerance, rule_.products);
    products_ += step.products;
    Values target = here.theta;
    add_multiple(target, 1, step.p);
    Place there = look(objective_, std::move(target), pull);
    const double kept = kept_share(here, there, step.promised);
    if (!(kept >= 0.25))
      radius = norm(step.p) / 4;
    else if (kept > 0.75 && step.at_boundary)
      radius = std::min(2 * radius, rule_.largest_radius);
    moved = kept > 1e-4;
    if (moved) here = std::move(there);
    if (radius < 0x1p-50) break;  // rounding: no step is better than none
  }
  std::ranges::copy(here.theta, theta.begin());
  summary.error = here.error;
  gradient_norm_ = here.gradient_norm;
  summary.converged = converged();
  return summary;
}

}  // namespace caldera
