// The scalar curvature of the error surface along a sweep, after "Phase transitions between
// accuracy regimes in L2 regularized deep neural networks" (arXiv 2505.06597). Against the
// regularisation strength β:
//   (a) the scalar curvature R of the graph of E, with two standard errors each way;
//   (b) tr H and tr H², H = ∇²E, in the same way: where ∇E = 0, R = (tr H)² − tr H²;
//   (c) ‖∇E‖², which makes R scatter: its leading term is divided by 1 + ‖∇E‖²;
//   (d) by how much R changes between neighbouring points, and across the transitions: full where
//       it falls, open where it rises; dashed, the median of those that are no transitions.
// Dotted lines are the transitions that the detector finds.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plots/curvature_change/changes.h"
#include "plots/figures.h"

namespace caldera {
namespace {

double last_beta(const CurvatureTable& table) { return table.rows.back().sweep.beta; }

/// What all panels have in common.
Panel against_beta(const CurvatureTable& table, const char* letter, const Box& at, const Axis& y) {
  Panel panel = {
      .letter = letter,
      .at = at,
      .x = {.label = "regularisation strength β", .low = 0, .high = last_beta(table), .step = 0.02},
      .y = y};
  for (const TransitionRows& bracket : table.transitions)
    panel.rules.push_back({.at = change_over(table, bracket).beta});
  return panel;
}

/// β of each point, and no more yet.
Series points_of(const CurvatureTable& table, const char* hue, double size) {
  return {.style = symbol(Symbol::disc, hue, size),
          .x = column(table.rows, [](const CurvatureRow& row) { return row.sweep.beta; })};
}

/// An estimate, with two standard errors each way, in so large units.
Series estimates(const CurvatureTable& table, const std::string& name,
                 Estimate ScalarCurvature::*quantity, const char* hue, double unit = 1) {
  Series series = points_of(table, hue, 0.4);
  series.name = name;
  for (const CurvatureRow& row : table.rows) {
    const Estimate& estimate = row.at.*quantity;
    series.y.push_back(estimate.value / unit);
    series.low.push_back((estimate.value - 2 * estimate.standard_error) / unit);
    series.high.push_back((estimate.value + 2 * estimate.standard_error) / unit);
  }
  return series;
}

Panel curvature(const CurvatureTable& table) {
  Panel panel =
      against_beta(table, "a", {0.085, 0.48, 0.6, 0.94}, {.label = "R  (10^3 nat^2)", .low = -0.4});
  panel.series = {estimates(table, "R", &ScalarCurvature::curvature, colour::blue, 1000)};
  return panel;
}

Panel traces(const CurvatureTable& table) {
  Panel panel =
      against_beta(table, "b", {0.595, 0.985, 0.6, 0.94},
                   {.label = "tr H  (nat),  tr H^2  (nat^2)", .low = -0.4, .label_offset = 0.8});
  panel.series = {
      estimates(table, "tr H", &ScalarCurvature::trace, colour::vermillion),
      estimates(table, "tr H^2", &ScalarCurvature::squared_frobenius_norm, colour::green)};
  panel.legend = Legend{.x = 0.99, .y = 1.1, .is_horizontal = true};
  return panel;
}

Panel gradient(const CurvatureTable& table) {
  Panel panel = against_beta(table, "c", {0.085, 0.48, 0.11, 0.45},
                             {.label = "‖∇E‖^2  (nat^2)", .low = 0, .step = 0.1});
  Series points = points_of(table, colour::purple, 0.45);
  points.name = "‖∇E‖²";
  points.y =
      column(table.rows, [](const CurvatureRow& row) { return row.at.gradient_squared_norm; });
  panel.series = {points};
  return panel;
}

/// |relative change| of R: of those that fall, or of the others.
Series change_sizes(const std::vector<CurvatureChange>& changes, bool falls, const Style& style,
                    const std::string& name) {
  Series series = {.name = name, .style = style};
  for (const CurvatureChange& change : changes) {
    if ((change.relative < 0) != falls) continue;
    series.x.push_back(change.beta);
    series.y.push_back(std::abs(change.relative));
  }
  return series;
}

Panel changes(const CurvatureTable& table) {
  std::vector<CurvatureChange> found;
  for (const TransitionRows& bracket : table.transitions)
    found.push_back(change_over(table, bracket));
  const std::vector<CurvatureChange> elsewhere = changes_elsewhere(table);
  const double typical = typical_change(elsewhere);
  Panel panel = against_beta(
      table, "d", {0.595, 0.985, 0.11, 0.45},
      {.label = "relative change of R", .low = 0.001, .high = 4, .is_logarithmic = true});
  panel.series = {
      change_sizes(found, true, symbol(Symbol::disc, colour::vermillion, 0.8), "transitions"),
      change_sizes(found, false, symbol(Symbol::circle, colour::vermillion, 0.9, 1.5),
                   "transitions, R rises"),
      change_sizes(elsewhere, true, symbol(Symbol::disc, colour::grey, 0.4), "others"),
      change_sizes(elsewhere, false, symbol(Symbol::circle, colour::grey, 0.5), "others, R rises"),
      {.name = "median",
       .mark = Mark::line,
       .style = long_dashed(colour::grey, 0.8),
       .x = {0, last_beta(table)},
       .y = {typical, typical}}};
  panel.series[1].is_in_legend = panel.series[3].is_in_legend = false;
  panel.legend =
      Legend{.x = 1, .y = 1.13, .is_horizontal = true, .sample = 0.5, .width = -5, .most_rows = 1};
  return panel;
}

Figure make(const FigureFiles& files) {
  const CurvatureTable table = load_curvature(files.one("run"));
  return {.size = {900, 680},
          .panels = {curvature(table), traces(table), gradient(table), changes(table)}};
}

/// By how much R changes at the transitions, and elsewhere.
std::map<std::string, std::string> facts(const FigureFiles& files) {
  const CurvatureTable table = load_curvature(files.one("run"));
  std::string changes;
  for (std::size_t k = 0; k < table.transitions.size(); ++k) {
    const CurvatureChange change = change_over(table, table.transitions[k]);
    changes += fmt::format("{}{:+.2g} ({:+.2g}) at β = {:.4g}", k == 0 ? "" : ", ", change.relative,
                           level_change(table, k), change.beta);
  }
  const std::vector<CurvatureChange> elsewhere = changes_elsewhere(table);
  if (elsewhere.empty())
    return {{"changes", changes}, {"typical", ""}, {"largest", ""}, {"largest_at", ""}};
  const CurvatureChange largest = *std::ranges::max_element(
      elsewhere, {}, [](const CurvatureChange& change) { return std::abs(change.relative); });
  return {{"changes", changes},
          {"typical", fmt::format("{:.2g}", typical_change(elsewhere))},
          {"largest", fmt::format("{:+.2g}", largest.relative)},
          {"largest_at", fmt::format("{:.4g}", largest.beta)}};
}

const FigureRegistration figure(
    {.name = "curvature_change",
     .summary = "The scalar curvature of the error surface along a sweep.",
     .inputs = {{"run", "theory/curvature.h5", "Run file of curvature_change"}},
     .make = make,
     .facts = facts});

}  // namespace
}  // namespace caldera
