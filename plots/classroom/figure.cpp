// A phase transition at a glance: what a small network answers, what it costs, how its minimum
// disappears, and where it goes:
//   (top) what the network answers at each input, in the middle of each phase, and the data. A
//       colour is the mean of the classes' colours, weighted with their probabilities: where
//       classes are not told apart, their colours merge;
//   (a) error E against β, rising, and falling again from behind each transition;
//   (b) the smallest eigenvalue of ∇²L at the minimum, which comes down to zero where the minimum
//       disappears;
//   (c) the path of the rising branch on the plane of its first two principal components, over
//       contours of E.
// The points of a phase have one colour in all of them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <string>

#include "experiments/classroom/record.h"
#include "plots/figures.h"

namespace caldera {
namespace {

using Lesson = ClassroomRun;

// The two of a pair are alike.
constexpr const char* class_colours[classroom_classes] = {colour::blue, colour::sky,
                                                          colour::vermillion, colour::orange};
constexpr const char* phase_colours[] = {colour::green, colour::purple, colour::black,
                                         colour::grey};

const char* phase_colour(std::size_t phase) {
  return phase_colours[phase % std::size(phase_colours)];
}

/// Of "#RRGGBB".
Rgb rgb_of(const std::string& hexadecimal) {
  const unsigned long bits = std::stoul(hexadecimal.substr(1), nullptr, 16);
  const auto byte = [&](int shift) { return static_cast<double>(bits >> shift & 255); };
  return {byte(16), byte(8), byte(0)};
}

/// The mean of the classes' colours; a third of it white, so that data stand out.
Rgb answer(std::span<const double> probabilities) {
  Rgb mean = {};
  for (std::size_t c = 0; c < classroom_classes; ++c) {
    const Rgb of_class = rgb_of(class_colours[c]);
    mean.red += probabilities[c] * of_class.red;
    mean.green += probabilities[c] * of_class.green;
    mean.blue += probabilities[c] * of_class.blue;
  }
  const auto paler = [](double share) { return std::round((2 * share + 255) / 3); };
  return {paler(mean.red), paler(mean.green), paler(mean.blue)};
}

Map answer_map(const Lesson& lesson, std::size_t phase) {
  const std::size_t cells = lesson.x.size() * lesson.y.size();
  Map map = {.xs = lesson.x, .ys = lesson.y};
  for (std::size_t i = 0; i < cells; ++i)
    map.colours.push_back(answer(lesson.probabilities.view().row(phase * cells + i)));
  return map;
}

/// The data, class by class, with a white rim: a larger disc below each point, without a name.
std::vector<Series> examples(const Lesson& lesson) {
  std::vector<Series> series;
  for (std::size_t c = 0; c < classroom_classes; ++c) {
    Series points = {.style = symbol(Symbol::disc, colour::white, 0.4)};
    for (std::size_t i = 0; i < lesson.labels.size(); ++i) {
      if (lesson.labels[i] != c) continue;
      points.x.push_back(lesson.inputs(i, 0));
      points.y.push_back(lesson.inputs(i, 1));
    }
    series.push_back(points);
    points.name = fmt::format("class {}", c);
    points.style = symbol(Symbol::disc, class_colours[c], 0.3);
    series.push_back(points);
  }
  return series;
}

/// What is told apart: as many groups as the share of correct answers allows.
std::string told_apart(const Lesson& lesson, const ClassroomPhase& phase) {
  const double accuracy = lesson.rising.rows[static_cast<std::size_t>(phase.middle())].accuracy;
  const long groups = std::lround(accuracy / 100 * static_cast<double>(classroom_classes));
  if (groups <= 1) return "tells nothing apart";
  return groups == 2 ? "tells 2 pairs apart" : fmt::format("tells {} classes apart", groups);
}

/// "β = 0.000 … 0.170": between the transitions.
std::string range_of(const Lesson& lesson, std::size_t phase) {
  const double from = phase == 0 ? 0 : lesson.folds.rows[2 * phase - 1].beta;
  const double to = phase + 1 < lesson.phases.size() ? lesson.folds.rows[2 * phase].beta
                                                     : lesson.rising.rows.back().beta;
  return fmt::format("β = {:.3f} … {:.3f}", from, to);
}

/// The panels of the top row stand from left to right.
Panel answers(const Lesson& lesson, std::size_t phase) {
  const auto count = static_cast<double>(lesson.phases.size());
  const double left = 0.075, right = 0.985, gap = 0.03;
  const double width = (right - left - gap * (count - 1)) / count;
  const double at = left + static_cast<double>(phase) * (width + gap);
  const std::string title = "{/:Bold " + told_apart(lesson, lesson.phases[phase]) + "}";
  return {.at = {at, at + width, 0.68, 0.91},
          .x = {.low = lesson.x.front(), .high = lesson.x.back()},
          .y = {.low = lesson.y.front(), .high = lesson.y.back()},
          .frame = Frame::none,
          .maps = {answer_map(lesson, phase)},
          .series = examples(lesson),
          .texts = {{title, of_panel(0.5), of_panel(1.22), Align::centre, phase_colour(phase)},
                    {range_of(lesson, phase), of_panel(0.5), of_panel(1.08), Align::centre}}};
}

/// The points of the rising branch, between the ends of the brackets around it.
std::vector<ClassroomRow> rows_of(const Lesson& lesson, std::size_t phase) {
  std::vector<ClassroomRow> rows;
  if (phase > 0) rows.push_back(lesson.folds.rows[2 * phase - 1]);
  for (std::int64_t i = lesson.phases[phase].first; i <= lesson.phases[phase].last; ++i)
    rows.push_back(lesson.rising.rows[static_cast<std::size_t>(i)]);
  if (phase + 1 < lesson.phases.size()) rows.push_back(lesson.folds.rows[2 * phase]);
  return rows;
}

/// The points of all phases.
template <class X, class Y>
std::vector<Series> phases(const Lesson& lesson, const X& x, const Y& y) {
  std::vector<Series> series;
  for (std::size_t k = 0; k < lesson.phases.size(); ++k) {
    const std::vector<ClassroomRow> rows = rows_of(lesson, k);
    series.push_back({.name = told_apart(lesson, lesson.phases[k]),
                      .is_in_legend = false,
                      .mark = Mark::line,
                      .style = marked_line(Symbol::disc, phase_colour(k), 0.25, 1.5),
                      .x = column(rows, x),
                      .y = column(rows, y)});
  }
  return series;
}

Axis beta_axis(const Lesson& lesson) {
  return {.low = 0, .high = lesson.rising.rows.back().beta, .format = "", .step = 0.05};
}

std::vector<RuleLine> transition_rules(const Lesson& lesson) {
  std::vector<RuleLine> rules;
  for (std::size_t k = 0; k < lesson.folds.rows.size(); k += 2)
    rules.push_back({.at = lesson.folds.rows[k].beta});
  return rules;
}

Panel errors(const Lesson& lesson) {
  Panel panel = {
      .letter = "a",
      .at = {0.075, 0.53, 0.375, 0.61},
      .x = beta_axis(lesson),
      .y = {.label = "error E  (nat)", .low = 0, .high = 1.6, .format = "%.1f", .step = 0.5},
      .rules = transition_rules(lesson),
      .series = {{.name = "β falling again", .mark = Mark::line, .style = dashed(colour::grey)}},
      .legend = Legend{.x = 0.98, .y = 0.17, .sample = 2.5}};
  for (std::size_t k = 0; k < lesson.falling.size(); ++k)
    panel.series.push_back({.name = fmt::format("β falling again from behind transition {}", k + 1),
                            .is_in_legend = false,
                            .mark = Mark::line,
                            .style = dashed(phase_colour(k + 1)),
                            .x = column(lesson.falling[k].rows, &ClassroomRow::beta),
                            .y = column(lesson.falling[k].rows, &ClassroomRow::error)});
  std::ranges::move(phases(lesson, &ClassroomRow::beta, &ClassroomRow::error),
                    std::back_inserter(panel.series));
  return panel;
}

/// The range is that of the phases that end. In the last one, where θ = 0, the eigenvalue is β.
Panel margins(const Lesson& lesson) {
  double most = 0;
  for (std::int64_t i = 0; i < lesson.phases.back().first; ++i)
    most = std::max(most, lesson.rising.rows[static_cast<std::size_t>(i)].margin);
  Panel panel = {.letter = "b",
                 .at = {0.075, 0.53, 0.085, 0.32},
                 .x = beta_axis(lesson),
                 .y = {.label = "λ_{/*0.8 min} of ∇²L  (nat)",
                       .low = -0.04 * most,
                       .high = 1.2 * most,
                       .format = "%.2f",
                       .step = 0.01},
                 .rules = transition_rules(lesson),
                 .series = phases(lesson, &ClassroomRow::beta, &ClassroomRow::margin),
                 .texts = {{.text = "λ = β ↑",
                            .x = of_panel(1),
                            .y = of_panel(1.06),
                            .align = Align::right,
                            .size = 0.85}}};
  panel.x.label = "regularisation strength β";
  panel.x.format = "%.2f";
  panel.rules.push_back({.at = 0, .is_vertical = false, .style = long_dashed(colour::grey, 0.8)});
  if (!lesson.folds.rows.empty())
    panel.texts.push_back({.text = "← minimum vanishes",
                           .x = of_data(lesson.folds.rows.front().beta),
                           .y = of_data(0.1 * most),
                           .size = 0.85,
                           .right = 0.5});
  return panel;
}

/// An arrow across each transition.
Series jumps(const Lesson& lesson) {
  Series arrows = {
      .name = "transition", .mark = Mark::arrows, .style = line(colour::vermillion, 1.2)};
  for (std::size_t k = 0; k + 1 < lesson.folds.rows.size(); k += 2) {
    const ClassroomRow &before = lesson.folds.rows[k], &after = lesson.folds.rows[k + 1];
    arrows.x.push_back(before.x);
    arrows.y.push_back(before.y);
    arrows.to_x.push_back(after.x);
    arrows.to_y.push_back(after.y);
  }
  return arrows;
}

/// At β = 0 there is no minimum to be shown on the plane.
std::vector<Series> path_series(const Lesson& lesson) {
  std::vector<Series> series = phases(
      lesson, [](const ClassroomRow& row) { return row.beta == 0 ? NAN : row.x; },
      [](const ClassroomRow& row) { return row.beta == 0 ? NAN : row.y; });
  series.push_back(jumps(lesson));
  return series;
}

Map error_map(const Lesson& lesson) {
  Map map = {.xs = lesson.plane_x,
             .ys = lesson.plane_y,
             .values = lesson.error.values,
             .line_colour = colour::grey};
  for (int i = 0; i < 15; ++i) map.levels.push_back(0.1 + 0.2 * i);
  return map;
}

Panel path(const Lesson& lesson) {
  const auto percent = [&](std::size_t k) { return std::round(100 * lesson.shares[k]); };
  const ClassroomRow &start = lesson.rising.rows[1], &end = lesson.rising.rows.back();
  return {.letter = "c",
          .at = {0.63, 0.985, 0.085, 0.61},
          .x = {.label = fmt::format("first principal component  ({:.0f} %)", percent(0)),
                .low = lesson.plane_x.front(),
                .high = lesson.plane_x.back()},
          .y = {.label = fmt::format("second  ({:.0f} %)", percent(1)),
                .low = lesson.plane_y.front(),
                .high = lesson.plane_y.back(),
                .label_offset = -0.6},
          .colours = {.palette = Palette::greys, .axis = {.low = 0, .high = 2}},
          .maps = {error_map(lesson)},
          .series = path_series(lesson),
          .texts = {{.text = fmt::format("β = {:g}", start.beta),
                     .x = of_data(start.x),
                     .y = of_data(start.y),
                     .right = 0.6,
                     .up = 0.7},
                    {.text = "θ = 0",
                     .x = of_data(end.x),
                     .y = of_data(end.y),
                     .align = Align::right,
                     .right = -0.8},
                    {.text = "grey: E, lines every 0.2 nat",
                     .x = of_panel(0.03),
                     .y = of_panel(0.03),
                     .size = 0.85}}};
}

Figure make(const FigureFiles& files) {
  const Lesson lesson = read_classroom(RunFile(files.one("run")));
  Figure figure = {.size = {900, 820}};
  for (std::size_t k = 0; k < lesson.phases.size(); ++k)
    figure.panels.push_back(answers(lesson, k));
  for (const auto panel : {errors, margins, path}) figure.panels.push_back(panel(lesson));
  return figure;
}

const FigureRegistration figure({.name = "classroom",
                                 .summary = "What a run of classroom found: phases of a small "
                                            "network, and how they end.",
                                 .inputs = {{"run", "classroom/run.h5", "Run file of classroom"}},
                                 .make = make});

}  // namespace
}  // namespace caldera
