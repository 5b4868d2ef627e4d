#include "plots/mode_connectivity/curve_panels.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace caldera {

namespace {

constexpr const char* pair_colours[] = {colour::blue, colour::orange, colour::green,
                                        colour::purple};

struct Method {
  const char *name, *label, *colour;
};
constexpr Method methods[] = {{"straight", "straight line", colour::black},
                              {"permuted", "straight, units matched", colour::orange},
                              {"bezier", "Bézier curve, trained", colour::sky},
                              {"pathfinder", "Pathfinder: its path", colour::vermillion},
                              {"rest", "Pathfinder: last leg", colour::purple}};

/// A logarithmic axis that spans the errors, and room for the dashed line.
Axis error_axis(const std::string& label, const std::vector<Series>& series,
                std::vector<double> Series::*errors) {
  double lowest = route_bound / 2, highest = route_bound * 2;
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
RuleLine bound_rule(bool is_vertical, const std::string& label = "") {
  return {.at = route_bound,
          .is_vertical = is_vertical,
          .style = long_dashed(colour::grey, 0.8),
          .label = label};
}

}  // namespace

std::string name_of(const ModePair& pair) { return fmt::format("M_1 → M_{{{}}}", pair.target); }

const char* colour_of(std::size_t pair) { return pair_colours[pair % std::size(pair_colours)]; }

namespace {

/// Where on the route the path ends and the last leg begins.
double end_of_path(const ModePair& pair) {
  return pair.curves.at("pathfinder").length / pair.curves.at("route").length;
}

/// The points of a route, up to where the path ends or from there on.
std::vector<CurvePoint> part_of_route(const ModePair& pair, bool is_last_leg) {
  std::vector<CurvePoint> points;
  for (const CurvePoint& point : pair.curves.at("route").points)
    if (is_last_leg ? point.position >= end_of_path(pair) : point.position <= end_of_path(pair))
      points.push_back(point);
  return points;
}

Series along_route(const ModePair& pair, const std::string& name, const Style& style,
                   bool is_last_leg, double CurvePoint::*error) {
  const std::vector<CurvePoint> points = part_of_route(pair, is_last_leg);
  return {.name = fmt::format("{}: {}", name_of(pair), name),
          .is_in_legend = false,
          .mark = Mark::line,
          .style = style,
          .x = column(points, &CurvePoint::position),
          .y = column(points, error)};
}

}  // namespace

Panel routes(const Pairs& pairs) {
  Panel panel = {.letter = "d",
                 .at = right_of(0.41, 0.63),
                 .x = {.label = "position on the route M_1 → M_{/:Italic k}", .low = 0, .high = 1},
                 .rules = {bound_rule(false, fmt::format("{} nat", route_bound))}};
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const Style solid = line(colour_of(p), 1.2);
    const Style leg = dashed(colour_of(p), 1.8);
    for (const auto error : {&CurvePoint::error, &CurvePoint::test_error}) {
      const std::string set = error == &CurvePoint::error ? "training" : "test";
      panel.series.push_back(along_route(pairs[p], set + " error, path", solid, false, error));
      panel.series.push_back(along_route(pairs[p], set + " error, last leg", leg, true, error));
    }
  }
  panel.y = error_axis("error  (nat)", panel.series, &Series::y);
  panel.texts = {{.text = "test", .x = of_panel(0.03), .y = of_data(0.2), .size = 0.9},
                 {.text = "training", .x = of_panel(0.03), .y = of_data(0.032), .size = 0.9}};
  panel.legend = Legend{.x = 0.7, .y = 0.3, .sample = 2};
  panel.series.push_back({.name = "path", .mark = Mark::line, .style = line(colour::black, 1.2)});
  panel.series.push_back(
      {.name = "last leg", .mark = Mark::line, .style = dashed(colour::black, 1.8)});
  return panel;
}

namespace {

/// Path and last leg where they lie on the route; other curves as they are.
std::vector<CurvePoint> points_of(const ModePair& pair, const std::string& name) {
  if (name == "pathfinder") return part_of_route(pair, false);
  if (name == "rest") return part_of_route(pair, true);
  return pair.curves.at(name).points;
}

}  // namespace

Panel along_curves(const Pairs& pairs) {
  std::vector<Series> series;
  for (const ModePair& pair : pairs)
    for (const Method& method : methods) {
      const std::vector<CurvePoint> points = points_of(pair, method.name);
      series.push_back({.name = fmt::format("{}: {}", name_of(pair), method.label),
                        .mark = Mark::line,
                        .style = line(method.colour, 1),
                        .x = column(points, &CurvePoint::position),
                        .y = column(points, &CurvePoint::error)});
    }
  return {.letter = "e",
          .at = left_of(0.08, 0.31),
          .x = {.label = "position on the curve, or on the route", .low = 0, .high = 1},
          .y = error_axis("training error  (nat)", series, &Series::y),
          .rules = {bound_rule(false)},
          .series = series};
}

namespace {

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

}  // namespace

Panel largest_errors(const Pairs& pairs) {
  Panel panel = {.letter = "f",
                 .letter_left = 0.535,
                 .at = {0.745, 0.98, 0.08, 0.31},
                 .y = {.low = 0.4, .high = height_of(0) + 0.6, .format = "", .is_marked = false},
                 .rules = {bound_rule(true)}};
  for (std::size_t m = 0; m < std::size(methods); ++m) {
    const auto add = [&](const std::string& set, Symbol mark,
                         double (CurveRecord::*error)() const) {
      panel.series.push_back({.name = fmt::format("{}, {}", methods[m].label, set),
                              .style = symbol(mark, methods[m].colour, 0.6),
                              .x = curve_column(pairs, methods[m], error),
                              .y = std::vector<double>(pairs.size(), height_of(m))});
    };
    add("training", Symbol::disc, &CurveRecord::largest_error);
    add("test", Symbol::circle, &CurveRecord::largest_test_error);
    for (const Text& text : row_texts(pairs, m)) panel.texts.push_back(text);
  }
  panel.texts.push_back({.text = "● training   ○ test",
                         .x = of_panel(1),
                         .y = of_panel(1.04),
                         .align = Align::right,
                         .size = 0.85});
  panel.x = error_axis("largest error  (nat)", panel.series, &Series::x);
  return panel;
}

}  // namespace caldera
