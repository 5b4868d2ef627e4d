#include "plots/sweep_panels.h"

#include <fmt/format.h>

namespace caldera {

namespace {

/// Test accuracy of each class, and one entry of the legend for all.
std::vector<Series> accuracy_by_class(const SeedSweep& sweep) {
  std::vector<Series> series;
  const std::size_t classes = sweep.rows.front().test_accuracy_by_class.size();
  for (std::size_t c = 0; c < classes; ++c) {
    series.push_back(sweep_points(
        sweep, &SweepRow::beta, [&](const SweepRow& row) { return row.test_accuracy_by_class[c]; },
        symbol(Symbol::disc, colour::orange, 0.28), fmt::format("class {}", c)));
    series.back().is_in_legend = false;
  }
  if (!series.empty()) series.push_back(legend_entry("one class", series.back()));
  return series;
}

}  // namespace

Axis beta_axis(const SeedSweep& sweep) {
  return {.label = "regularisation strength β", .low = 0, .high = sweep.rows.back().beta};
}

std::vector<RuleLine> transition_rules(const SeedSweep& sweep, double Transition::*x) {
  std::vector<RuleLine> rules;
  for (const Transition& transition : sweep.transitions) rules.push_back({.at = transition.*x});
  return rules;
}

std::vector<RuleLine> published_rules(double published::Transition::*x,
                                      std::span<const published::Transition> transitions) {
  std::vector<RuleLine> rules;
  for (const published::Transition& transition : transitions)
    rules.push_back({.at = transition.*x,
                     .style = long_dashed(colour::grey, 0.8),
                     .label = fmt::format("T_{}", transition.name[1])});
  return rules;
}

Series found_transitions(const SeedSweep& sweep, double Transition::*x, double height,
                         const char* colour, const std::string& name) {
  return {.name = sweep.transitions.empty() ? "" : name,
          .style = symbol(Symbol::triangle, colour, 0.55),
          .x = column(sweep.transitions, x),
          .y = std::vector<double>(sweep.transitions.size(), height)};
}

Panel error_panel(const SeedSweep& sweep, const Box& at) {
  return {.at = at,
          .x = beta_axis(sweep),
          .y = {.label = "test error E, loss L  (nat)", .low = 0, .format = "%.1f"},
          .rules = transition_rules(sweep),
          .series = {sweep_series(sweep, &SweepRow::beta, &SweepRow::test_error,
                                  marked_line(Symbol::disc, colour::blue), "E"),
                     sweep_series(sweep, &SweepRow::beta, &SweepRow::reported_training_loss,
                                  marked_line(Symbol::circle, colour::vermillion, 0.45), "L"),
                     found_transitions(sweep, &Transition::beta, 0.06, colour::black,
                                       "transition found")},
          .legend = Legend{.y = 0.32}};
}

Panel accuracy_panel(const SeedSweep& sweep, const Box& at) {
  Panel panel = {.at = at,
                 .x = beta_axis(sweep),
                 .y = {.label = "test accuracy  (%)", .low = -2, .high = 102, .step = 20},
                 .rules = transition_rules(sweep),
                 .series = accuracy_by_class(sweep),
                 .legend = Legend{.x = 1, .y = 1.14, .is_horizontal = true}};
  panel.series.push_back(sweep_series(sweep, &SweepRow::beta, &SweepRow::test_accuracy,
                                      marked_line(Symbol::disc, colour::black, 0.35, 1.2),
                                      "all classes"));
  return panel;
}

std::vector<Series> error_and_loss(const SeedSweep& sweep, const char* colour,
                                   const std::string& of, double SweepRow::*x,
                                   double Transition::*at) {
  std::vector<Series> series = {
      sweep_series(sweep, x, &SweepRow::test_error, marked_line(Symbol::disc, colour, 0.3),
                   fmt::format("E, {}", of)),
      sweep_series(sweep, x, &SweepRow::reported_training_loss, marked_line(Symbol::circle, colour, 0.4),
                   fmt::format("L, {}", of))};
  if (!sweep.transitions.empty())
    series.push_back(
        found_transitions(sweep, at, 0.06, colour, fmt::format("transition found, {}", of)));
  return series;
}

}  // namespace caldera
