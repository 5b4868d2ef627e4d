// Deep linear networks: what minimisation and continuation find, on top of the closed forms.
//   (a-c) the product of each mode against β at depth 2, 3 and 4. Broad and grey: the closed forms
//       (nn/models/linear_mode.h); lines: curves of stationary points by continuation, solid where they
//       are minima; triangles: minima in sweeps up and down;
//   (d) how much a mode's product changes in the step of β in which it comes or goes, against the
//       step: in proportion at depth 2, and a finite jump at depth 3 and 4;
//   (e) the smallest eigenvalue of ∇²L against the distance in β from the end of the branch.
// A mode has one colour in all of them.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "plots/figures.h"
#include "plots/linear_cascade/series.h"

namespace caldera {
namespace {

constexpr const char* mode_colours[] = {colour::blue, colour::vermillion, colour::green,
                                        colour::purple, colour::orange};
constexpr const char* pale = "#D0D0D0";
constexpr double curve_width = 1.6;

const char* colour_of(std::size_t mode) { return mode_colours[mode % std::size(mode_colours)]; }

/// "s = 1.7"
std::string mode_name(const LinearRun& run, std::size_t mode) {
  return fmt::format("s = {:g}", run.singular_values[mode]);
}

Series named(const std::string& name, Series series) {
  series.name = name;
  return series;
}

/// "minima, s = 1.7"
Series named(const std::string& what, const LinearRun& run, std::size_t mode, Series series) {
  return named(fmt::format("{}, {}", what, mode_name(run, mode)), std::move(series));
}

/// Of the modes of a branch all change while it is stable, and behind a fold the last one.
std::vector<Series> branch_series(const LinearRun& run, const LinearPath& branch,
                                  std::size_t mode) {
  const auto [minima, saddles] = parts_of(branch);
  std::vector<Series> series = {named(
      "saddles", run, mode, product_line(saddles, mode, dashed(colour_of(mode), curve_width)))};
  for (std::size_t learned = 0; learned <= mode; ++learned)
    series.push_back(named("minima", run, learned,
                           product_line(minima, learned, line(colour_of(learned), curve_width))));
  return series;
}

/// The closed forms and, on them, the curves.
std::vector<Series> curves(const LinearRun& run, const LinearDepth& depth) {
  std::vector<Series> series;
  for (std::size_t mode = 0; mode < depth.branches.size(); ++mode)
    series.push_back(named("closed form", run, mode,
                           closed_form({run.singular_values[mode], depth.depth}, line(pale, 6))));
  const auto [minima, saddles] = parts_of(depth.origin);  // all modes are zero there
  series.push_back(
      named("minima, θ = 0", product_line(minima, 0, line(colour::black, curve_width))));
  series.push_back(
      named("saddles, θ = 0", product_line(saddles, 0, dashed(colour::black, curve_width))));
  for (std::size_t mode = 0; mode < depth.branches.size(); ++mode)
    std::ranges::move(branch_series(run, depth.branches[mode], mode), std::back_inserter(series));
  return series;
}

/// Some thirty points of each sweep, rising and falling in turn.
std::vector<Series> sweeps(const LinearRun& run, const LinearDepth& depth) {
  const std::size_t step = std::max<std::size_t>(1, depth.rising.size() / 30);
  std::vector<Series> series;
  for (std::size_t mode = 0; mode < depth.branches.size(); ++mode) {
    const char* hue = colour_of(mode);
    const Style up = symbol(Symbol::triangle, hue, 0.55);
    const Style down = symbol(Symbol::triangle_down, hue, 0.6);
    series.push_back(named("β rising", run, mode, product_points(depth.rising, mode, 0, step, up)));
    series.push_back(
        named("β falling", run, mode, product_points(depth.falling, mode, step / 2, step, down)));
  }
  return series;
}

/// Where each mode begins.
std::vector<Text> mode_names(const LinearRun& run) {
  std::vector<Text> names;
  for (std::size_t mode = 0; mode < run.singular_values.size(); ++mode)
    names.push_back({.text = mode_name(run, mode),
                     .x = of_panel(0.06),
                     .y = of_data(run.singular_values[mode] + 0.1),
                     .colour = colour_of(mode),
                     .size = 0.9});
  return names;
}

/// Panels a, b, c … from left to right. The last has the names of the modes.
Panel products(const LinearRun& run, std::size_t k) {
  const LinearDepth& depth = run.depths[k];
  const double width = 0.27, gap = 0.05, left = 0.075 + static_cast<double>(k) * (width + gap);
  Panel panel = {.letter = std::string(1, static_cast<char>('a' + k)),
                 .at = {left, left + width, 0.57, 0.9},
                 .x = {.label = "regularisation strength β",
                       .low = 0,
                       .high = depth.rising.back().beta,
                       .format = "%.1f",
                       .step = 0.5},
                 .y = {.label = k == 0 ? "product of the mode, a^D" : "",
                       .low = -0.06,
                       .high = 1.14 * run.singular_values.front(),
                       .format = "%.1f",
                       .step = 0.5},
                 .series = curves(run, depth)};
  if (k > 0) panel.letter_left = left - 0.034;  // there is less room than beside the first
  std::ranges::move(sweeps(run, depth), std::back_inserter(panel.series));
  if (k + 1 == run.depths.size()) panel.texts = mode_names(run);
  panel.texts.push_back(
      {fmt::format("depth {}", depth.depth), of_panel(0.97), of_panel(0.95), Align::right});
  return panel;
}

// A shape for each depth, full and open.
constexpr Symbol full_shapes[] = {Symbol::triangle, Symbol::disc, Symbol::square},
                 open_shapes[] = {Symbol::triangle_down, Symbol::circle, Symbol::square_open};

using PointsOfKind = Series(const LinearRun& run, std::size_t depth, std::size_t mode, bool kind);

/// The points of a table, full where their kind is `full`; names of the kinds false and true.
std::vector<Series> marks(const LinearRun& run, PointsOfKind* points_of, bool full,
                          const std::array<const char*, 2>& kinds) {
  std::vector<Series> series;
  for (std::size_t k = 0; k < run.depths.size(); ++k)
    for (std::size_t mode = 0; mode < run.singular_values.size(); ++mode)
      for (const bool kind : {false, true}) {
        const Symbol shape = (kind == full ? full_shapes : open_shapes)[k % 3];
        const std::size_t depth = run.depths[k].depth;
        series.push_back(points_of(run, depth, mode, kind));
        series.back().name =
            fmt::format("D = {}, {}, {}", depth, mode_name(run, mode), kinds[kind ? 1 : 0]);
        series.back().style = symbol(shape, colour_of(mode), 0.65);
      }
  return series;
}

/// "D = 3: exponent 0.9999 … 1.0000  (± 0.0001)": the range of a depth's fitted exponents, with the
/// largest error; "none" if there are none.
template <class Row>
std::string exponents(const std::vector<Row>& rows, std::size_t depth, int digits) {
  double least = INFINITY, most = -INFINITY, error = 0;
  for (const Row& row : rows) {
    if (row.depth != static_cast<double>(depth)) continue;
    least = std::min(least, row.exponent);
    most = std::max(most, row.exponent);
    error = std::max(error, row.exponent_error);
  }
  if (least > most) return fmt::format("D = {}: exponent none", depth);
  return fmt::format("D = {}: exponent {:.{}f} … {:.{}f}  (± {:.1g})", depth, least, digits, most,
                     digits, error);
}

Panel jump_sizes(const LinearRun& run) {
  constexpr double heights[] = {0.08, 0.74, 0.66};
  Panel panel = {.letter = "d",
                 .at = {0.09, 0.48, 0.095, 0.44},
                 .x = decades("step of β", 2e-6, 4e-3),
                 .y = decades("jump of a^D in one step", 3e-7, 2),
                 .series = marks(run, jump_points, true, {"β falling", "β rising"})};
  for (std::size_t k = 0; k < run.depths.size(); ++k)
    panel.texts.push_back({.text = exponents(run.orders, run.depths[k].depth, 3),
                           .x = of_panel(0.97),
                           .y = of_panel(heights[k % 3]),
                           .align = Align::right,
                           .size = 0.9});
  return panel;
}

Panel eigenvalues(const LinearRun& run) {
  constexpr struct {
    double x, y;
    Align align;
  } places[] = {{0.97, 0.08, Align::right}, {0.03, 0.96, Align::left}, {0.03, 0.88, Align::left}};
  Panel panel = {.letter = "e",
                 .at = {0.58, 0.985, 0.095, 0.44},
                 .x = decades("distance from the end of the branch, β_{end} − β", 3e-8, 0.3),
                 .y = decades("|λ_{min}| of ∇²L", 1e-7, 20),
                 .series = {named("fit", power_laws(run, line(colour::black, 0.8)))}};
  std::ranges::move(marks(run, eigenvalue_points, false, {"minima", "saddles"}),
                    std::back_inserter(panel.series));
  for (std::size_t k = 0; k < run.depths.size(); ++k) {
    const auto& [x, y, align] = places[k % 3];
    panel.texts.push_back({.text = exponents(run.exponents, run.depths[k].depth, 4),
                           .x = of_panel(x),
                           .y = of_panel(y),
                           .align = align,
                           .size = 0.9});
  }
  return panel;
}

/// What the marks mean, across the top.
Panel legend() {
  const Style black = line(colour::black, curve_width);
  Panel strip = legend_strip({0.075, 0.985, 0.95, 0.99});
  strip.legend = Legend{.x = 1, .y = 0.9, .is_horizontal = true, .sample = 2.5, .most_rows = 1};
  strip.series = {
      {.name = "closed form", .mark = Mark::line, .style = line(pale, 6)},
      {.name = "minima", .mark = Mark::line, .style = black},
      {.name = "saddles", .mark = Mark::line, .style = dashed(colour::black, curve_width)},
      {.name = "β rising", .style = symbol(Symbol::triangle, colour::black, 0.8)},
      {.name = "β falling", .style = symbol(Symbol::triangle_down, colour::black, 0.9)}};
  return strip;
}

Figure make(const FigureFiles& files) {
  const LinearRun run = read_linear_run(RunFile(files.one("run")));
  Figure figure = {.size = {960, 760}};
  for (std::size_t k = 0; k < run.depths.size(); ++k) figure.panels.push_back(products(run, k));
  for (const Panel& panel : {jump_sizes(run), eigenvalues(run), legend()})
    figure.panels.push_back(panel);
  return figure;
}

const FigureRegistration figure(
    {.name = "linear_cascade",
     .summary = "What a run of linear_cascade found, on top of the closed forms.",
     .inputs = {{"run", "theory/linear.h5", "Run file of linear_cascade"}},
     .make = make});

}  // namespace
}  // namespace caldera
