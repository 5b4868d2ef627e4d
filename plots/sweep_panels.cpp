#include "plots/sweep_panels.h"

#include <fmt/format.h>

namespace caldera {

double reported_loss(const SweepRow& row) {
  return row.training_error_running + row.beta * row.distance * row.distance;
}

Axis beta_axis(const SeedSweep& sweep) {
  return {.label = "regularisation strength β", .low = 0, .high = sweep.rows.back().beta};
}

std::vector<RuleLine> transition_rules(const SeedSweep& sweep, double Transition::*x) {
  std::vector<RuleLine> rules;
  for (const Transition& transition : sweep.transitions) rules.push_back({.at = transition.*x});
  return rules;
}

std::vector<RuleLine> published_rules(double published::Transition::*x) {
  std::vector<RuleLine> rules;
  for (const published::Transition& transition : published::transitions)
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

std::vector<Series> error_and_loss(const SeedSweep& sweep, const char* colour, double SweepRow::*x,
                                   double Transition::*at) {
  return {sweep_series(sweep, x, &SweepRow::training_error_running,
                       marked_line(Symbol::disc, colour, 0.3)),
          sweep_series(sweep, x, reported_loss, marked_line(Symbol::circle, colour, 0.4)),
          found_transitions(sweep, at, 0.06, colour)};
}

}  // namespace caldera
