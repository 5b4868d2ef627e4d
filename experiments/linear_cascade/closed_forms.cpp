#include "experiments/linear_cascade/closed_forms.h"

#include <algorithm>
#include <ranges>

#include "caldera/nn/models/linear_mode.h"
#include "caldera/probes/series/even_steps.h"
#include "experiments/linear_cascade/branches.h"
#include "experiments/linear_cascade/sweeps.h"

namespace caldera {
namespace {

using Numbers = std::vector<double>;

template <class Row>
void append(std::vector<Row>& rows, const std::vector<Row>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

/// step, 2·step …: at β = 0 there are more minima than the balanced ones.
Numbers grid(const LinearTask& task, std::size_t points) {
  const double highest = 1.1 * fold_pull({task.singular_values.front(), task.depth});
  return even_steps(highest / static_cast<double>(points), highest, points);
}

/// a^D where a branch ends: at a fold, and 0 at the pitchfork of depth 2.
double product_at_end(const LinearMode& mode) {
  const auto d = static_cast<double>(mode.depth);
  return (d - 2) * mode.singular_value / (2 * d - 2);
}

/// The order of the transition of every mode that comes or goes in a sweep. `critical`: where
/// continuation found it, from the first mode on.
void add_orders(LinearRun& run, LinearLesson& lesson, const LinearSweep& sweep, bool rising,
                const Numbers& critical, const LinearStudyOptions& options) {
  for (std::size_t mode = 0; mode < critical.size(); ++mode)
    for (const std::size_t i : changes(sweep.path, mode)) {
      const LinearTransition transition{mode, rising, critical[mode], sweep.weights[i - 1]};
      const std::vector<LinearJump> found =
          jumps(lesson, transition, options.largest_step, options.steps);
      append(run.jumps, found);
      run.orders.push_back(order_of(found));
      run.orders.back().formula =
          product_at_end({lesson.task.singular_values[mode], lesson.task.depth});
    }
}

void add_scaling(LinearRun& run, const std::vector<LinearScaling>& side, double farthest) {
  append(run.scaling, side);
  run.exponents.push_back(exponent_of(side, farthest));
}

/// Where a branch is begun. Depth 3 and more: at the first minimum of which the mode is the last
/// that is learned. Depth 2: at the last one, from which the curve falls.
std::size_t start_of_branch(const LinearPath& rising, std::size_t depth, std::size_t mode) {
  if (depth == 2) return changes(rising, mode).at(0) - 1;
  const bool last = mode + 1 == rising.front().products.size();
  return last ? 0 : changes(rising, mode + 1).at(0);
}

Numbers positions(const std::vector<LinearCritical>& rows) {
  Numbers betas;
  for (const LinearCritical& row : rows) betas.push_back(row.beta);
  return betas;
}

/// The curve of every mode, and what is next to its end. The ends, by mode: the folds of the
/// curves, or the branch points of the origin.
std::vector<LinearCritical> add_branches(LinearRun& run, LinearDepth& result, LinearLesson& lesson,
                                         const LinearSweep& rising, const LinearBranch& origin,
                                         const LinearStudyOptions& options) {
  const double lowest = rising.path.front().beta;
  const bool folds = lesson.task.depth > 2;
  std::vector<LinearCritical> ends = origin.rows;
  for (std::size_t mode = 0; mode < lesson.task.width(); ++mode) {
    const std::size_t start = start_of_branch(rising.path, lesson.task.depth, mode);
    const std::vector<double>& theta = rising.weights[start];
    const LinearBranch branch = mode_branch(lesson, mode, theta, rising.path[start].beta, lowest);
    append(run.critical, branch.rows);
    result.branches.push_back(branch.path);
    if (folds) ends.push_back(branch.rows.at(0));
    add_scaling(run, scaling_of_minima(lesson, ends.at(mode), theta, options.minima),
                options.farthest);
    if (folds)
      add_scaling(run, scaling_of_saddles(lesson, branch, options.saddles), options.farthest);
  }
  return ends;
}

}  // namespace

void study_depth(LinearRun& run, std::size_t depth, const LinearStudyOptions& options,
                 const std::function<void(double)>& watch) {
  LinearLesson lesson({depth, run.singular_values});
  const Numbers betas = grid(lesson.task, options.points);
  LinearDepth result{.depth = depth};

  // 1. Up and down.
  const LinearSweep rising = sweep(
      lesson, betas, disturbed_start(lesson.task, betas.front(), options.deviation, options.seed));
  watch(0.1);
  const LinearSweep falling =
      sweep(lesson, Numbers(betas.rbegin(), betas.rend()), rising.weights.back());
  watch(0.2);

  // 2. The curves.
  const LinearBranch origin = origin_branch(lesson, betas.front(), betas.back());
  append(run.critical, origin.rows);
  const std::vector<LinearCritical> ends =
      add_branches(run, result, lesson, rising, origin, options);
  watch(0.6);

  // 3. The transitions from close by.
  add_orders(run, lesson, rising, true, positions(ends), options);
  watch(0.8);
  add_orders(run, lesson, falling, false, positions(origin.rows), options);
  watch(1);

  result.rising = rising.path;
  result.falling = falling.path;
  result.origin = origin.path;
  run.depths.push_back(std::move(result));
  append(run.notes, lesson.notes);
}

}  // namespace caldera
