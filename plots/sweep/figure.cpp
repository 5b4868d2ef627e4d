// Any sweep over β by itself: of the origin sweep, of the Pathfinder, or with falling β.
//   (a) test error E and the reported loss L against β;
//   (b) distance r from the point that the weights are pulled towards;
//   (c) test accuracy, of all examples and by class.
// Triangles and dotted lines are the transitions that the detector finds.

#include "plots/figures.h"
#include "plots/sweep_panels.h"

namespace caldera {
namespace {

Panel distances(const SeedSweep& sweep, const Box& at) {
  return {.at = at,
          .x = beta_axis(sweep),
          .y = {.label = "distance from the reference r",
                .is_logarithmic = true,
                .format = "10^{%T}",
                .step = 10},
          .rules = transition_rules(sweep),
          .series = {sweep_series(sweep, &SweepRow::beta, &SweepRow::distance,
                                  marked_line(Symbol::disc, colour::green), "r")}};
}

Figure make(const FigureFiles& files) {
  const SeedSweep sweep = load_any_sweep(files.one("run"));
  Figure figure = {.size = {1000, 760},
                   .panels = {error_panel(sweep, {0.085, 0.485, 0.61, 0.96}),
                              distances(sweep, {0.585, 0.97, 0.61, 0.96}),
                              accuracy_panel(sweep, {0.085, 0.97, 0.09, 0.46})}};
  for (std::size_t i = 0; i < figure.panels.size(); ++i)
    figure.panels[i].letter = std::string(1, static_cast<char>('a' + i));
  return figure;
}

const FigureRegistration figure(
    {.name = "sweep",
     .summary = "Any sweep: error, distance and accuracy against beta, with its transitions.",
     .inputs = {{"run", "origin_sweep/seed1.h5",
                 "Run file of a sweep: of origin_sweep, pathfinder or hysteresis"}},
     .make = make,
     .is_of_results = false});

}  // namespace
}  // namespace caldera
