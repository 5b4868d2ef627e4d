#include "caldera/probes/continuation/equal_depth.h"

#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/require.h"

namespace caldera {
namespace {

constexpr Require require{"equal depth", "change the options of the search"};

void check(const EqualDepthOptions& o) {
  require(o.low < o.high, "bracket of c", "low below high", "others");
  require(o.low <= o.start && o.start <= o.high, "start", "a c within the bracket", "another");
  require(o.curvature > 0, "curvature", "a positive number", "another");
}

/// θ's loss, distance and gradient.
void measure(Objective& objective, const Regulariser<double>& pull, PhaseDepth& phase) {
  std::vector<double> gradient(phase.theta.size());
  const double error = objective.value_and_gradient(phase.theta, gradient);
  pull.add_gradient(phase.theta, gradient);
  phase.distance = pull.distance(phase.theta);
  phase.loss = error + pull.minimised_penalty(phase.distance);
  phase.gradient_norm = norm(gradient);
}

/// By how much the loss of a phase may be off.
double uncertainty(const PhaseDepth& phase, double curvature) {
  return phase.gradient_norm * phase.gradient_norm / (2 * curvature) +
         0x1p-44 * (1 + std::abs(phase.loss));
}

/// Whether the loss has changed by what a minimum allows while c changed by `step`.
bool is_same_minimum(const PhaseDepth& last, const PhaseDepth& now, double step, double curvature) {
  const double change = now.loss - last.loss;
  const double least = step / 2 * (now.distance * now.distance);
  const double most = step / 2 * (last.distance * last.distance);
  const double slack = uncertainty(last, curvature) + uncertainty(now, curvature);
  return least - slack <= change && change <= most + slack;
}

/// What (1) says of both phases.
void compare(EqualDepth& found, const EqualDepthOptions& options) {
  found.difference = found.a.loss - found.b.loss;
  found.slope = (found.a.distance * found.a.distance - found.b.distance * found.b.distance) / 2;
  found.c_error = (std::abs(found.difference) + uncertainty(found.a, options.curvature) +
                   uncertainty(found.b, options.curvature)) /
                  std::abs(found.slope);
  found.converged = found.followed && found.c_error <= options.tolerance;
}

}  // namespace

EqualDepth equal_depth(Objective& objective, Minimiser<double>& minimiser,
                       std::span<const double> reference, std::span<const double> a,
                       std::span<const double> b, const EqualDepthOptions& options) {
  assert(a.size() == objective.dim() && b.size() == objective.dim());
  check(options);
  EqualDepth found{.a = {.theta = {a.begin(), a.end()}},
                   .b = {.theta = {b.begin(), b.end()}},
                   .followed = true};
  double low = options.low, high = options.high, c = options.start;
  while (found.followed && !found.converged && found.steps < options.steps) {
    const Regulariser<double> pull{.beta = c, .reference = reference};
    const bool first = found.steps == 0;
    for (PhaseDepth* phase : {&found.a, &found.b}) {
      const PhaseDepth last = *phase;
      const MinimiserSummary done =
          minimiser.minimise(phase->theta, pull, static_cast<std::size_t>(found.steps));
      measure(objective, pull, *phase);
      found.followed = found.followed && done.converged &&
                       (first || is_same_minimum(last, *phase, c - found.c, options.curvature));
    }
    ++found.steps;
    found.c = c;
    compare(found, options);
    if (found.slope == 0) break;
    (found.difference * found.slope > 0 ? high : low) = c;
    const double target = c - found.difference / found.slope;
    c = low < target && target < high ? target : low + (high - low) / 2;
  }
  return found;
}

}  // namespace caldera
