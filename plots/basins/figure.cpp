// The accuracy basins around the origin, on two planes: accuracy as colour and E as contours, with
// the path of the sweep and the weights on both sides of its transitions,
//   (a) on the plane through the origin that these weights lie in best;
//   (b) on that of these weights and two minima, which are an order of magnitude farther out.
// Points and path are projections: what they mark lies beside the plane, by how much is said above
// it.

#include <fmt/format.h>

#include <numeric>

#include "experiments/basins/record.h"
#include "experiments/run/checked_reads.h"
#include "plots/figures.h"

namespace caldera {
namespace {

bool is_before(const std::string& name) { return name.ends_with("before"); }
bool is_after(const std::string& name) { return name.ends_with("after"); }
bool is_minimum(const std::string& name) { return !is_before(name) && !is_after(name); }

/// The marked points of a kind.
Series marked(const BasinMap& map, bool (*is_kind)(const std::string&), const std::string& name,
              const Style& style) {
  Series series = {.name = name, .style = style};
  for (std::size_t i = 0; i < map.names.size(); ++i) {
    if (!is_kind(map.names[i])) continue;
    series.x.push_back(map.points(i, 0));
    series.y.push_back(map.points(i, 1));
  }
  return series;
}

std::vector<Series> series_of(const BasinMap& map) {
  return {
      {.name = "path of the sweep",
       .mark = Mark::line,
       .style = marked_line(Symbol::disc, colour::black, 0.2, 0.8),
       .x = map.path.column(0),
       .y = map.path.column(1)},
      marked(map, is_before, "before a transition",
             symbol(Symbol::triangle, colour::vermillion, 0.7)),
      marked(map, is_after, "after a transition",
             symbol(Symbol::triangle_down, colour::vermillion, 0.8, 1.2)),
      marked(map, is_minimum, "minimum", symbol(Symbol::square, colour::vermillion, 0.8)),
      {.name = "origin", .style = symbol(Symbol::plus, colour::black, 1.4, 2), .x = {0}, .y = {0}}};
}

/// How much is in the plane, and names beside points: minima, and those before a transition.
std::vector<Text> texts_of(const BasinMap& map, bool has_transitions) {
  const double share = std::accumulate(map.shares.begin(), map.shares.end(), 0.0);
  std::vector<Text> texts = {
      {fmt::format("in the plane: {:.0f} % of ‖θ‖²", 100 * share), of_panel(0.02), of_panel(1.04)}};
  for (std::size_t i = 0; i < map.names.size(); ++i) {
    const std::string& name = map.names[i];  // begins with a letter and a digit, the digit below
    if (!is_minimum(name) && !(has_transitions && is_before(name))) continue;
    texts.push_back({.text = fmt::format("{}_{}", name.substr(0, 1), name.substr(1, 1)),
                     .x = of_data(map.points(i, 0)),
                     .y = of_data(map.points(i, 1)),
                     .right = 0.6,
                     .up = 0.5});
  }
  return texts;
}

/// A line of equal E every half nat.
Map coloured(const BasinMap& map) {
  return {.xs = map.xs,
          .ys = map.ys,
          .values = map.accuracy,
          .levels = {0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6},
          .line_values = map.error};
}

Panel plane(const std::string& letter, const Box& at, const BasinMap& map, bool has_transitions) {
  return {
      .letter = letter,
      .at = at,
      .x = {.label = "along the first direction", .low = map.xs.front(), .high = map.xs.back()},
      .y = {.label = "along the second direction", .low = map.ys.front(), .high = map.ys.back()},
      .frame = Frame::all,
      .colours = {.axis = {.label = "accuracy  (%)", .low = 0, .high = 100, .step = 20}},
      .maps = {coloured(map)},
      .series = series_of(map),
      .texts = texts_of(map, has_transitions)};
}

Figure make(const FigureFiles& files) {
  const RunFile file(files.one("run"));
  check_study(file, "basins");
  Panel near = plane("a", {0.08, 0.43, 0.16, 0.9}, read_map(file, "near"), true);
  Panel far = plane("b", {0.515, 0.865, 0.16, 0.9}, read_map(file, "far"), false);
  far.y.label.clear();
  far.colours.bar = Box{0.88, 0.895, 0.16, 0.9};
  return {.size = {900, 450}, .panels = {near, far}};
}

const FigureRegistration figure({.name = "basins",
                                 .summary = "The accuracy basins around the origin, on two planes.",
                                 .inputs = {{"run", "basins/planes.h5", "Run file of basins"}},
                                 .make = make});

}  // namespace
}  // namespace caldera
