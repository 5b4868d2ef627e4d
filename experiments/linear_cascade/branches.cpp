#include "experiments/linear_cascade/branches.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "caldera/nn/models/linear_mode.h"
#include "caldera/probes/continuation/follow_curve.h"
#include "caldera/probes/series/power_law.h"

namespace caldera {
namespace {

constexpr double longest_step = 0.05;  // so that a curve looks like one

LinearPoint measure(const LinearTask& task, const StationaryPoint& point) {
  return {.beta = point.c,
          .error = point.error,
          .distance = point.distance,
          .gradient_norm = point.gradient_norm,
          .lowest = point.spectrum.pairs.front().value,
          .products = mode_products(task, point.theta)};
}

LinearCritical described(const LinearTask& task, const CriticalPoint& at, std::size_t mode) {
  const double s = task.singular_values[mode];
  return {.depth = static_cast<double>(task.depth),
          .mode = static_cast<double>(mode + 1),
          .singular_value = s,
          .fold = at.kind == CriticalKind::fold ? 1.0 : 0.0,
          .beta = at.point.c,
          .beta_error = at.c_error,
          .formula = fold_pull({s, task.depth}),
          .curvature = at.curvature,
          .curvature_bound = at.curvature_bound,
          .overlap = at.overlap,
          .gradient_norm = at.point.gradient_norm};
}

/// The number of negative directions at the neighbours of each critical point.
void add_neighbours(std::vector<LinearCritical>& rows, const std::vector<StationaryPoint>& points) {
  auto row = rows.begin();
  for (std::size_t i = 1; i < points.size() && row != rows.end(); ++i) {
    if (!critical_between(points[i - 1], points[i])) continue;
    row->negative_before = static_cast<double>(points[i - 1].negative);
    row->negative_after = static_cast<double>(points[i].negative);
    ++row;
  }
}

/// Says what of a curve did not converge.
void note_ends(LinearLesson& lesson, const FollowedCurve& found) {
  const auto add = [&](const std::string& text) {
    lesson.notes.push_back(fmt::format("depth {}: {}", lesson.task.depth, text));
  };
  if (found.end != ContinuationEnd::left_range) add("a curve could not be followed to its end");
  if (found.unsolved > 0)
    add(fmt::format("{} of {} tangents of a curve are not solved", found.unsolved, found.points));
  for (const CriticalPoint& at : found.critical)
    if (!at.converged)
      add(fmt::format("the critical point at beta {:.12f} did not converge", at.point.c));
}

/// Follows a curve from a stationary point, with some modes learned. Its first critical point is
/// that of mode `first`, the next ones are those of the next modes.
LinearBranch traced(LinearLesson& lesson, const StationaryPoint& start, double lowest,
                    std::size_t learned, std::size_t first) {
  LinearBranch branch;
  std::vector<StationaryPoint> points;
  const ContinuationOptions options{.longest = longest_step, .lowest_c = lowest};
  FollowedCurve found = follow_curve(lesson.curve, start, options, [&](const StationaryPoint& point) {
    if (point.c < lowest) return;  // the last one
    branch.path.push_back(measure(lesson.task, point));
    points.push_back(point);
  });
  note_ends(lesson, found);
  branch.critical = std::move(found.critical);
  std::erase_if(branch.critical, [&](const CriticalPoint& at) { return at.point.c < lowest; });
  const std::size_t last = lesson.task.width() - 1;
  for (std::size_t i = 0; i < branch.critical.size(); ++i) {
    branch.rows.push_back(described(lesson.task, branch.critical[i], std::min(first + i, last)));
    branch.rows.back().learned = static_cast<double>(learned);
  }
  add_neighbours(branch.rows, points);
  return branch;
}

/// Eigenvalues that are zero by symmetry where so many modes are learned (nn/models/linear_network.h).
std::size_t symmetries(const LinearTask& task, std::size_t learned) {
  return (task.depth - 1) * (learned * (learned - 1) / 2 + learned * (task.width() - learned));
}

LinearScaling scaling_at(const LinearTask& task, const LinearCritical& end,
                         const StationaryPoint& point) {
  const bool saddle = point.negative > 0;
  const std::size_t zeros = symmetries(task, static_cast<std::size_t>(end.mode));
  return {.depth = end.depth,
          .mode = end.mode,
          .saddle = saddle ? 1.0 : 0.0,
          .distance = end.beta - point.c,
          .eigenvalue = point.spectrum.pairs[saddle ? 0 : zeros].value};
}

}  // namespace

LinearBranch origin_branch(LinearLesson& lesson, double lowest, double highest) {
  const std::vector<double> origin(lesson.network.dim());
  return traced(lesson, lesson.stationary_point(origin, highest, -1), lowest, 0, 0);
}

LinearBranch mode_branch(LinearLesson& lesson, std::size_t mode, std::span<const double> theta,
                         double beta, double lowest) {
  const bool folds = lesson.task.depth > 2;
  const StationaryPoint start = lesson.stationary_point(theta, beta, folds ? 1 : -1);
  return traced(lesson, start, lowest, mode + 1, folds ? mode : mode + 1);
}

std::vector<LinearScaling> scaling_of_minima(LinearLesson& lesson, const LinearCritical& end,
                                             const std::vector<double>& theta, std::size_t count) {
  std::vector<LinearScaling> result;
  double distance = 0.1;
  for (std::size_t k = 0; k < count; ++k, distance /= std::sqrt(std::sqrt(10.0))) {
    std::vector<double> minimum = theta;
    const double beta = end.beta - distance;
    // How descent ended does not matter: Newton's method has the last word.
    static_cast<void>(lesson.minimiser.minimise(minimum, {.beta = beta}, 0));
    result.push_back(scaling_at(lesson.task, end, lesson.stationary_point(minimum, beta, 1)));
  }
  return result;
}

std::vector<LinearScaling> scaling_of_saddles(LinearLesson& lesson, const LinearBranch& branch,
                                              std::size_t count) {
  std::vector<LinearScaling> result;
  double length = 0.5;
  for (std::size_t k = 0; k < count; ++k, length /= std::sqrt(2.0)) {
    const auto point = lesson.curve.step(branch.critical.front().point, length);
    if (point && point->negative > 0)
      result.push_back(scaling_at(lesson.task, branch.rows.front(), *point));
  }
  return result;
}

LinearExponent exponent_of(const std::vector<LinearScaling>& side, double farthest) {
  std::vector<double> distance, eigenvalue;
  for (const LinearScaling& row : side)
    if (row.distance <= farthest) {
      distance.push_back(row.distance);
      eigenvalue.push_back(std::abs(row.eigenvalue));
    }
  const PowerLaw law = fit_power_law(distance, eigenvalue);
  return {.depth = side.front().depth,
          .mode = side.front().mode,
          .saddle = side.front().saddle,
          .exponent = law.exponent,
          .exponent_error = law.exponent_error,
          .prefactor = law.prefactor,
          .farthest = farthest};
}

}  // namespace caldera
