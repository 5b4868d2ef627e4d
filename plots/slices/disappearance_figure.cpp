// How a minimum disappears: slices of the loss before, at and beyond a transition.
//   (a–c) L = E + (β/2)‖θ‖² above its least value, on one plane through three models: 1 weights of
//       the sweep well before the transition, 2 just after it, 3 just before it. β is that of the
//       first, that of the transition, and half as far beyond it; (b) with the trajectory of the
//       run that falls. The scale is the same.
//   (d) L on the straight line from weights of the sweep to those just after the transition, each at
//       the β at which they were trained, above its value where the line begins;
//   (e) how high that line climbs before it falls, against β; dotted: the transition.

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "plots/figures.h"
#include "plots/slices/panels.h"
#include "plots/slices/wells.h"

namespace caldera {
namespace {

namespace fs = std::filesystem;

/// Throws InputError for another slice than a plane through three models.
Slice load_plane(const fs::path& file) {
  const Slice plane = load_slice(file);
  if (plane.frame.is_line() || plane.frame.models.size() != 3)
    throw InputError("run file", file.string(), "a plane through three models", "another slice",
                     "make it with --directions models");
  return plane;
}

/// Slices along lines, by ascending β. Throws InputError unless all are lines to another model.
std::vector<Slice> load_lines(const std::vector<fs::path>& files) {
  std::vector<Slice> lines;
  for (const fs::path& file : files) {
    lines.push_back(load_slice(file));
    const SliceFrame& frame = lines.back().frame;
    if (!frame.is_line() || frame.models.size() != 2 || frame.models.at[1].x == 0)
      throw InputError("run file", file.string(), "a line from one model to another",
                       "another slice", "make it with --dimensions 1 --directions models");
  }
  std::ranges::sort(lines, {}, &Slice::beta);
  return lines;
}

std::vector<double> losses_of(const Slice& slice, double beta) {
  return losses(slice.values.error, slice.values.squared_norm, beta);
}

/// L above its least value in the plane, at another β than the run's.
std::vector<double> heights(const Slice& plane, double beta) {
  std::vector<double> result = losses_of(plane, beta);
  const double least = *std::ranges::min_element(result);
  for (double& loss : result) loss -= least;
  return result;
}

constexpr double highest = 0.1;  // nats above the least loss: the scale of (a–c)

/// 0, 0.005 … up to the highest.
std::vector<double> height_levels() {
  std::vector<double> levels;
  for (int k = 0; k <= 20; ++k) levels.push_back(k * highest / 20);
  return levels;
}

Series at_points(const std::vector<PlanePoint>& points, const Style& style) {
  return {.style = style, .x = column(points, &PlanePoint::x), .y = column(points, &PlanePoint::y)};
}

std::vector<Text> map_texts(const Slice& plane, const std::string& when, double beta) {
  std::vector<Text> texts = {{.text = fmt::format("{}, β = {:.4g}", when, beta),
                              .x = of_panel(0.02),
                              .y = of_panel(1.06),
                              .size = 0.87}};
  const std::vector<PlanePoint>& models = plane.frame.models.at;
  for (std::size_t i = 0; i < models.size(); ++i)
    texts.push_back({.text = fmt::format("{}", i + 1),
                     .x = of_data(models[i].x),
                     .y = of_data(models[i].y),
                     .colour = colour::white,
                     .right = 0.5,
                     .up = 0.5});
  return texts;
}

Panel map_panel(const Slice& plane, const std::string& when, double beta) {
  const std::vector<double>&xs = plane.frame.xs, &ys = plane.frame.ys;
  Panel panel = {
      .at = {.bottom = 0.58, .top = 0.93},
      .x = {.label = "distance from 1 to 2", .low = xs.front(), .high = xs.back(), .step = 1},
      .y = {.low = ys.front(), .high = ys.back(), .format = "", .step = 0.5},
      .frame = Frame::all,
      .colours = {.axis = {.label = "L − min L  (nat)", .low = 0, .high = highest, .step = 0.02}},
      .maps = {{.xs = xs, .ys = ys, .values = heights(plane, beta), .levels = height_levels()}},
      .series = {at_points(plane.frame.models.at, symbol(Symbol::plus, colour::white, 0.8, 1.5))},
      .texts = map_texts(plane, when, beta)};
  panel.series.front().name = "models";
  return panel;
}

/// The plane at β of its run, at the transition, and half as far beyond it.
std::vector<Panel> maps(const Slice& plane, double transition) {
  std::vector<Panel> panels = {
      map_panel(plane, "before", plane.beta), map_panel(plane, "transition", transition),
      map_panel(plane, "beyond", transition + (transition - plane.beta) / 2)};
  for (std::size_t k = 0; k < panels.size(); ++k) {
    panels[k].letter = std::string(1, static_cast<char>('a' + k));
    panels[k].at.left = 0.085 + 0.272 * static_cast<double>(k);
    panels[k].at.right = panels[k].at.left + 0.245;
  }
  panels[0].y.label = "distance towards 3";
  panels[0].y.format = "%g";
  Series& way = panels[1].series.emplace_back(
      at_points(plane.frame.trajectory.at, line(colour::vermillion, 1.2)));
  way.name = "trajectory";
  way.mark = Mark::line;
  panels[2].colours.bar = Box{0.9, 0.913, 0.58, 0.93};
  return panels;
}

/// The way of a line: its share that is done, L above its value at the beginning, in thousandths.
Series way_of(const Slice& line) {
  const ProjectedPoints& ends = line.frame.models;
  const double begin = losses(ends.error, ends.squared_norm, line.beta).front();
  Series way = {
      .name = fmt::format("β = {:.4g}", line.beta),
      .mark = Mark::line,
      .style = {.width = 1.3},
      .x = column(line.frame.xs, [&](double x) { return x / ends.at[1].x; }),
      .y = column(losses_of(line, line.beta), [&](double loss) { return 1000 * (loss - begin); })};
  way.shade.assign(way.x.size(), line.beta);
  return way;
}

Panel ways(const std::vector<Slice>& lines) {
  Panel panel = {
      .letter = "d",
      .at = {0.085, 0.43, 0.1, 0.44},
      .x = {.label = "share of the straight line", .low = -0.1, .high = 1.1, .step = 0.2},
      .y = {.label = "L − L(0)  (10^{−3} nat)", .step = 20},
      .colours = {.axis = {.label = "β",
                           .low = lines.front().beta,
                           .high = lines.back().beta,
                           .step = 0.005},
                  .bar = Box{0.445, 0.458, 0.1, 0.44}}};
  for (const Slice& line : lines) panel.series.push_back(way_of(line));
  return panel;
}

Panel barriers(const std::vector<Slice>& lines) {
  const double transition = lines.back().beta;
  const auto height = [](const Slice& line) { return 1000 * barrier(losses_of(line, line.beta)); };
  return {.letter = "e",
          .at = {0.68, 0.985, 0.1, 0.44},
          .x = {.label = "β", .high = transition + 0.001, .step = 0.005},
          .y = {.label = "barrier  (10^{−3} nat)", .low = 0, .step = 20, .label_offset = 1.6},
          .rules = {{.at = transition, .style = dotted(colour::grey)}},
          .series = {{.name = "barrier",
                      .mark = Mark::line,
                      .style = marked_line(Symbol::disc, colour::blue, 0.6, 1.3),
                      .x = column(lines, &Slice::beta),
                      .y = column(lines, height)}}};
}

Figure make(const FigureFiles& files) {
  const Slice plane = load_plane(files.one("plane"));
  const std::vector<Slice> lines = load_lines(files.all("lines"));
  Figure figure = {.size = {900, 640}, .panels = maps(plane, lines.back().beta)};
  figure.panels.push_back(ways(lines));
  figure.panels.push_back(barriers(lines));
  return figure;
}

/// What becomes of the wells of the plane, and how far the sweep goes before its transition.
std::map<std::string, std::string> facts(const FigureFiles& files) {
  const auto text = [](std::optional<double> beta) {
    return beta ? fmt::format("{:.4g}", *beta) : "";
  };
  const WellsFate fate = fate_of_wells(load_plane(files.one("plane")));
  return {{"equal", text(fate.equal)},
          {"gone", text(fate.gone)},
          {"last", text(load_lines(files.all("lines")).back().beta)}};
}

const FigureRegistration figure(
    {.name = "disappearance",
     .summary = "How a minimum disappears at a transition.",
     .inputs = {{"plane", "slices/plane.h5", "Run file of slices: a plane through three models"},
                {"lines", "slices/line_from_*.h5",
                 "Run files of slices: lines from one model to another"}},
     .make = make,
     .facts = facts});

}  // namespace
}  // namespace caldera
