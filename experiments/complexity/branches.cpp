#include "experiments/complexity/branches.h"

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/minimise/saddle_escaping_minimiser.h"

namespace caldera {

namespace {

constexpr std::size_t trivial_points = 10;  // that a branch follows into the trivial phase

/// What a branch is followed with. Its own members refer to each other: not to be copied.
struct Learner {
  explicit Learner(const ComplexityCase& which)
      : of(which), data(gaussian_mixture(mixture_of(of), static_cast<std::uint64_t>(of.seed))) {}
  Learner(const Learner&) = delete;
  Learner& operator=(const Learner&) = delete;

  std::vector<double> start() const {
    const auto theta = initial_parameters(shape, static_cast<std::uint64_t>(of.seed));
    return {theta.begin(), theta.end()};
  }

  ComplexityCase of;
  Dataset data;
  NetworkShape shape = network_of(of);
  DatasetObjective objective{shape, data};
  NewtonMinimiser descent{objective};
  SaddleEscapingMinimiser minimiser{objective, descent};
  std::size_t unconverged = 0;  ///< so many of its descents
};

/// A branch, and θ at each of its points.
struct Path {
  ComplexityBranch branch;
  std::vector<std::vector<double>> minima;
};

/// Follows the minimum over `betas`, and no farther than some points into the trivial phase if it
/// `enters` that.
Path follow_path(Learner& learner, const std::vector<double>& betas, std::vector<double> theta,
                 bool enters) {
  Path path;
  path.branch.of = learner.of;
  path.branch.step = betas[1] - betas[0];
  std::size_t trivial = 0;
  for (std::size_t i = 0; i < betas.size() && !(enters && trivial == trivial_points); ++i) {
    const Regulariser<double> pull{.beta = betas[i]};
    const MinimiserSummary summary = learner.minimiser.minimise(theta, pull, i);
    if (!summary.converged) ++learner.unconverged;
    const double distance = pull.distance(theta);
    path.branch.beta.push_back(pull.beta);
    path.branch.error.push_back(summary.error);
    path.branch.distance.push_back(distance);
    path.minima.push_back(theta);
    trivial += is_trivial(distance) ? 1 : 0;
  }
  return path;
}

/// From `first` on, `count` steps.
std::vector<double> steps_from(double first, double step, std::size_t count) {
  std::vector<double> betas;
  for (std::size_t i = 0; i <= count; ++i) betas.push_back(first + step * static_cast<double>(i));
  return betas;
}

/// At β = 0 there is no minimum: the grid begins one step later.
std::vector<double> positive(const BetaGrid& grid) {
  return steps_from(grid.step, grid.step, grid_size(grid) - 2);
}

/// Down again over the β of a path, from its end.
ComplexityBranch back(Learner& learner, const Path& up) {
  std::vector<double> betas = up.branch.beta;
  std::ranges::reverse(betas);
  return follow_path(learner, betas, up.minima.back(), false).branch;
}

}  // namespace

NetworkShape network_of(const ComplexityCase& of) {
  NetworkShape shape{{static_cast<std::size_t>(of.features)}, Activation::tanh};
  shape.widths.insert(shape.widths.end(), static_cast<std::size_t>(of.hidden), hidden_width);
  shape.widths.push_back(static_cast<std::size_t>(of.classes));
  return shape;
}

GaussianMixture mixture_of(const ComplexityCase& of) {
  GaussianMixture mixture;
  mixture.classes = static_cast<std::size_t>(of.classes);
  mixture.features = static_cast<std::size_t>(of.features);
  return mixture;
}

ComplexityTable follow_classes(const ComplexityCase& of, const BetaGrid& grid) {
  Learner learner(of);
  const Path path = follow_path(learner, positive(grid), learner.start(), true);
  return {{path.branch}, {}, {}, learner.unconverged};
}

ComplexityTable follow_onset(const ComplexityCase& of, const BetaGrid& grid, int halvings,
                             const std::function<void(double)>& watch) {
  Learner learner(of);
  const std::vector<double> zero(learner.objective.dim());
  const double curvature = lowest_curvature(learner.objective, zero, {}).value;
  const Path coarse = follow_path(learner, positive(grid), learner.start(), true);
  const ComplexityBranch falling = back(learner, coarse);
  const bool leaves = point_behind_onset(falling) < falling.size();
  ComplexityTable table{{}, {coarse.branch, falling}, {{of, curvature}}};

  constexpr std::size_t before = 2;  // steps that the closer look begins before the trivial phase
  const std::size_t behind = point_behind_onset(coarse.branch);
  if (behind < before || behind == coarse.branch.size())
    throw InputError("beta grid", "onset", "one that enters the trivial phase",
                     fmt::format("none up to {}", grid.max), "take a larger maximum");
  const double first = coarse.branch.beta[behind - before];
  double step = grid.step;
  std::size_t count = before + 1;
  for (int k = 1; k <= halvings; ++k) {
    step /= 2;
    count *= 2;
    watch(static_cast<double>(count) / static_cast<double>((before + 1) << halvings));
    const Path fine =
        follow_path(learner, steps_from(first, step, count), coarse.minima[behind - before], false);
    table.onset.push_back(fine.branch);
    if (leaves) table.onset.push_back(back(learner, fine));
  }
  table.unconverged = learner.unconverged;
  return table;
}

}  // namespace caldera
