// A phase transition at a glance: what a small network answers, what it costs, how its minimum
// disappears, and where it goes.
//
// Sample run:
//   figure_classroom --run results/study/classroom/run.h5 --out results/study/figures/classroom
//
// Description: draws <out>.svg and <out>.png from a run of classroom:
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
#include <array>
#include <cmath>

#include "experiments/classroom_table.h"
#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Lesson = ClassroomRun;
using Rows = std::vector<std::vector<double>>;

using Rgb = std::array<double, 3>;
// Blue and sky, vermillion and orange of style.h: the two of a pair are alike.
constexpr std::array<Rgb, classroom_classes> class_rgb = {
    {{0, 114, 178}, {86, 180, 233}, {213, 94, 0}, {230, 159, 0}}};
constexpr std::array<const char*, 4> phase_colours = {colour::green, colour::purple, colour::black,
                                                      colour::grey};

std::string phase_colour(std::size_t phase) { return phase_colours[phase % phase_colours.size()]; }

/// $answers<k>: x, y, red, green, blue; a third of it white, so that data stand out.
std::string answers_block(const Lesson& lesson, std::size_t phase) {
  const std::size_t cells = lesson.x.size() * lesson.y.size();
  Rows rows;
  for (std::size_t i = 0; i < cells; ++i) {
    Rgb mixed = {};
    for (std::size_t c = 0; c < class_rgb.size(); ++c)
      for (std::size_t k = 0; k < 3; ++k)
        mixed[k] += lesson.probabilities(phase * cells + i, c) * class_rgb[c][k];
    rows.push_back({lesson.x[i % lesson.x.size()], lesson.y[i / lesson.x.size()]});
    for (const double channel : mixed) rows.back().push_back(std::round((2 * channel + 255) / 3));
  }
  return data_block(fmt::format("answers{}", phase), rows);
}

/// $class<c>: the inputs of a class.
std::string class_block(const Lesson& lesson, std::size_t c) {
  Rows rows;
  for (std::size_t i = 0; i < lesson.labels.size(); ++i)
    if (lesson.labels[i] == c) rows.push_back({lesson.inputs(i, 0), lesson.inputs(i, 1)});
  return data_block(fmt::format("class{}", c), rows);
}

/// 1 β, 2 E, 3 margin, 4 x, 5 y. At β = 0 there is no minimum to be shown on the plane.
std::vector<double> columns(const ClassroomRow& row) {
  if (row.beta == 0) return {row.beta, row.error, row.margin, NAN, NAN};
  return {row.beta, row.error, row.margin, row.x, row.y};
}

/// $phase<k>: the points of the rising branch, between the ends of the brackets around it.
std::string phase_block(const Lesson& lesson, std::size_t phase) {
  Rows rows;
  if (phase > 0) rows.push_back(columns(lesson.folds.rows[2 * phase - 1]));
  for (std::int64_t i = lesson.phases[phase].first; i <= lesson.phases[phase].last; ++i)
    rows.push_back(columns(lesson.rising.rows[static_cast<std::size_t>(i)]));
  if (phase + 1 < lesson.phases.size()) rows.push_back(columns(lesson.folds.rows[2 * phase]));
  return data_block(fmt::format("phase{}", phase), rows);
}

/// $mesh: x, y, E in gnuplot's grid format, a blank line after each row.
std::string mesh_block(const Lesson& lesson) {
  Rows rows;
  for (std::size_t i = 0; i < lesson.plane_y.size(); ++i) {
    for (std::size_t j = 0; j < lesson.plane_x.size(); ++j)
      rows.push_back({lesson.plane_x[j], lesson.plane_y[i], lesson.error(i, j)});
    rows.push_back({});
  }
  return data_block("mesh", rows);
}

std::string data_of(const Lesson& lesson) {
  std::string blocks = mesh_block(lesson);
  for (std::size_t c = 0; c < class_rgb.size(); ++c) blocks += class_block(lesson, c);
  for (std::size_t k = 0; k < lesson.phases.size(); ++k)
    blocks += answers_block(lesson, k) + phase_block(lesson, k);
  for (std::size_t k = 0; k < lesson.falling.size(); ++k) {
    Rows rows;
    for (const ClassroomRow& row : lesson.falling[k].rows) rows.push_back(columns(row));
    blocks += data_block(fmt::format("falling{}", k), rows);
  }
  return blocks;
}

/// What is told apart: as many groups as the share of correct answers allows.
std::string told_apart(const Lesson& lesson, const ClassroomPhase& phase) {
  const double accuracy = lesson.rising.rows[static_cast<std::size_t>(phase.middle())].accuracy;
  const long groups = std::lround(accuracy / 100 * static_cast<double>(class_rgb.size()));
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

/// The panels of the top row, from left to right.
std::string answers(const Lesson& lesson) {
  const auto count = static_cast<double>(lesson.phases.size());
  const double left = 0.075, right = 0.985, gap = 0.03;
  const double width = (right - left - gap * (count - 1)) / count;
  std::string commands =
      "set border 0\nunset xtics\nunset ytics\nunset xlabel\nunset ylabel\n" +
      axis_range("x", lesson.x.front(), lesson.x.back()) +
      axis_range("y", lesson.y.front(), lesson.y.back());
  for (std::size_t k = 0; k < lesson.phases.size(); ++k) {
    const double at = left + static_cast<double>(k) * (width + gap);
    commands += panel("", at, at + width, 0.68, 0.91);
    commands += fmt::format(
        "set label '{{/:Bold {}}}' at graph 0.5, graph 1.22 center tc rgb '{}'\n"
        "set label '{}' at graph 0.5, graph 1.08 center\nplot $answers{} using "
        "1:2:3:4:5 with rgbimage notitle",
        told_apart(lesson, lesson.phases[k]), phase_colour(k), range_of(lesson, k), k);
    for (std::size_t c = 0; c < class_rgb.size(); ++c)
      commands += fmt::format(
          ", $class{0} with points pt 7 ps 0.4 lc rgb '#FFFFFF' notitle, "
          "$class{0} with points pt 7 ps 0.3 lc rgb '#{1:02X}{2:02X}{3:02X}' notitle",
          c,
          static_cast<int>(class_rgb[c][0]), static_cast<int>(class_rgb[c][1]),
          static_cast<int>(class_rgb[c][2]));
    commands += "\n";
  }
  return commands;
}

/// Against β: a vertical dotted line at each transition.
std::string transition_lines(const Lesson& lesson) {
  std::string commands;
  for (std::size_t k = 0; k < lesson.folds.rows.size(); k += 2)
    commands += fmt::format(
        "set arrow from first {0}, graph 0 to first {0}, graph 1 nohead back dashtype (2,4) "
        "linewidth 0.8 linecolor rgb '{1}'\n",
        lesson.folds.rows[k].beta, colour::grey);
  return commands;
}

/// The points of all phases, as a list for plot; `columns`: "1:2".
std::string phases(const Lesson& lesson, const std::string& columns) {
  std::string list;
  for (std::size_t k = 0; k < lesson.phases.size(); ++k)
    list += fmt::format(
        "{}$phase{} using {} with linespoints pt 7 ps 0.25 lw 1.5 lc rgb '{}' notitle",
        k == 0 ? "" : ", ", k, columns, phase_colour(k));
  return list;
}

std::string errors(const Lesson& lesson) {
  std::string plot = fmt::format(
      "plot NaN with lines lw 1.5 dt (6,4) lc rgb '{}' title 'β falling again', ", colour::grey);
  for (std::size_t k = 0; k < lesson.falling.size(); ++k)
    plot += fmt::format("$falling{} using 1:2 with lines lw 1.5 dt (6,4) lc rgb '{}' notitle, ", k,
                        phase_colour(k + 1));
  return panel("a", 0.075, 0.53, 0.375, 0.61) + transition_lines(lesson) +
         "set border 3\n" + axis_range("x", 0, lesson.rising.rows.back().beta) +
         "set xtics 0.05 nomirror\n"
         "set format x ''\nset yrange [0:1.6]\nset ytics 0.5 nomirror\n"
         "set format y '%.1f'\nset ylabel 'error E  (nat)' offset 0.8,0\n"
         "set key at graph 0.98, graph 0.17 right samplen 2.5\n" +
         plot + phases(lesson, "1:2") + "\nunset key\n";
}

/// The range is that of the phases that end. In the last one, where θ = 0, the eigenvalue is β.
std::string margins(const Lesson& lesson) {
  double most = 0;
  for (std::int64_t i = 0; i < lesson.phases.back().first; ++i)
    most = std::max(most, lesson.rising.rows[static_cast<std::size_t>(i)].margin);
  std::string labels = "set label '{/*0.85 λ = β ↑}' at graph 1.065, graph 0.93 right\n";
  if (!lesson.folds.rows.empty())
    labels += fmt::format("set label '{{/*0.85 ← minimum vanishes}}' at {}, {} offset 0.5,0\n",
                          lesson.folds.rows.front().beta, 0.1 * most);
  return panel("b", 0.075, 0.53, 0.085, 0.32) + transition_lines(lesson) + labels +
         "set format x '%.2f'\nset xlabel 'regularisation strength β' offset 0,0.3\n" +
         axis_range("y", -0.04 * most, 1.2 * most) +
         fmt::format("set ytics 0.01\nset format y '%.2f'\n"
                     "set ylabel 'λ_{{/*0.8 min}} of ∇²L  (nat)' offset 0.8,0\n"
                     "plot 0 with lines lw 0.8 dt (8,5) lc rgb '{}' notitle, ",
                     colour::grey) +
         phases(lesson, "1:3") + "\n";
}

/// $contours: lines of equal E, of $mesh. Not within a multiplot.
constexpr const char* contours =
    "set contour base\nunset surface\nset cntrparam levels incremental 0.1,0.2,3\n"
    "set table $contours\nsplot $mesh using 1:2:3\nunset table\nunset contour\nset surface\n";

/// An arrow across each transition.
std::string jumps(const Lesson& lesson) {
  std::string commands;
  for (std::size_t k = 0; k + 1 < lesson.folds.rows.size(); k += 2)
    commands += fmt::format(
        "set arrow from {}, {} to {}, {} front head filled size graph 0.035,20 linewidth 1.2 "
        "linecolor rgb '{}'\n",
        lesson.folds.rows[k].x, lesson.folds.rows[k].y, lesson.folds.rows[k + 1].x,
        lesson.folds.rows[k + 1].y, colour::vermillion);
  return commands;
}

std::string path(const Lesson& lesson) {
  const auto percent = [&](std::size_t k) { return std::round(100 * lesson.shares[k]); };
  const ClassroomRow &start = lesson.rising.rows[1], &end = lesson.rising.rows.back();
  return panel("c", 0.63, 0.985, 0.085, 0.61) + jumps(lesson) +
         axis_range("x", lesson.plane_x.front(), lesson.plane_x.back()) +
         axis_range("y", lesson.plane_y.front(), lesson.plane_y.back()) +
         fmt::format(
             "set xtics autofreq\nset ytics autofreq\n"
             "set format x '%g'\nset format y '%g'\n"
             "set xlabel 'first principal component  ({:.0f} %)' offset 0,0.3\n"
             "set ylabel 'second  ({:.0f} %)' offset 1.4,0\n"
             "set palette defined (0 '#FFFFFF', 1 '#D9D9D9', 2 '#A6A6A6')\nset cbrange [0:2]\n"
             "unset colorbox\nset label 'β = {:g}' at {}, {} offset 0.6,0.7 front\n"
             "set label 'θ = 0' at {}, {} offset -0.8,0 right front\n"
             "set label '{{/*0.85 grey: E, lines every 0.2 nat}}' at graph 0.03, graph 0.03 front\n"
             "plot $mesh using 1:2:3 with image notitle, "
             "$contours using 1:2 with lines lw 0.5 lc rgb '{}' notitle, ",
             percent(0), percent(1), start.beta, start.x, start.y, end.x, end.y, colour::grey) +
         phases(lesson, "4:5") + "\n";
}

int run(const std::filesystem::path& file, const std::filesystem::path& out) {
  const Lesson lesson = read_classroom(RunFile(file));
  draw_figure(out, {.width = 900, .height = 820},
              data_of(lesson) + contours + "unset key\nset multiplot\n" + answers(lesson) +
                  errors(lesson) + margins(lesson) + path(lesson) + "unset multiplot\n");
  print_out("figure_classroom: {}.svg and .png from {} phases\n", out.string(),
            lesson.phases.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws what a run of classroom found, as one figure.", "figure_classroom");
  app.footer("Example: figure_classroom --run classroom.h5 --out classroom");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of classroom")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(file, out); });
}
