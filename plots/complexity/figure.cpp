// More complex data, and deeper networks: how many transitions, and of which order.
//   (a) error E against β for mixtures of 2 to 8 classes, of the first seed and in the most
//       dimensions, with the transitions that the detector finds;
//   (b) the number of transitions against the number of classes: points are seeds, lines the means;
//       dotted, how many a linear network has, one for each direction in which the means of the
//       classes differ;
//   (c) ½‖θ‖² near the onset of learning for one, two and three hidden layers, rising and falling;
//   (d) its jump at the onset against the step of β, for all seeds, with the mean exponents.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "plots/complexity/onset.h"
#include "plots/figures.h"

namespace caldera {
namespace {

constexpr const char* class_colours[] = {colour::black, colour::blue,   colour::sky,
                                         colour::green, colour::orange, colour::vermillion,
                                         colour::purple};
constexpr const char* depth_colours[] = {colour::blue, colour::vermillion, colour::green};
constexpr const char* dimension_colours[] = {colour::vermillion, colour::blue};

const char* class_colour(std::int64_t classes) {
  return class_colours[static_cast<std::size_t>(classes - 2) % std::size(class_colours)];
}
const char* depth_colour(std::int64_t hidden) {
  return depth_colours[static_cast<std::size_t>(hidden - 1) % std::size(depth_colours)];
}

std::vector<std::int64_t> dimensions_of(const ComplexityRun& run) {
  std::set<std::int64_t> features;
  for (const MixtureTransitions& mixture : run.mixtures)
    features.insert(mixture.branch.of.features);
  return {features.begin(), features.end()};
}

/// The mixtures of the first seed, in the most dimensions.
std::vector<MixtureTransitions> shown_mixtures(const ComplexityRun& run) {
  const std::int64_t seed = run.mixtures.front().branch.of.seed;
  const std::int64_t features = dimensions_of(run).back();
  std::vector<MixtureTransitions> shown;
  for (const MixtureTransitions& mixture : run.mixtures)
    if (mixture.branch.of.seed == seed && mixture.branch.of.features == features)
      shown.push_back(mixture);
  return shown;
}

/// "K = 5"
std::string class_name(const MixtureTransitions& mixture) {
  return fmt::format("K = {}", mixture.branch.of.classes);
}

/// E against β, and circles in the middle of its jumps, filled with white discs that have no name.
std::vector<Series> error_series(const MixtureTransitions& mixture) {
  const auto& [branch, transitions] = mixture;
  const char* hue = class_colour(branch.of.classes);
  Series found = {.style = symbol(Symbol::disc, colour::white, 0.75),
                  .x = column(transitions, &Transition::beta),
                  .y = column(transitions, [](const Transition& transition) {
                    return (transition.error_before + transition.error_after) / 2;
                  })};
  Series rim = found;
  rim.name = fmt::format("{}, transition found", class_name(mixture));
  rim.style = symbol(Symbol::circle, hue, 0.7, 1.5);
  return {{.name = class_name(mixture),
           .mark = Mark::line,
           .style = line(hue),
           .x = branch.beta,
           .y = branch.error},
          found,
          rim};
}

Panel errors(const ComplexityRun& run) {
  Panel panel = {
      .letter = "a",
      .at = {0.08, 0.49, 0.6, 0.95},
      .x = {.label = "regularisation strength β", .low = 0, .format = "%.1f", .step = 0.1},
      .y = {.label = "error E  (nat)", .low = 0, .high = 2.4, .format = "%.1f", .step = 0.5}};
  double last = 0;
  for (const MixtureTransitions& mixture : shown_mixtures(run)) {
    const ComplexityBranch& branch = mixture.branch;
    std::ranges::move(error_series(mixture), std::back_inserter(panel.series));
    panel.texts.push_back({.text = class_name(mixture),
                           .x = of_data(branch.beta.back()),
                           .y = of_data(branch.error.back()),
                           .colour = class_colour(branch.of.classes),
                           .right = 0.5});
    last = std::max(last, branch.beta.back());
  }
  panel.x.high = last * 1.14;  // room for the names
  return panel;
}

/// What a linear network has: a point per seed, a little beside one another, and the means.
std::vector<Series> count_series(const ComplexityRun& run, std::int64_t features, double beside,
                                 const char* hue) {
  Series linear = {.name = fmt::format("linear: min(K − 1, {})", features),
                   .is_in_legend = false,
                   .mark = Mark::line,
                   .style = dotted(hue)};
  Series points = {.name = fmt::format("in {} dimensions, one seed", features),
                   .is_in_legend = false,
                   .style = symbol(Symbol::circle, hue, 0.6, 1.2)};
  Series means = {.name = fmt::format("in {} dimensions", features),
                  .mark = Mark::line,
                  .style = line(hue, 1.8)};
  for (std::int64_t classes = 2; classes <= 8; ++classes) {
    const std::vector<double> counts = run.counts(classes, features);
    if (counts.empty()) continue;
    const double middle = static_cast<double>(classes) + beside;
    const auto seeds = static_cast<double>(counts.size());
    double total = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      points.x.push_back(middle + 0.05 * (static_cast<double>(i) - (seeds - 1) / 2));
      points.y.push_back(counts[i]);
      total += counts[i];
    }
    means.x.push_back(middle);
    means.y.push_back(total / seeds);
    linear.y.push_back(static_cast<double>(std::min(classes - 1, features)));
  }
  linear.x = means.x;
  return {linear, points, means};
}

Panel counts(const ComplexityRun& run) {
  Panel panel = {.letter = "b",
                 .at = {0.58, 0.98, 0.6, 0.95},
                 .x = {.label = "classes K", .low = 1.6, .high = 8.4, .format = "%.0f", .step = 1},
                 .y = {.label = "transitions", .low = 0, .high = 7.5, .format = "%.0f", .step = 1},
                 .legend = Legend{.x = 0.03, .y = 0.97, .align = Align::left, .sample = 2}};
  const std::vector<std::int64_t> dimensions = dimensions_of(run);
  for (std::size_t i = dimensions.size(); i-- > 0;)
    std::ranges::move(count_series(run, dimensions[i], i == 0 ? -0.17 : 0.17,
                                   dimension_colours[i % std::size(dimension_colours)]),
                      std::back_inserter(panel.series));
  panel.series.push_back(
      {.name = "linear: min(K − 1, d)", .mark = Mark::line, .style = dotted(colour::grey)});
  return panel;
}

/// Those of the first seed.
std::vector<Onset> shown_onsets(const ComplexityRun& run) {
  std::vector<Onset> shown;
  for (const Onset& onset : run.onsets)
    if (onset.of.seed == run.onsets.front().of.seed) shown.push_back(onset);
  return shown;
}

std::string layers(std::int64_t hidden) {
  return fmt::format("{} hidden layer{}", hidden, hidden == 1 ? "" : "s");
}

/// ½‖θ‖², rising and falling. Falling, two layers have larger circles: others lie on them.
std::vector<Series> order_series(const Onset& onset) {
  const std::int64_t hidden = onset.of.hidden;
  const char* hue = depth_colour(hidden);
  return {{.name = layers(hidden),
           .mark = Mark::line,
           .style = marked_line(Symbol::disc, hue, 0.35, 1.3),
           .x = onset.rising.beta,
           .y = order_parameter(onset.rising)},
          {.name = fmt::format("{}, β falling", layers(hidden)),
           .is_in_legend = false,
           .style = symbol(Symbol::circle, hue, hidden == 2 ? 0.95 : 0.5),
           .x = onset.falling.beta,
           .y = order_parameter(onset.falling)}};
}

Panel order_parameters(const ComplexityRun& run) {
  double last = 0, most = 0;
  for (const Onset& onset : shown_onsets(run)) {
    last = std::max(last, onset.rising.beta.back());
    most = std::max(most, onset.jumps.front());
  }
  Panel panel = {.letter = "c",
                 .at = {0.08, 0.49, 0.1, 0.46},
                 .x = {.label = "regularisation strength β",
                       .low = 0,
                       .high = last,
                       .format = "%.1f",
                       .step = 0.2},
                 .y = {.label = "½‖θ‖² = dL/dβ",
                       .low = -0.06 * most,
                       .high = 3 * most,
                       .format = "%.0f",
                       .step = 1},
                 .legend = Legend{.x = 0.98, .y = 0.95, .sample = 2}};
  for (const Onset& onset : shown_onsets(run))
    std::ranges::move(order_series(onset), std::back_inserter(panel.series));
  panel.series.push_back({.name = "β falling", .style = symbol(Symbol::circle, colour::grey)});
  return panel;
}

/// "0.04 ± 0.02": mean and standard deviation over the seeds.
std::string exponent_text(const std::vector<double>& exponents) {
  const auto n = static_cast<double>(exponents.size());
  double mean = 0, square = 0;
  for (const double exponent : exponents) mean += exponent / n;
  for (const double exponent : exponents) square += (exponent - mean) * (exponent - mean);
  return exponents.size() < 2 ? fmt::format("{:.2f}", mean)
                              : fmt::format("{:.2f} ± {:.2f}", mean, std::sqrt(square / (n - 1)));
}

/// A line a seed, and an entry of the legend for all.
std::vector<Series> jump_series(const ComplexityRun& run, std::int64_t hidden) {
  const Style style = marked_line(Symbol::disc, depth_colour(hidden), 0.45, 0.8);
  std::vector<Series> series;
  std::vector<double> exponents;
  for (const Onset& onset : run.onsets) {
    if (onset.of.hidden != hidden) continue;
    series.push_back({.name = fmt::format("{}, seed {}", layers(hidden), onset.of.seed),
                      .is_in_legend = false,
                      .mark = Mark::line,
                      .style = style,
                      .x = onset.steps,
                      .y = onset.jumps});
    exponents.push_back(onset.law.exponent);
  }
  series.push_back(
      {.name = fmt::format("{}: exponent {}", layers(hidden), exponent_text(exponents)),
       .mark = Mark::line,
       .style = style});
  return series;
}

Panel jumps(const ComplexityRun& run) {
  Panel panel = {.letter = "d",
                 .at = {0.58, 0.98, 0.1, 0.46},
                 .x = decades("step of β", 8e-5, 2.5e-2),
                 .y = decades("jump of ½‖θ‖² at the onset", 1e-5, 100),
                 .legend = Legend{.x = 0.03, .y = 0.98, .align = Align::left, .sample = 2}};
  for (const Onset& shown : shown_onsets(run))
    std::ranges::move(jump_series(run, shown.of.hidden), std::back_inserter(panel.series));
  return panel;
}

Figure make(const FigureFiles& files) {
  const ComplexityRun run = load_complexity(files.one("run"));
  return {.size = {900, 760},
          .panels = {errors(run), counts(run), order_parameters(run), jumps(run)}};
}

const FigureRegistration figure(
    {.name = "complexity",
     .summary = "What a run of complexity found: transitions by number, and by order.",
     .inputs = {{"run", "theory/complexity.h5", "Run file of complexity"}},
     .make = make});

}  // namespace
}  // namespace caldera
