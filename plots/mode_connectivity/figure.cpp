// Figure 4 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs: curves from one minimum to four others.
//   (a) Training error at the points of Pathfinder's paths M₁ → M_k, against β;
//   (b) distance that remains to M_k, against β;
//   (c) training error along all curves of all pairs, against the position on the curve;
//   (d) the largest training error of each curve, with the mean length and cost of its kind.
// Pathfinder's paths end at a distance from M_k; the rest of the path is shown by itself. The
// dashed line is the error that the paper's paths stay below.

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "plots/figures.h"
#include "plots/mode_connectivity/pairs.h"

namespace caldera {
namespace {

using Pairs = std::vector<ModePair>;

constexpr double published_error = 0.02;  // nat: Fig. 4 of the paper

constexpr const char* pair_colours[] = {colour::blue, colour::orange, colour::green,
                                        colour::purple};

struct Method {
  const char *name, *label, *colour;
};
constexpr Method methods[] = {{"straight", "straight line", colour::black},
                              {"permuted", "straight, units matched", colour::orange},
                              {"bezier", "Bézier curve, trained", colour::sky},
                              {"pathfinder", "Pathfinder", colour::vermillion},
                              {"rest", "from its end straight on", colour::purple}};

std::string name_of(const ModePair& pair) { return fmt::format("M_1 → M_{{{}}}", pair.target); }

/// A logarithmic axis that spans the errors, and room for the dashed line.
Axis error_axis(const std::string& label, const std::vector<Series>& series,
                std::vector<double> Series::*errors) {
  double lowest = published_error / 2, highest = published_error * 2;
  for (const Series& one : series)
    for (const double error : one.*errors) {
      lowest = std::min(lowest, std::max(error, 1e-6));
      highest = std::max(highest, error);
    }
  return {.label = label,
          .low = lowest / 1.5,
          .high = highest * 1.5,
          .is_logarithmic = true,
          .format = "10^{%T}"};
}

/// The dashed line across a panel.
RuleLine published_rule(bool is_vertical, const std::string& label = "") {
  return {.at = published_error,
          .is_vertical = is_vertical,
          .style = long_dashed(colour::grey, 0.8),
          .label = label};
}

const Axis pull_axis = {.label = "pull β  (10^{−6})", .low = 0};
constexpr const char* error_label = "training error  (nat)";

std::vector<Series> paths(const Pairs& pairs, double SweepRow::*y) {
  std::vector<Series> series;
  for (std::size_t p = 0; p < pairs.size(); ++p)
    series.push_back(
        {.name = name_of(pairs[p]),
         .mark = Mark::line,
         .style = marked_line(Symbol::disc, pair_colours[p % std::size(pair_colours)], 0.35, 1),
         .x = column(pairs[p].path, [](const SweepRow& row) { return 1e6 * row.beta; }),
         .y = column(pairs[p].path, y)});
  return series;
}

Panel errors_on_paths(const Pairs& pairs) {
  const std::vector<Series> series = paths(pairs, &SweepRow::training_error);
  return {.letter = "a",
          .at = {0.09, 0.48, 0.6, 0.94},
          .x = pull_axis,
          .y = error_axis(error_label, series, &Series::y),
          .rules = {published_rule(false, fmt::format("{} nat", published_error))},
          .series = series};
}

Panel distances_on_paths(const Pairs& pairs) {
  return {.letter = "b",
          .at = {0.6, 0.98, 0.6, 0.94},
          .x = pull_axis,
          .y = {.label = "distance to M_{/:Italic k}", .low = 0, .label_offset = 0.5},
          .series = paths(pairs, &SweepRow::distance),
          .legend = Legend{.sample = 1.5}};
}

Panel along_curves(const Pairs& pairs) {
  std::vector<Series> series;
  for (const ModePair& pair : pairs)
    for (const Method& method : methods) {
      const std::vector<CurvePoint>& points = pair.curves.at(method.name).points;
      series.push_back({.name = fmt::format("{}: {}", name_of(pair), method.label),
                        .mark = Mark::line,
                        .style = line(method.colour, 1),
                        .x = column(points, &CurvePoint::position),
                        .y = column(points, &CurvePoint::error)});
    }
  return {.letter = "c",
          .at = {0.09, 0.48, 0.11, 0.45},
          .x = {.label = "position on the curve", .low = 0, .high = 1},
          .y = error_axis(error_label, series, &Series::y),
          .rules = {published_rule(false)},
          .series = series};
}

/// Where a method's row stands, the first on top.
double height_of(std::size_t method) { return static_cast<double>(std::size(methods) - method); }

/// Of a method's curves, over all pairs.
template <class Of>
std::vector<double> curve_column(const Pairs& pairs, const Method& method, const Of& of) {
  return column(pairs,
                [&](const ModePair& pair) { return std::invoke(of, pair.curves.at(method.name)); });
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Name, mean length and mean cost of a method, left of its row.
std::vector<Text> row_texts(const Pairs& pairs, std::size_t m) {
  const double length = mean(curve_column(pairs, methods[m], &CurveRecord::length));
  const double cost = mean(curve_column(pairs, methods[m], &CurveRecord::gradient_evaluations));
  const Coordinate x = of_panel(-0.05), y = of_data(height_of(m));
  return {{.text = methods[m].label,
           .x = x,
           .y = y,
           .align = Align::right,
           .colour = methods[m].colour,
           .up = 0.45},
          {.text = fmt::format("length {:.0f}, {:.0f} epochs", length, cost),
           .x = x,
           .y = y,
           .align = Align::right,
           .size = 0.85,
           .up = -0.55}};
}

/// A row a method: a point for the largest error of each pair.
Panel largest_errors(const Pairs& pairs) {
  Panel panel = {.letter = "d",
                 .letter_left = 0.535,
                 .at = {0.745, 0.98, 0.11, 0.45},
                 .y = {.low = 0.4, .high = height_of(0) + 0.6, .format = "", .is_marked = false},
                 .rules = {published_rule(true)}};
  for (std::size_t m = 0; m < std::size(methods); ++m) {
    panel.series.push_back({.name = methods[m].label,
                            .style = symbol(Symbol::disc, methods[m].colour, 0.6),
                            .x = curve_column(pairs, methods[m], &CurveRecord::largest_error),
                            .y = std::vector<double>(pairs.size(), height_of(m))});
    for (const Text& text : row_texts(pairs, m)) panel.texts.push_back(text);
  }
  panel.x = error_axis("largest training error  (nat)", panel.series, &Series::x);
  return panel;
}

Figure make(const FigureFiles& files) {
  const Pairs pairs = load_modes(files.all("paths"), files.all("curves"));
  return {.size = {900, 700},
          .panels = {errors_on_paths(pairs), distances_on_paths(pairs), along_curves(pairs),
                     largest_errors(pairs)}};
}

const FigureRegistration figure(
    {.name = "mode_connectivity",
     .summary = "Figure 4 of arXiv 2512.11866 from our own runs.",
     .inputs = {{"paths", "modes/path_to_*.h5", "Run files of pathfinder"},
                {"curves", "modes/curves_to_*.h5", "Run files of mode_connectivity"}},
     .make = make});

}  // namespace
}  // namespace caldera
