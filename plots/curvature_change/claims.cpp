#include "plots/curvature_change/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "autograd/arithmetic/error.h"
#include "experiments/run/checked_reads.h"
#include "probes/median.h"

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

double relative_error(const CurvatureRow& row) {
  return row.at.curvature.standard_error / std::abs(row.at.curvature.value);
}

std::string text(const Estimate& estimate) {
  return fmt::format("{:.4g} +- {:.2g}", estimate.value, estimate.standard_error);
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

std::vector<Comparison> compare_curvature(const std::filesystem::path& path) {
  const CurvatureTable table = load_curvature(path);
  const std::int64_t seed = RunFile(path).identity().seed;
  const std::vector<CurvatureChange> elsewhere = changes_elsewhere(table);
  std::vector<Comparison> rows;
  for (std::size_t k = 0; k < table.transitions.size(); ++k) {
    const TransitionRows& bracket = table.transitions[k];
    const CurvatureChange change = change_over(table, bracket);
    const auto as_large = std::ranges::count_if(elsewhere, [&](const CurvatureChange& other) {
      return std::abs(other.relative) >= std::abs(change.relative);
    });
    const std::string place = fmt::format("at {:.4g}", change.beta);
    rows.push_back(reported("relative change of R " + place, seed, change.relative,
                            fmt::format("as large between {} of {} pairs of neighbours elsewhere",
                                        as_large, elsewhere.size())));
    rows.push_back(reported("standard errors of it " + place, seed, change.standard_errors,
                            fmt::format("R {} -> {}", text(table.rows[bracket.before].at.curvature),
                                        text(table.rows[bracket.after].at.curvature))));
    rows.push_back(reported("change of its level " + place, seed, level_change(table, k),
                            "of the means of up to 5 points on either side"));
  }
  const auto worst = std::ranges::max_element(table.rows, {}, relative_error);
  rows.push_back(reported("typical change elsewhere", seed, typical_change(elsewhere),
                          fmt::format("median of {} pairs of neighbours", elsewhere.size())));
  rows.push_back(reported(
      "largest relative error of R", seed, relative_error(*worst),
      fmt::format("at beta = {:.4g}, R = {}", worst->sweep.beta, text(worst->at.curvature))));
  return rows;
}

}  // namespace caldera
