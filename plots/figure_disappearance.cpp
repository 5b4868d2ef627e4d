// How a minimum disappears: slices of the loss before, at and beyond a transition.
//
// Sample run:
//   figure_disappearance --plane plane.h5 --lines line_from_60.h5 line_from_70.h5 line_from_T4.h5
//       --out disappearance
//
// Description: draws <out>.svg and <out>.png.
//   (a–c) L = E + (β/2)‖θ‖² above its least value, on one plane through three models: 1 weights of
//       the sweep well before the transition, 2 just after it, 3 just before it. β is that of the
//       first, that of the transition, and half as far beyond it; (b) with the trajectory of the run
//       that falls. The scale is the same.
//   (d) L on the straight way from weights of the sweep to those just after the transition, each at
//       the β at which they were trained, above its value where the way begins;
//   (e) how high that way climbs before it falls, against β; dotted: the transition.

#include <fmt/format.h>

#include <algorithm>

#include "autograd/arithmetic/error.h"
#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/grid.h"
#include "plots/slice_panels.h"
#include "plots/style.h"

namespace {

using namespace caldera;

/// L above its least value in the plane, at another β than the run's.
std::vector<double> heights(const Slice& plane, double beta) {
  std::vector<double> result = losses(plane.values.error, plane.values.squared_norm, beta);
  const double least = *std::ranges::min_element(result);
  for (double& loss : result) loss -= least;
  return result;
}

/// Slices along lines, by ascending β. Throws InputError unless all are lines to another model.
std::vector<Slice> load_lines(const std::vector<std::filesystem::path>& files) {
  std::vector<Slice> lines;
  for (const std::filesystem::path& file : files) {
    lines.push_back(load_slice(file));
    const SliceFrame& frame = lines.back().frame;
    if (!frame.is_line() || frame.models.size() != 2 || frame.models.at[1].x == 0)
      throw InputError("run file", file.string(), "a line from one model to another",
                       "another slice", "make it with --dimensions 1 --directions models");
  }
  std::ranges::sort(lines, {}, &Slice::beta);
  return lines;
}

/// Points on the way of a line: its share that is done, L above its value at the beginning.
std::vector<std::vector<double>> way_of(const Slice& line) {
  const auto all = losses(line.values.error, line.values.squared_norm, line.beta);
  const ProjectedPoints& ends = line.frame.models;
  const double begin = losses(ends.error, ends.squared_norm, line.beta).front();
  std::vector<std::vector<double>> rows;
  for (std::size_t i = 0; i < all.size(); ++i)
    rows.push_back({line.frame.xs[i] / ends.at[1].x, 1000 * (all[i] - begin), line.beta});
  return rows;
}

/// $map<k>, $levels<k>: the plane at the k-th β. $way, $models: as in slice_panels.h. $line<k>: the
/// share of the way, L in thousandths, β. $barriers: β, height in thousandths.
std::string data_of(const Slice& plane, const std::vector<double>& betas,
                    const std::vector<Slice>& lines) {
  std::string data = slice_data("plane", plane, plane.beta);
  for (std::size_t k = 0; k < betas.size(); ++k) {
    const std::vector<double> height = heights(plane, betas[k]);
    data += grid_block(fmt::format("map{}", k), plane.frame.xs, plane.frame.ys, {&height}) +
            contour_block(fmt::format("levels{}", k), fmt::format("map{}", k), 3,
                          "incremental 0, 0.005, 0.1");
  }
  std::vector<std::vector<double>> barriers;
  for (std::size_t k = 0; k < lines.size(); ++k) {
    data += data_block(fmt::format("line{}", k), way_of(lines[k]));
    barriers.push_back({lines[k].beta, 1000 * barrier(losses(lines[k].values.error,
                                                            lines[k].values.squared_norm,
                                                            lines[k].beta))});
  }
  return data + data_block("barriers", barriers);
}

constexpr const char* whens[] = {"before", "transition", "beyond"};

std::string map_panel(const Slice& plane, std::size_t k, double beta) {
  const double left = 0.085 + 0.272 * static_cast<double>(k);
  const auto& frame = plane.frame;
  std::string plot =
      panel(std::string(1, static_cast<char>('a' + k)), left, left + 0.245, 0.58, 0.93) +
      fmt::format("set label '{}, β = {:.4g}' at graph 0.02, graph 1.06 font ',13'\n", whens[k],
                  beta) +
      axis_range("x", frame.xs.front(), frame.xs.back()) +
      axis_range("y", frame.ys.front(), frame.ys.back());
  for (std::size_t i = 0; i < frame.models.size(); ++i)
    plot += fmt::format(
        "set label '{}' at first {}, first {} front offset 0.5,0.5 tc rgb '#ffffff'\n", i + 1,
        frame.models.at[i].x, frame.models.at[i].y);
  plot += fmt::format(
      "plot $map{0} using 1:2:3 with image, "
      "$levels{0} using 1:2 with lines lw 0.5 lc rgb '#ffffff', "
      "$plane_models using 1:2 with points pt 1 ps 0.8 lw 1.5 lc rgb '#ffffff'",
      k);
  if (k == 1 && frame.trajectory.size() > 0)
    plot += fmt::format(", $plane_way using 1:2 with lines lw 1.2 lc rgb '{}'", colour::vermillion);
  return plot + "\n";
}

std::string maps(const Slice& plane, const std::vector<double>& betas) {
  std::string commands =
      "set border 15\nset cbrange [0:0.1]\nset cbtics 0.02\nset cblabel 'L − min L  (nat)'\n"
      "set xtics 1\nset ytics 0.5\nset xlabel 'distance from 1 to 2' offset 0,0.4\n"
      "set ylabel 'distance towards 3' offset 0.8,0\n"
      "set colorbox user origin screen 0.9, screen 0.58 size screen 0.013, screen 0.35\n";
  for (std::size_t k = 0; k < betas.size(); ++k) {
    commands += map_panel(plane, k, betas[k]);
    commands += "unset ylabel\nset format y ''\nunset colorbox\n";
  }
  return commands;
}

std::string ways(const std::vector<Slice>& lines) {
  std::string plot =
      panel("d", 0.085, 0.43, 0.1, 0.44) +
      "set border 3\nset xrange [-0.1:1.1]\nset xtics 0.2\nset format y '%g'\n"
      "set yrange [*:*]\nset ytics 20\nset xlabel 'share of the straight way' offset 0,0.4\n"
      "set ylabel 'L − L(0)  (10^{−3} nat)' offset 0.8,0\n" +
      axis_range("cb", lines.front().beta, lines.back().beta) +
      "set cbtics 0.005\nset cblabel 'β'\n"
      "set colorbox user origin screen 0.445, screen 0.1 size screen 0.013, screen 0.34\nplot ";
  for (std::size_t k = 0; k < lines.size(); ++k)
    plot += fmt::format("{}$line{} using 1:2:3 with lines lw 1.3 lc palette", k == 0 ? "" : ", ", k);
  return plot + "\n";
}

std::string barriers(double transition) {
  return panel("e", 0.68, 0.985, 0.1, 0.44) +
         fmt::format("set arrow from {0}, graph 0 to {0}, graph 1 nohead dt (2,4) lc rgb '{1}'\n"
                     "set xrange [*:{0}+0.001]\nset xtics 0.005\nset yrange [0:*]\n"
                     "set xlabel 'β' offset 0,0.4\nset ylabel 'barrier  (10^{{−3}} nat)' offset -0.8,0\n"
                     "plot $barriers using 1:2 with linespoints pt 7 ps 0.6 lw 1.3 lc rgb '{2}'\n",
                     transition, colour::grey, colour::blue);
}

int run(const std::filesystem::path& file, const std::vector<std::filesystem::path>& files,
        const std::filesystem::path& out) {
  const Slice plane = load_slice(file);
  if (plane.frame.is_line() || plane.frame.models.size() != 3)
    throw InputError("run file", file.string(), "a plane through three models", "another slice",
                     "make it with --directions models");
  const std::vector<Slice> lines = load_lines(files);
  const double transition = lines.back().beta;
  const std::vector<double> betas = {plane.beta, transition,
                                     transition + (transition - plane.beta) / 2};
  draw_figure(out, {.width = 900, .height = 640},
              data_of(plane, betas, lines) + "unset key\nset multiplot\n" + viridis +
                  maps(plane, betas) + ways(lines) + "unset colorbox\n" + barriers(transition) +
                  "unset multiplot\n");
  print_out("figure_disappearance: {}.svg and .png from {} slices\n", out.string(),
            lines.size() + 1);
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws how a minimum disappears at a transition.", "figure_disappearance");
  app.footer(
      "Example: figure_disappearance --plane plane.h5 --lines from_60.h5 from_T4.h5 --out "
      "disappearance");
  std::filesystem::path plane, out;
  std::vector<std::filesystem::path> lines;
  app.add_option("--plane", plane, "Run file of slices: a plane through three models")->required();
  app.add_option("--lines", lines, "Run files of slices: lines from one model to another")
      ->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(plane, lines, out); });
}
