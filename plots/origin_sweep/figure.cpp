// Figure 2 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs:
//   (a) test error E and loss L against β, and where each seed's transitions are;
//   (b) the same against the distance r₀ from the origin;
//   (c) test accuracy of four groups of digits, which are given up one after the other.
// L is the training error plus β‖θ‖². Dashed lines are the paper's positions, triangles the detector's,
// grey lines behind the dots the curves of the three published seeds.

#include <fmt/format.h>

#include "plots/figures.h"
#include "plots/published_series.h"
#include "plots/sweep_panels.h"

namespace caldera {
namespace {

using Sweeps = std::vector<SeedSweep>;

constexpr const char* seed_colours[] = {colour::blue, colour::orange, colour::green};

struct DigitGroup {
  const char* label;
  const char* colour;
  std::vector<std::size_t> digits;

  double accuracy(const SweepRow& row) const {
    double sum = 0;
    for (const std::size_t digit : digits) sum += row.test_accuracy_by_class[digit];
    return sum / static_cast<double>(digits.size());
  }
};
// In the order in which they are given up.
const DigitGroup groups[] = {{"5, 8, 9", colour::vermillion, {5, 8, 9}},
                             {"2, 3, 4, 6, 7", colour::purple, {2, 3, 4, 6, 7}},
                             {"1", colour::sky, {1}},
                             {"0", colour::black, {0}}};

/// Each seed's points are smaller than those of the seed below, so that all show where they agree.
Style points_of(const Sweeps& sweeps, std::size_t seed, const char* colour) {
  const double largest = sweeps.front().rows.size() > 200 ? 0.2 : 0.35;
  return symbol(Symbol::disc, colour, largest * (1 - 0.28 * static_cast<double>(seed % 3)));
}

const char* colour_of(std::size_t seed) { return seed_colours[seed % std::size(seed_colours)]; }

/// E and L of all seeds against one column, and the transitions, one row per seed.
std::vector<Series> error_and_loss_of(const Sweeps& sweeps, double SweepRow::*x,
                                      double Transition::*at) {
  std::vector<Series> series;
  for (std::size_t k = 0; k < sweeps.size(); ++k) {
    const Style points = points_of(sweeps, k, colour_of(k));
    const auto name = [&](const char* what) {
      return fmt::format("{}, seed {}", what, sweeps[k].seed);
    };
    series.push_back(
        sweep_points(sweeps[k], x, &SweepRow::test_error, points, name("E")));
    series.push_back(sweep_points(sweeps[k], x, &SweepRow::reported_training_loss, points, name("L")));
    series.push_back(found_transitions(sweeps[k], at, 0.08 + 0.1 * static_cast<double>(k),
                                       colour_of(k), name("transition found")));
  }
  return series;
}

const Axis error_axis = {
    .label = "test error E, loss L  (nat)", .low = 0, .high = 3.2, .format = "%.1f", .step = 0.5};
const Axis published_beta = {
    .label = "regularisation strength β", .low = 0, .high = 0.09, .format = "%.2f", .step = 0.02};

Panel against_beta(const Sweeps& sweeps) {
  Panel panel = {.letter = "a",
          .at = {0.085, 0.49, 0.565, 0.895},
          .x = published_beta,
          .y = error_axis,
          .rules = published_rules(&published::Transition::beta),
          .series = error_and_loss_of(sweeps, &SweepRow::beta, &Transition::beta),
          .texts = {{"L", of_data(0.019), of_data(2.5)}, {"E", of_data(0.047), of_data(1.12)}}};
  put_behind(panel, published_error_and_loss(published::origin_sweep));
  return panel;
}

Panel against_distance(const Sweeps& sweeps) {
  Panel panel = {
      .letter = "b",
      .at = {0.575, 0.98, 0.565, 0.895},
      .x = {.label = "distance from the origin r₀ = ‖θ‖", .low = 0, .high = 16, .step = 4},
      .y = error_axis,
      .rules = published_rules(&published::Transition::distance_just_after),
      .series = error_and_loss_of(sweeps, &SweepRow::distance, &Transition::distance_after),
      .texts = {{"L", of_data(11.2), of_data(1.75)}, {"E", of_data(10.2), of_data(0.8)}}};
  panel.y.label = "";
  put_behind(panel, published_error_and_loss(published::origin_sweep, &published::Point::distance));
  return panel;
}

Panel digits(const Sweeps& sweeps) {
  Panel panel = {.letter = "c",
                 .at = {0.085, 0.83, 0.1, 0.42},
                 .x = published_beta,
                 .y = {.label = "test accuracy  (%)", .low = -2, .high = 102, .step = 20},
                 .rules = published_rules(&published::Transition::beta),
                 .texts = {{"digits", of_panel(1.03), of_panel(0.92)}},
                 .legend = Legend{.x = 1.02, .y = 0.88, .align = Align::left}};
  panel.x.step = 0.01;
  for (const DigitGroup& group : groups) {
    for (const SeedSweep& sweep : sweeps) {
      panel.series.push_back(sweep_points(
          sweep, &SweepRow::beta, [&](const SweepRow& row) { return group.accuracy(row); },
          points_of(sweeps, 1, group.colour),
          fmt::format("digits {}, seed {}", group.label, sweep.seed)));
      panel.series.back().is_in_legend = false;
    }
    panel.series.push_back({.name = group.label, .style = symbol(Symbol::disc, group.colour, 0.6)});
  }
  return panel;
}

/// A strip above the panels: seeds, and what stands for a transition.
Panel legend(const Sweeps& sweeps) {
  Panel strip = legend_strip({0.06, 0.98, 0.925, 0.99});
  for (std::size_t k = 0; k < sweeps.size(); ++k)
    strip.series.push_back({.name = fmt::format("seed {}", sweeps[k].seed),
                            .style = symbol(Symbol::disc, colour_of(k), 0.6)});
  strip.series.push_back(
      {.name = "transition found", .style = symbol(Symbol::triangle, colour::black, 0.6)});
  strip.series.push_back({.name = "published transition",
                          .mark = Mark::line,
                          .style = long_dashed(colour::grey, 0.8)});
  strip.series.push_back(published_entry());
  strip.texts = {{"L = E + β‖θ‖²", of_panel(1), of_panel(0.5), Align::right}};
  return strip;
}

Figure make(const FigureFiles& files) {
  const Sweeps sweeps = load_sweeps(files.all("runs"));
  for (const SeedSweep& sweep : sweeps) check_digits(sweep);
  return {
      .size = {900, 720},
      .panels = {against_beta(sweeps), against_distance(sweeps), digits(sweeps), legend(sweeps)}};
}

const FigureRegistration figure({.name = "origin_sweep",
                                 .summary = "Figure 2 of arXiv 2512.11866 from our own runs.",
                                 .inputs = {{"runs", "origin_sweep/seed*.h5",
                                             "Run files of the origin sweep"}},
                                 .make = make});

}  // namespace
}  // namespace caldera
