// Hysteresis between accuracy regimes, after "Phase transitions between accuracy regimes in L2
// regularized deep neural networks" (arXiv 2505.06597), from all seeds that were swept up and down:
//   (a) error E against β, rising and falling, the loop between them filled;
//   (b) the distance r₀ from the origin in the same way;
//   (c) where the branches jump, by seed, as the detector finds it; the bar is the stretch from
//       where the fall leaves the trivial phase, in which every answer is a guess, to where the rise
//       entered it.

#include <fmt/format.h>

#include "plots/figures.h"
#include "plots/hysteresis/loops.h"
#include "plots/sweep_panels.h"

namespace caldera {
namespace {

using Seeds = std::vector<Hysteresis>;

constexpr const char* bar_colour = "#F9DFA6";  // a pale orange, that of the loops

Axis beta_axis_of(const Seeds& seeds, double step) {
  Axis axis = beta_axis(seeds.front().rising);
  axis.step = step;
  return axis;
}

/// The outline of a seed's branches, up and back down: their points again, so without a name.
Series loop(const Hysteresis& seed, double SweepRow::*y) {
  std::vector<SweepRow> outline = seed.rising.rows;
  outline.insert(outline.end(), seed.falling.rows.rbegin(), seed.falling.rows.rend());
  return {.mark = Mark::loop,
          .style = {.colour = colour::orange, .opacity = 0.12},
          .x = column(outline, &SweepRow::beta),
          .y = column(outline, y)};
}

/// Both branches of all seeds against β. Rising full, falling open.
std::vector<Series> branches(const Seeds& seeds, double SweepRow::*y) {
  std::vector<Series> series;
  for (const Hysteresis& seed : seeds) series.push_back(loop(seed, y));
  for (const Hysteresis& seed : seeds) {
    const auto add = [&](const SeedSweep& sweep, const Style& style, const char* name) {
      Series branch = sweep_series(sweep, &SweepRow::beta, y, style,
                                   fmt::format("{}, seed {}", name, seed.rising.seed));
      branch.is_in_legend = false;
      if (&seed == &seeds.front()) series.push_back(legend_entry(name, branch));
      series.push_back(std::move(branch));
    };
    add(seed.rising, marked_line(Symbol::disc, colour::blue, 0.3), "β rising");
    add(seed.falling, marked_line(Symbol::circle, colour::vermillion, 0.5), "β falling");
  }
  return series;
}

Panel errors(const Seeds& seeds) {
  return {.letter = "a",
          .at = {0.085, 0.49, 0.52, 0.93},
          .x = beta_axis_of(seeds, 0.02),
          .y = {.label = "error E  (nat)", .low = 0, .high = 2.6, .format = "%.1f", .step = 0.5},
          .series = branches(seeds, &SweepRow::training_error_running),
          .legend = Legend{.y = 0.3, .sample = 2}};
}

Panel distances(const Seeds& seeds) {
  return {
      .letter = "b",
      .at = {0.575, 0.98, 0.52, 0.93},
      .x = beta_axis_of(seeds, 0.02),
      .y = {.label = "distance r_0 = ‖θ‖", .low = 0, .high = 16, .step = 4, .label_offset = 0.5},
      .series = branches(seeds, &SweepRow::distance)};
}

double seed_number(const Hysteresis& seed) { return static_cast<double>(seed.rising.seed); }

/// A bar a seed: the stretch in which the trivial phase is a minimum that only the falling branch
/// is in.
Series trivial_stretches(const Seeds& seeds) {
  return {.name = "trivial phase, β falling alone",
          .is_in_legend = false,
          .mark = Mark::segments,
          .style = line(bar_colour, 8),
          .x = column(seeds, &Hysteresis::left),
          .y = column(seeds, seed_number),
          .to_x = column(seeds, &Hysteresis::entered),
          .to_y = column(seeds, seed_number)};
}

/// The transitions that are found on one of the branches, one line per seed.
Series jumps(const Seeds& seeds, SeedSweep Hysteresis::*branch, const Style& style,
             const std::string& name) {
  Series series = {.name = name, .style = style};
  for (const Hysteresis& seed : seeds)
    for (const Transition& transition : (seed.*branch).transitions) {
      series.x.push_back(transition.beta);
      series.y.push_back(seed_number(seed));
    }
  if (series.x.empty()) series.name.clear();  // no mark, no entry of the legend
  return series;
}

Panel positions(const Seeds& seeds) {
  return {.letter = "c",
          .at = {0.085, 0.98, 0.12, 0.36},
          .x = beta_axis_of(seeds, 0.01),
          .y = {.label = "seed",
                .low = 0.4,
                .high = seed_number(seeds.back()) + 0.6,
                .step = 1,
                .label_offset = 0.5},
          .series = {trivial_stretches(seeds),
                     jumps(seeds, &Hysteresis::rising, symbol(Symbol::triangle, colour::blue, 0.8),
                           "jump, rising"),
                     jumps(seeds, &Hysteresis::falling,
                           symbol(Symbol::triangle_down, colour::vermillion, 0.9, 1.5),
                           "jump, falling")},
          .legend = Legend{.x = 0.99, .y = 1.22, .is_horizontal = true}};
}

Figure make(const FigureFiles& files) {
  const Seeds seeds = load_hysteresis(files.all("rising"), files.all("falling"));
  return {.size = {900, 600}, .panels = {errors(seeds), distances(seeds), positions(seeds)}};
}

const FigureRegistration figure(
    {.name = "hysteresis",
     .summary = "Both branches of sweeps up and down, and the loops between them.",
     .inputs = {{"rising", "origin_sweep/seed*.h5", "Run files of the origin sweep"},
                {"falling", "hysteresis/seed*.h5", "Run files of hysteresis"}},
     .make = make});

}  // namespace
}  // namespace caldera
