#include "experiments/linear_cascade/sweeps.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/models/linear_mode.h"
#include "caldera/probes/series/extrapolation.h"
#include "caldera/probes/series/power_law.h"

namespace caldera {
namespace {

using Numbers = std::vector<double>;

LinearPoint measure(LinearLesson& lesson, const Regulariser<double>& pull,
                    std::span<const double> theta) {
  Numbers gradient(theta.size());
  const double error = lesson.network.value_and_gradient(theta, gradient);
  pull.add_gradient(theta, gradient);
  return {.beta = pull.beta,
          .error = error,
          .distance = pull.distance(theta),
          .gradient_norm = norm(std::span<const double>(gradient)),
          .lowest = lowest_curvature(lesson.network, theta, pull).value,
          .products = mode_products(lesson.task, theta)};
}

}  // namespace

StationaryPoint LinearLesson::stationary_point(std::span<const double> theta, double beta,
                                               double sense) {
  std::optional<StationaryPoint> found = curve.begin(theta, beta, sense);
  if (!found)
    throw InputError("linear network", fmt::format("depth {}, beta {}", task.depth, beta),
                     "a stationary point", "none that Newton's method finds",
                     "choose another target");
  return std::move(*found);
}

std::vector<double> disturbed_start(const LinearTask& task, double beta, double deviation,
                                    std::uint64_t seed) {
  Numbers strengths;
  for (const double s : task.singular_values)
    strengths.push_back(learned_strength({s, task.depth}, beta).value());
  Numbers theta = balanced_weights(task, strengths);
  const Stream noise{seed, Purpose::initial_parameters};
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += deviation * noise.normal(i);
  return theta;
}

LinearSweep sweep(LinearLesson& lesson, std::span<const double> betas, std::vector<double> theta) {
  LinearSweep result;
  follow_minimum<double>(lesson.minimiser, {}, betas, 0, theta, [&](const PathPoint<double>& point) {
    result.path.push_back(measure(lesson, point.pull, point.theta));
    result.weights.emplace_back(point.theta.begin(), point.theta.end());
    if (!point.summary.converged)
      lesson.notes.push_back(
          fmt::format("depth {}: the descent at beta {:.12f} ended at a gradient of {:.1e}",
                      lesson.task.depth, point.pull.beta, lesson.descent.gradient_norm()));
  });
  return result;
}

std::vector<LinearJump> jumps(LinearLesson& lesson, const LinearTransition& transition,
                              double largest, std::size_t count) {
  std::vector<LinearJump> result;
  double step = largest;
  for (std::size_t k = 0; k < count; ++k, step /= 2) {
    const double sense = transition.rising ? step : -step;
    Numbers betas;
    for (const double steps : {-1.5, -0.5, 0.5, 1.5})
      betas.push_back(transition.beta + steps * sense);
    const LinearPath path = sweep(lesson, betas, transition.before).path;
    const std::vector<std::size_t> where = changes(path, transition.mode);
    if (where.size() != 1)
      throw InputError("linear network", fmt::format("mode {}", transition.mode + 1),
                       fmt::format("one change near beta {}", transition.beta),
                       fmt::format("{} in steps of {}", where.size(), step), "take larger steps");
    const std::size_t i = where.front();
    result.push_back({.depth = static_cast<double>(lesson.task.depth),
                      .mode = static_cast<double>(transition.mode + 1),
                      .rising = transition.rising ? 1.0 : 0.0,
                      .step = step,
                      .jump = std::abs(path[i].products[transition.mode] -
                                       path[i - 1].products[transition.mode])});
  }
  return result;
}

LinearOrder order_of(const std::vector<LinearJump>& jumps) {
  Numbers step, root, jump;
  for (const LinearJump& row : jumps) {
    step.push_back(row.step);
    root.push_back(std::sqrt(row.step));
    jump.push_back(row.jump);
  }
  const PowerLaw law = fit_power_law(step, jump);
  return {.depth = jumps.front().depth,
          .mode = jumps.front().mode,
          .rising = jumps.front().rising,
          .exponent = law.exponent,
          .exponent_error = law.exponent_error,
          .limit = extrapolated_to_zero(root, jump)};
}

}  // namespace caldera
