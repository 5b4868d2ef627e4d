// Figure 5 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs: are the transitions made by the learning rate, or by the
// origin as reference?
//   (a) Test error E and loss L against β at ten times the learning rate, over those of the usual one;
//   (b) E and L along the path to the weights of the fourth transition, against the distance r₄
//       from them, E + β r₄² being both minimised and reported.
// Triangles and dotted lines are the transitions that the detector finds, dashed lines those that
// the paper gives for the usual learning rate, grey lines its curves.

#include <fmt/format.h>

#include <algorithm>

#include "plots/figures.h"
#include "plots/published_series.h"
#include "plots/sweep_panels.h"

namespace caldera {
namespace {

/// η of a sweep, as its run says.
std::string rate_of(const SeedSweep& sweep) {
  return fmt::format("{:g}", option_of<double>(sweep, "learning_rate"));
}

std::vector<Series> at_its_rate(const SeedSweep& sweep, const char* colour) {
  return error_and_loss(sweep, colour,
                        fmt::format("learning rate {}, seed {}", rate_of(sweep), sweep.seed));
}

/// Of a sweep in large steps, up to where the first one begins or from where it ends: few points, in
/// which no transitions are looked for.
std::vector<Series> around(const std::filesystem::path& file) {
  SeedSweep sweep;
  sweep.rows = read_sweep(RunFile(file));
  return error_and_loss(sweep, colour::vermillion, fmt::format("in large steps, {}", file.stem().string()));
}

Panel learning_rates(const std::vector<SeedSweep>& fast, const SeedSweep& usual,
                     const std::vector<std::filesystem::path>& coarse) {
  Panel panel = {
      .letter = "a",
      .at = {0.085, 0.49, 0.17, 0.83},
      .x = beta_axis(fast.front()),
      .y = {.label = "test error E, loss L  (nat)", .low = 0, .high = 3.3, .format = "%.1f", .step = 0.5},
      .rules = published_rules(&published::Transition::beta),
      .texts = {{"L", of_data(0.006), of_data(2.45)}, {"E", of_data(0.052), of_data(1.2)}}};
  panel.x.step = 0.02;
  panel.x.high = std::max(*panel.x.high, published::fast.curves.back().points.back().beta);
  std::erase_if(panel.rules, [&](const RuleLine& rule) { return rule.at > *panel.x.high; });
  panel.series = at_its_rate(usual, colour::sky);
  for (const SeedSweep& sweep : fast)
    for (const Series& series : at_its_rate(sweep, sweep.seed % 2 == 1 ? colour::vermillion : colour::orange))
      panel.series.push_back(series);
  for (const std::filesystem::path& file : coarse)
    for (const Series& series : around(file)) panel.series.push_back(series);
  put_behind(panel, published_error_and_loss(published::fast));
  return panel;
}

/// A strip above the first panel: learning rates, and what stands for a transition.
Panel legend(const SeedSweep& fast, const SeedSweep& usual) {
  Panel strip = legend_strip({0.06, 0.98, 0.9, 0.985});
  const std::string quick = rate_of(fast),
                    slow = rate_of(usual);  // these may throw: before the list
  strip.series = {
      {.name = "learning rate " + quick, .style = symbol(Symbol::disc, colour::vermillion, 0.6)},
      {.name = slow, .style = symbol(Symbol::disc, colour::sky, 0.6)},
      {.name = "transition found", .style = symbol(Symbol::triangle, colour::black, 0.6)},
      published_entry()};
  return strip;
}

Panel path_to_transition(const SeedSweep& path) {
  const double farthest = std::ranges::max(path.rows, {}, &SweepRow::distance).distance;
  Panel panel = {
      .letter = "b",
      .at = {0.575, 0.98, 0.17, 0.83},
      .x = {.label = "distance from the weights after T_4, r_4",
            .low = 1,
            .high = 1.25 * farthest,
            .is_logarithmic = true},
      .y = {.low = 0, .format = "%.1f", .step = 0.5},
      .rules = transition_rules(path, &Transition::distance_after),
      .series = {sweep_series(path, &SweepRow::distance, &SweepRow::reported_training_loss,
                              marked_line(Symbol::circle, colour::green, 0.4), "loss L"),
                 sweep_series(path, &SweepRow::distance, &SweepRow::test_error,
                              marked_line(Symbol::disc, colour::blue), "test error E"),
                 found_transitions(path, &Transition::distance_after, 0.05, colour::black,
                                   "transition found")},
      .legend = Legend{}};
  panel.series.back().is_in_legend = false;  // it is in the strip
  put_behind(panel, published_error_and_loss(published::path, &published::Point::distance));
  return panel;
}

Figure make(const FigureFiles& files) {
  const std::vector<SeedSweep> fast = load_sweeps(files.all("fast"));
  const SeedSweep usual = load_sweep(files.one("sweep")),
                  path = load_sweep(files.one("path"), "pathfinder");
  check_digits(usual);
  for (const SeedSweep& sweep : fast) check_alike(usual, sweep);
  check_alike(usual, path);
  return {.size = {900, 420},
          .panels = {learning_rates(fast, usual, files.all("coarse")), legend(fast.front(), usual),
                     path_to_transition(path)}};
}

const FigureRegistration figure(
    {.name = "robustness",
     .summary = "Figure 5 of arXiv 2512.11866 from our own runs.",
     .inputs = {{"fast", "robustness/fast_seed*.h5", "Origin sweeps at ten times the learning rate"},
                {"coarse", "robustness/coarse_*.h5",
                 "Origin sweeps in large steps, before the first one and behind it", false},
                {"sweep", "origin_sweep/seed1.h5", "Origin sweep at the usual one"},
                {"path", "pathfinder/to_t4.h5", "Pathfinder to the fourth transition's weights"}},
     .make = make});

}  // namespace
}  // namespace caldera
