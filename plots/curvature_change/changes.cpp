#include "plots/curvature_change/changes.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/probes/series/median.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

namespace {

/// In [−2, 2]; from zero to zero it is none.
double relative_change(double before, double after) {
  if (before == 0 && after == 0) return 0;
  return 2 * (after - before) / (std::abs(before) + std::abs(after));
}

/// Of R over rows first … last.
double mean_curvature(const CurvatureTable& table, std::size_t first, std::size_t last) {
  double sum = 0;
  for (std::size_t i = first; i <= last; ++i) sum += table.rows[i].at.curvature.value;
  return sum / static_cast<double>(last - first + 1);
}

}  // namespace

CurvatureChange change_over(const CurvatureTable& table, const TransitionRows& bracket) {
  const CurvatureRow &left = table.rows[bracket.before], &right = table.rows[bracket.after];
  const Estimate &before = left.at.curvature, &after = right.at.curvature;
  return {(left.sweep.beta + right.sweep.beta) / 2, relative_change(before.value, after.value),
          (after.value - before.value) / std::hypot(before.standard_error, after.standard_error)};
}

std::vector<CurvatureChange> changes_elsewhere(const CurvatureTable& table) {
  std::vector<CurvatureChange> changes;
  for (std::size_t i = 0; i + 1 < table.rows.size(); ++i) {
    const bool is_in_transition = std::ranges::any_of(
        table.transitions,
        [i](const TransitionRows& bracket) { return bracket.before <= i && i < bracket.after; });
    if (!is_in_transition) changes.push_back(change_over(table, {i, i + 1}));
  }
  return changes;
}

double level_change(const CurvatureTable& table, std::size_t k) {
  constexpr std::size_t most = 5;
  const std::vector<TransitionRows>& all = table.transitions;
  const std::size_t first = k == 0 ? 0 : all[k - 1].after;
  const std::size_t last = k + 1 == all.size() ? table.rows.size() - 1 : all[k + 1].before;
  const auto [before, after] = all[k];
  return relative_change(mean_curvature(table, std::max(first + most, before + 1) - most, before),
                         mean_curvature(table, after, std::min(last, after + most - 1)));
}

double typical_change(const std::vector<CurvatureChange>& changes) {
  if (changes.empty())
    throw InputError("scalar curvature", "neighbouring points", "at least two beside a transition",
                     "none", "take more points of the sweep (--every)");
  std::vector<double> sizes;
  for (const CurvatureChange& change : changes) sizes.push_back(std::abs(change.relative));
  return median(sizes);
}

CurvatureTable load_curvature(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "curvature_change");
  return read_curvature(file);
}

}  // namespace caldera
