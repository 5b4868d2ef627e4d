#include "experiments/linear_phases/mode_folds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "caldera/probes/continuation/equal_depth.h"
#include "caldera/probes/series/even_steps.h"
#include "caldera/probes/series/extrapolation.h"

namespace caldera {
namespace {

/// Of the two sides of a saddle the one that is the given phase, and then the other.
std::pair<StationaryPoint, StationaryPoint> sorted_sides(LinearLandscape& landscape,
                                                         const StationaryPoint& saddle,
                                                         const StationaryPoint& phase) {
  auto [one, other] = landscape.sides(saddle);
  const auto products = [&](const StationaryPoint& at) {
    return mode_products(landscape.task, at.theta);
  };
  const bool first = is_same_phase(products(one), products(phase));
  if (!first && !is_same_phase(products(other), products(phase)))
    throw failed_search(landscape.task, saddle.c, "a saddle beside its phase", "one beside others");
  if (!first) std::swap(one, other);
  return {std::move(one), std::move(other)};
}

/// Throws InputError for a curve that did not leave the range, or one on which a fold may have been
/// missed. last: β of its last point.
void check_followed(const LinearTask& task, const FollowedCurve& found, double last) {
  if (found.end != ContinuationEnd::left_range)
    throw failed_search(task, last, "a curve that is followed to its end", "one that stops here");
  if (found.unsolved > 0)
    throw failed_search(task, last, "a curve whose tangents are known",
                        fmt::format("{} that are guesses", found.unsolved));
}

}  // namespace

std::optional<ModeFold> followed_fold(LinearPhases& run, LinearLandscape& landscape,
                                      const StationaryPoint& phase, const PhaseRange& range) {
  const StationaryPoint start = landscape.down(landscape.settling, phase.theta, range.lowest);
  std::vector<StationaryPoint> points;
  const FollowedCurve found = follow_curve(
      landscape.curve, start,
      {.longest = longest_phase_step, .lowest_c = range.lowest, .highest_c = range.highest},
      [&](const StationaryPoint& point) { points.push_back(point); });
  check_followed(landscape.task, found, points.back().c);
  points.pop_back();  // beyond the range
  std::optional<ModeFold> fold;
  std::size_t mode = 0;
  if (!found.critical.empty() && found.critical.front().kind == CriticalKind::fold) {
    fold = ModeFold{.fold = found.critical.front()};
    std::ranges::copy_if(points, std::back_inserter(fold->saddles),
                         [](const StationaryPoint& point) { return point.negative > 0; });
    std::tie(fold->learned, fold->unlearned) =
        sorted_sides(landscape, saddle_at(landscape, *fold, range.start), phase);
    fold->mode = changed_mode(landscape.task, fold->learned, fold->unlearned);
    mode = fold->mode + 1;
  }
  for (const StationaryPoint& point : points)
    run.points.push_back(phase_point(landscape.task, point, mode));
  return fold;
}

StationaryPoint saddle_at(LinearLandscape& landscape, const ModeFold& fold, double beta) {
  if (fold.saddles.empty())
    throw failed_search(landscape.task, beta, "saddles behind the fold", "none");
  const auto nearest = std::ranges::min_element(
      fold.saddles, {}, [&](const StationaryPoint& point) { return std::abs(point.c - beta); });
  return landscape.moved(*nearest, beta);
}

PhaseBalance balance_of(LinearLandscape& landscape, const ModeFold& fold, const PhaseRange& range) {
  const double least = std::min(smallest_positive(fold.learned), smallest_positive(fold.unlearned));
  const EqualDepth found = equal_depth(landscape.network, landscape.descent, {}, fold.learned.theta,
                                       fold.unlearned.theta,
                                       {.start = range.start,
                                        .low = range.lowest,
                                        .high = fold.fold.point.c,
                                        .curvature = least / 2,
                                        .tolerance = 1e-12});
  const auto curvature = [&](const PhaseDepth& phase) {
    return smallest_positive(landscape.down(landscape.descent, phase.theta, found.c));
  };
  const double curvature_there = std::min(curvature(found.a), curvature(found.b));
  return {.depth = landscape.task.depth,
          .mode = fold.mode + 1,
          .beta = found.c,
          .beta_error = found.c_error,
          .loss = found.a.loss,
          .difference = found.difference,
          .gradient_norm = std::max(found.a.gradient_norm, found.b.gradient_norm),
          .curvature = curvature_there,
          .steps = static_cast<std::size_t>(found.steps),
          .converged = found.converged && curvature_there >= least / 2};
}

std::vector<PhaseBarrier> barriers_of(LinearLandscape& landscape, const ModeFold& fold,
                                      const PhaseRange& range, std::size_t count) {
  std::vector<double> betas = even_steps(range.lowest, fold.fold.point.c, count + 1);
  betas.pop_back();
  std::vector<PhaseBarrier> rows;
  StationaryPoint learned = fold.learned, unlearned = fold.unlearned;
  for (const double beta : betas) {
    learned = landscape.down(landscape.descent, learned.theta, beta);
    unlearned = landscape.down(landscape.descent, unlearned.theta, beta);
    const StationaryPoint saddle = saddle_at(landscape, fold, beta);
    rows.push_back({.depth = landscape.task.depth,
                    .mode = fold.mode + 1,
                    .beta = beta,
                    .learned = loss_at(learned),
                    .unlearned = loss_at(unlearned),
                    .saddle = loss_at(saddle),
                    .negative = saddle.negative,
                    .zeros = saddle.zeros,
                    .lowest = saddle.spectrum.pairs.front().value,
                    .bound = saddle.spectrum.pairs.front().bound});
  }
  return rows;
}

PhaseEnd extrapolated_end(LinearLandscape& landscape, std::span<const double> theta,
                          std::span<const double> betas) {
  std::vector<double> eigenvalues, at(theta.begin(), theta.end());
  for (const double beta : betas) {
    const StationaryPoint minimum = landscape.down(landscape.settling, at, beta);
    eigenvalues.push_back(smallest_positive(minimum));
    at = minimum.theta;
  }
  const double end = extrapolated_to_zero(eigenvalues, betas);
  const std::size_t fewer = betas.size() - 1;
  const double before = extrapolated_to_zero(std::span(eigenvalues).first(fewer), betas.first(fewer));
  return {.depth = landscape.task.depth,
          .found = "extrapolation",
          .beta = end,
          .beta_error = std::abs(end - before)};
}

std::vector<PhaseEnd> ends_of(LinearLandscape& landscape, const ModeFold& fold,
                              const PhaseRange& range) {
  const PhaseEnd upper{.depth = landscape.task.depth,
                       .mode = fold.mode + 1,
                       .is_learned = true,
                       .found = "fold",
                       .beta = fold.fold.point.c,
                       .beta_error = fold.fold.c_error};
  const std::vector<double> betas = {range.lowest, range.lowest / 2, range.lowest / 4,
                                     range.lowest / 8};
  PhaseEnd lower = extrapolated_end(landscape, fold.unlearned.theta, betas);
  lower.mode = fold.mode + 1;
  return {upper, lower};
}

}  // namespace caldera
