#pragma once
// What the figures of sweeps share: axes, series and rules of a sweep over β.

#include <span>
#include <string>
#include <vector>

#include "plots/figure/figure.h"
#include "plots/published/origin_sweep.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// From 0 to the sweep's largest β.
Axis beta_axis(const SeedSweep& sweep);

/// A dotted line at each transition of a sweep, at its β, or at r just after it.
std::vector<RuleLine> transition_rules(const SeedSweep& sweep,
                                       double Transition::*x = &Transition::beta);

/// A dashed line at each published transition, with its name above.
std::vector<RuleLine> published_rules(
    double published::Transition::*x,
    std::span<const published::Transition> transitions = published::transitions);

/// A column against another, as a line: E against β, for instance.
template <class Y>
Series sweep_series(const SeedSweep& sweep, double SweepRow::*x, const Y& y, const Style& style,
                    const std::string& name) {
  return {.name = name,
          .mark = Mark::line,
          .style = style,
          .x = column(sweep.rows, x),
          .y = column(sweep.rows, y)};
}

/// The same, as symbols alone.
template <class Y>
Series sweep_points(const SeedSweep& sweep, double SweepRow::*x, const Y& y, const Style& style,
                    const std::string& name) {
  Series points = sweep_series(sweep, x, y, style, name);
  points.mark = Mark::points;
  return points;
}

/// Triangles where the detector finds transitions, at this height.
Series found_transitions(const SeedSweep& sweep, double Transition::*x, double height,
                         const char* colour, const std::string& name);

/// Test error E, and the loss L that the run reports of the training set, against β, and the transitions that are found.
Panel error_panel(const SeedSweep& sweep, const Box& at);

/// Test accuracy against β, of all examples and by class.
Panel accuracy_panel(const SeedSweep& sweep, const Box& at);

/// Test error and reported loss of a sweep in one colour, full and open, and its transitions, if there are any, at
/// the foot of the panel. `of` says in their names which sweep it is.
std::vector<Series> error_and_loss(const SeedSweep& sweep, const char* colour,
                                   const std::string& of, double SweepRow::*x = &SweepRow::beta,
                                   double Transition::*at = &Transition::beta);

}  // namespace caldera
