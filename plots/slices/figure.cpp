// A slice of the error surface. Of a plane,
//   (a) L = E + (β/2)‖θ‖² as colour and lines of equal L, with the models that it goes through and
//       the trajectory, from the open circle to the full one, where it is nearest to the plane;
//   (b) the same as a surface; the trajectory is at the height of its own points, which lie beside
//       the plane.
// Of a line, (a) L and (b) accuracy along it. β is the run's, or another; for β = 0, L is E.

#include <fmt/format.h>

#include "plots/figures.h"
#include "plots/slices/panels.h"

namespace caldera {
namespace {

/// "β = 0.0753;  98 % of the way in the plane"
Text headline(const Slice& slice, double beta) {
  std::string text = beta > 0 ? fmt::format("β = {:.4g}", beta) : "";
  if (slice.frame.trajectory.size() > 0)
    text +=
        fmt::format("{}{:.3g} % of ‖θ − θ_c‖^2 in the {}", text.empty() ? "" : ";  ",
                    100 * slice.frame.trajectory.share, slice.frame.is_line() ? "line" : "plane");
  return {text, of_panel(0.02), of_panel(1.05)};
}

std::vector<double> losses_of(const Slice& slice, double beta) {
  return losses(slice.values.error, slice.values.squared_norm, beta);
}

Axis axis_along(const std::vector<double>& places, const std::string& label) {
  return {.label = label, .low = places.front(), .high = places.back()};
}

/// Where points are nearest to the plane.
Series nearest(const std::vector<PlanePoint>& points, const std::string& name, const Style& style) {
  return {.name = name,
          .style = style,
          .x = column(points, &PlanePoint::x),
          .y = column(points, &PlanePoint::y)};
}

/// The trajectory, its first point and its last.
std::vector<Series> way(const Slice& slice) {
  const std::vector<PlanePoint>& points = slice.frame.trajectory.at;
  if (points.empty()) return {};
  Series all = nearest(points, "trajectory", line(colour::vermillion, 1.2));
  all.mark = Mark::line;
  return {
      all,
      nearest({points.front()}, "its beginning", symbol(Symbol::circle, colour::vermillion, 1, 2)),
      nearest({points.back()}, "its end", symbol(Symbol::disc, colour::vermillion, 1))};
}

Panel contours(const Slice& slice, double beta) {
  const std::vector<double> loss = losses_of(slice, beta);
  Panel panel = {.letter = "a",
                 .at = {0.095, 0.47, 0.165, 0.9},
                 .x = axis_along(slice.frame.xs, axis_label(slice, 0)),
                 .y = axis_along(slice.frame.ys, axis_label(slice, 1)),
                 .frame = Frame::all,
                 .maps = {{.xs = slice.frame.xs,
                           .ys = slice.frame.ys,
                           .values = loss,
                           .levels = round_levels(loss, 13),
                           .has_level_names = true}},
                 .series = {nearest(slice.frame.models.at, "models",
                                    symbol(Symbol::plus, colour::vermillion, 1, 2))},
                 .texts = {headline(slice, beta)}};
  for (Series& series : way(slice)) panel.series.push_back(std::move(series));
  return panel;
}

Panel surface(const Slice& slice, double beta) {
  const std::string direction = slice.directions == "pca" ? "component" : "direction";
  const ProjectedPoints& trajectory = slice.frame.trajectory;
  Panel panel = {
      .letter = "b",
      .at = {0.57, 0.86, 0.16, 0.9},
      .x = axis_along(slice.frame.xs, direction + " 1"),
      .y = axis_along(slice.frame.ys, direction + " 2"),
      .colours = {.axis = {.label = loss_label(beta)}, .bar = Box{0.895, 0.909, 0.2, 0.85}},
      .maps = {{.xs = slice.frame.xs, .ys = slice.frame.ys, .values = losses_of(slice, beta)}},
      .is_surface = true};
  panel.x.label_offset = 0.8;
  panel.y.label_offset = 2;  // beside its tics
  if (trajectory.size() > 0) {
    panel.series = {nearest(trajectory.at, "trajectory", line(colour::vermillion))};
    panel.series.front().shade = losses(trajectory.error, trajectory.squared_norm, beta);
  }
  return panel;
}

/// A number at each point of a line.
Panel along(const std::string& letter, const Box& at, const Slice& slice, const std::string& label,
            const std::vector<double>& values, const char* hue) {
  return {.letter = letter,
          .at = at,
          .x = axis_along(slice.frame.xs, axis_label(slice, 0)),
          .y = {.label = label},
          .series = {{.name = label.substr(0, label.find("  (")),  // without the unit
                      .mark = Mark::line,
                      .style = line(hue),
                      .x = slice.frame.xs,
                      .y = values}}};
}

Panel line_loss(const Slice& slice, double beta) {
  Panel panel = along("a", {0.09, 0.48, 0.15, 0.9}, slice, loss_label(beta), losses_of(slice, beta),
                      colour::blue);
  panel.texts = {headline(slice, beta)};
  return panel;
}

Panel line_accuracy(const Slice& slice) {
  return along("b", {0.6, 0.98, 0.15, 0.9}, slice, "accuracy  (%)", slice.values.accuracy,
               colour::green);
}

Figure make(const FigureFiles& files) {
  const Slice slice = load_slice(files.one("run"));
  const double beta = files.number("beta").value_or(slice.beta);
  Figure figure = {.size = {900, 430}};
  if (slice.frame.is_line())
    figure.panels = {line_loss(slice, beta), line_accuracy(slice)};
  else
    figure.panels = {contours(slice, beta), surface(slice, beta)};
  return figure;
}

const FigureRegistration figure(
    {.name = "slices",
     .summary = "A slice of the error surface: contours and surface, or a line.",
     .inputs = {{"run", "slices/fall.h5", "Run file of slices"}},
     .numbers = {{"beta", "Of L = E + (beta/2)|theta|^2, instead of the run's", not_negative}},
     .make = make});

}  // namespace
}  // namespace caldera
