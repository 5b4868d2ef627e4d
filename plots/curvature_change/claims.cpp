// At each transition the relative change of R, the same in standard errors, and of the level; the
// typical relative change elsewhere; the largest standard error of R as a share of R. No numbers
// are published, so all is reported.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plots/curvature_change/changes.h"
#include "plots/report/studies.h"

namespace caldera {
namespace {

constexpr const char* curvature = "theory/curvature.h5";

double relative_error(const CurvatureRow& row) {
  return row.at.curvature.standard_error / std::abs(row.at.curvature.value);
}

std::string text(const Estimate& estimate) {
  return fmt::format("{:.4g} +- {:.2g}", estimate.value, estimate.standard_error);
}

std::vector<Claim> make(const RunFiles& files) {
  const std::filesystem::path path = files.like(curvature).front();
  const CurvatureTable table = load_curvature(path);
  const std::int64_t seed = RunFile(path).identity().seed;
  const std::vector<CurvatureChange> elsewhere = changes_elsewhere(table);
  std::vector<Claim> rows;
  if (table.transitions.empty())
    rows.push_back(absent("transitions", seed, "the table has none, at which R could change"));
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

const ClaimsRegistration curvature_change(
    {.name = "curvature change",
     .part = Part::theory,
     .source =
         "Claimed: arXiv 2505.06597: at a transition the scalar curvature R of the error "
         "surface changes.\nNo numbers are published. Seeds are those of the random directions.",
     .runs = {curvature},
     .make = make});

}  // namespace
}  // namespace caldera
