#include "experiments/linear_phases/phases.h"

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/linear_phases/pitchforks.h"

namespace caldera {
namespace {

template <class Row>
void append(std::vector<Row>& rows, const std::vector<Row>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

void check_modes(std::size_t depth, std::size_t found) {
  if (found < 2)
    throw InputError("linear phases", fmt::format("depth {}", depth), "phases of two modes or more",
                     fmt::format("{}", found), "choose another target");
}

/// The folds of all phases, by mode.
std::vector<ModeFold> all_folds(LinearPhases& run, LinearLandscape& landscape,
                                const LinearPhasesOptions& options) {
  std::vector<ModeFold> folds;
  for (const FoundMinimum& minimum : minima_at(landscape, options.range.start, options.starts))
    if (auto fold = followed_fold(run, landscape, minimum.point, options.range))
      folds.push_back(std::move(*fold));
  std::ranges::sort(folds, {}, &ModeFold::mode);
  check_modes(landscape.task.depth, folds.size());
  return folds;
}

void add_folding_depth(LinearPhases& run, LinearLandscape& landscape,
                       const LinearPhasesOptions& options,
                       const std::function<void(double)>& watch) {
  // 1. The phases, their folds, and what is on both sides of the saddles behind these.
  const std::vector<ModeFold> folds = all_folds(run, landscape, options);
  watch(0.3);

  // 2. Of each mode where its phases end, where they are equally deep, and what is between them.
  std::vector<PhaseBalance> balances;
  for (const ModeFold& fold : folds) {
    append(run.ends, ends_of(landscape, fold, options.range));
    balances.push_back(balance_of(landscape, fold, options.range));
    append(run.barriers, barriers_of(landscape, fold, options.range, options.points));
  }
  append(run.balances, balances);
  watch(0.7);

  // 3. The tree below and above the lowest equal depth, and above the lowest fold.
  const std::size_t last = folds.size() - 1;
  const double balance = balances[last].beta, fold = folds[last].fold.point.c;
  add_states(run, landscape, balance / 2, options.starts);
  for (const double beta :
       {balance / 2, (balance + fold) / 2, (fold + balances[last - 1].beta) / 2}) {
    std::vector<StationaryPoint> saddles;
    for (const ModeFold& of : folds)
      if (beta < of.fold.point.c) saddles.push_back(saddle_at(landscape, of, beta));
    add_tree(run, landscape, beta, std::move(saddles), options.starts);
  }
}

void add_depth_two(LinearPhases& run, LinearLandscape& landscape,
                   const LinearPhasesOptions& options) {
  const std::size_t known = run.ends.size();
  add_pitchforks(run, landscape, options.range);
  check_modes(2, (run.ends.size() - known) / 2);
  const double lowest = run.ends.back().beta, next = run.ends[run.ends.size() - 3].beta;
  add_states(run, landscape, lowest / 2, options.starts);
  for (const double beta : {lowest / 2, (lowest + next) / 2})
    add_tree(run, landscape, beta, {}, options.starts);
}

}  // namespace

void add_depth(LinearPhases& run, std::size_t depth, const LinearPhasesOptions& options,
               const std::function<void(double)>& watch) {
  LinearLandscape landscape({depth, run.singular_values});
  if (depth == 2)
    add_depth_two(run, landscape, options);
  else
    add_folding_depth(run, landscape, options, watch);
  watch(1);
}

}  // namespace caldera
