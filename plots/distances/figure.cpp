// Figure 7 of "Phase transitions reveal hierarchical structure in deep neural networks" (arXiv 2512.11866)
// from our own runs: the distance r₀ from the origin against β, the cases side by side. One panel each:
// sigmoids on MNIST, rectified linear units, Fashion-MNIST if there is such a run, the convolutional network,
// and ten times the learning rate.
// Triangles and dotted lines are the transitions that the detector finds, dashed lines those that the
// paper gives, grey lines its curves.

#include <fmt/format.h>

#include <algorithm>

#include "plots/distances/cases.h"
#include "plots/figures.h"
#include "plots/published_series.h"
#include "plots/sweep_panels.h"

namespace caldera {
namespace {

constexpr std::size_t columns = 3;
constexpr const char* seed_colours[] = {colour::blue, colour::orange, colour::green};

/// Where panel k stands, from the left and from above.
Box place(std::size_t k) {
  const auto across = static_cast<double>(k % columns), down = static_cast<double>(k / columns);
  const double left = 0.075 + 0.32 * across, bottom = 0.6 - 0.49 * down;
  return {left, left + 0.25, bottom, bottom + 0.33};
}

/// r₀ where β has grown to 3 % of its range: before, it falls so steeply that nothing else would show.
double highest_shown(const published::Case& expected) {
  const auto points = expected.curves.front().points;
  const auto first = std::ranges::find_if(
      points, [&](const published::Point& at) { return at.beta >= 0.03 * points.back().beta; });
  return 1.1 * first->distance;
}

Panel case_panel(const DistanceCase& one, const std::vector<SeedSweep>& sweeps, std::size_t k) {
  const published::Case& expected = *one.expected;
  const double high = expected.curves.front().points.back().beta;
  Panel panel = {.letter = std::string(1, static_cast<char>('a' + k)),
                 .at = place(k),
                 .x = {.label = "β", .low = 0, .high = high, .step = round_step(high)},
                 .y = {.label = k % columns == 0 ? "distance from the origin r₀" : "",
                       .low = 0,
                       .high = highest_shown(expected)},
                 .rules = published_rules(&published::Transition::beta, expected.transitions),
                 .texts = {{one.title, of_panel(0), of_panel(1.06)}}};
  for (RuleLine& rule : panel.rules) rule.label.clear();  // they would lie on one another
  panel.series =
      published_lines(expected, &published::Point::beta, &published::Point::distance, "r_0");
  for (std::size_t i = 0; i < sweeps.size(); ++i) {
    const char* colour = seed_colours[i % std::size(seed_colours)];
    const std::string of = fmt::format("{}, seed {}", one.title, sweeps[i].seed);
    panel.series.push_back(sweep_points(sweeps[i], &SweepRow::beta, &SweepRow::distance,
                                        symbol(Symbol::disc, colour, 0.3), "r_0, " + of));
    panel.series.push_back(found_transitions(sweeps[i], &Transition::beta,
                                             *panel.y.high * (0.03 + 0.06 * static_cast<double>(i)),
                                             colour, "transition found, " + of));
  }
  return panel;
}

/// A strip above the panels.
Panel legend() {
  Panel strip = legend_strip({0.06, 0.98, 0.95, 0.995});
  strip.series = {{.name = "ours, by seed", .style = symbol(Symbol::disc, colour::blue, 0.6)},
                  published_entry(),
                  {.name = "transition found", .style = symbol(Symbol::triangle, colour::black, 0.6)},
                  {.name = "published transition",
                   .mark = Mark::line,
                   .style = long_dashed(colour::grey, 0.8)}};
  return strip;
}

Figure make(const FigureFiles& files) {
  Figure figure = {.size = {1000, 640}};
  for (const DistanceCase& one : distance_cases()) {
    const std::vector<SeedSweep> sweeps = load_sweeps(files.all(one.option));
    if (!sweeps.empty()) figure.panels.push_back(case_panel(one, sweeps, figure.panels.size()));
  }
  figure.panels.push_back(legend());
  return figure;
}

std::vector<FigureInput> inputs() {
  std::vector<FigureInput> all;
  for (const DistanceCase& one : distance_cases())
    all.push_back({one.option, one.where, std::string("Origin sweeps: ") + one.title, one.is_needed});
  return all;
}

const FigureRegistration figure({.name = "distances",
                                 .summary = "Figure 7 of arXiv 2512.11866 from our own runs.",
                                 .inputs = inputs(),
                                 .make = make});

}  // namespace
}  // namespace caldera
