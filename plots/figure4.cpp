// Figure 4 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs: ways from one minimum to four others.
//
// Sample run:
//   figure4 --runs results/study/modes --out results/study/figures/figure4
//
// Description: reads path_to_<k>.h5 and curves_to_<k>.h5 of --runs and draws <out>.svg and
// <out>.png:
//   (a) training error at the points of Pathfinder's paths M₁ → M_k, against β;
//   (b) distance that remains to M_k, against β;
//   (c) training error along all curves of all pairs, against the position on the curve;
//   (d) the largest training error of each curve, with the mean length and cost of its kind.
// Pathfinder's paths end at a distance from M_k; what is left of the way is shown by itself. The
// dashed line is the error that the paper's paths stay below.

#include <fmt/format.h>

#include <algorithm>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/modes.h"
#include "plots/style.h"

namespace {

using namespace caldera;
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

/// $path<p>: β in 10⁻⁶, training error, distance. $<method><p>: position, training error.
std::string data_of(const ModePair& pair, std::size_t p) {
  std::vector<std::vector<double>> rows;
  for (const SweepRow& row : pair.path)
    rows.push_back({1e6 * row.beta, row.training_error, row.distance});
  std::string blocks = data_block(fmt::format("path{}", p), rows);
  for (const Method& method : methods) {
    rows.clear();
    for (const CurvePoint& point : pair.curves.at(method.name).points)
      rows.push_back({point.position, point.error});
    blocks += data_block(fmt::format("{}{}", method.name, p), rows);
  }
  return blocks;
}

/// A log axis that spans the errors, and room for the dashed line.
struct ErrorRange {
  double lowest = published_error / 2, highest = published_error * 2;

  void take_in(double error) {
    lowest = std::min(lowest, std::max(error, 1e-6));
    highest = std::max(highest, error);
  }
  /// `axis`: x or y.
  std::string on(char axis) const {
    return fmt::format("set logscale {0}\nset format {0} '10^{{%T}}'\n", axis) +
           axis_range(std::string(1, axis), lowest / 1.5, highest * 1.5);
  }
};

constexpr const char* error_label = "set ylabel 'training error  (nat)' offset 0.8,0\n";

/// The dashed line across a panel.
std::string published_line() {
  return fmt::format(
      "set arrow from graph 0, first {0} to graph 1, first {0} nohead back dashtype (8,5) "
      "linewidth 0.8 linecolor rgb '{1}'\n",
      published_error, colour::grey);
}

std::string paths(const Pairs& pairs, int column) {
  std::string curves;
  for (std::size_t p = 0; p < pairs.size(); ++p)
    curves += fmt::format(
        "$path{0} using 1:{1} with linespoints pt 7 ps 0.35 lw 1 lc rgb '{2}' "
        "title 'M_1 → M_{{{3}}}', ",
        p, column, pair_colours[p % std::size(pair_colours)], pairs[p].target);
  return "plot " + curves + "\n";
}

std::string against_beta(const Pairs& pairs) {
  ErrorRange range;
  for (const ModePair& pair : pairs)
    for (const SweepRow& row : pair.path) range.take_in(row.training_error);
  const std::string x_axis =
      "set xlabel 'pull β  (10^{−6})' offset 0,0.3\nset format x '%g'\nset xrange [0:*]\n";
  return panel("a", 0.09, 0.48, 0.6, 0.94) + x_axis + range.on('y') + error_label +
         published_line() +
         fmt::format("set label '{{/*0.85 {0} nat}}' at graph 0.99, first {0} right offset 0,0.5 "
                     "textcolor rgb '{1}'\n",
                     published_error, colour::grey) +
         "unset key\n" + paths(pairs, 2) +
         panel("b", 0.6, 0.98, 0.6, 0.94) + x_axis +
         "unset logscale y\nset format y '%g'\nset yrange [0:*]\n"
         "set ylabel 'distance to M_{/:Italic k}' offset 0.3,0\n"
         "set key top right samplen 1.5\n" +
         paths(pairs, 3) + "unset key\n";
}

std::string along_curves(const Pairs& pairs) {
  ErrorRange range;
  std::string curves;
  for (std::size_t p = 0; p < pairs.size(); ++p)
    for (const Method& method : methods) {
      for (const CurvePoint& point : pairs[p].curves.at(method.name).points)
        range.take_in(point.error);
      curves += fmt::format("${}{} using 1:2 with lines lw 1 lc rgb '{}', ", method.name, p,
                            method.colour);
    }
  return panel("c", 0.09, 0.48, 0.11, 0.45) + range.on('y') + error_label + published_line() +
         "set xrange [0:1]\nset xlabel 'position on the curve' offset 0,0.3\nplot " + curves +
         "\n";
}

/// Where a method's row stands, the first on top.
double height_of(std::size_t method) { return static_cast<double>(std::size(methods) - method); }

/// Name, mean length and mean cost of a method, left of its row.
std::string row_label(const Pairs& pairs, std::size_t m) {
  double length = 0, cost = 0;
  for (const ModePair& pair : pairs) {
    const CurveRecord& curve = pair.curves.at(methods[m].name);
    length += curve.length / static_cast<double>(pairs.size());
    cost += curve.gradient_evaluations / static_cast<double>(pairs.size());
  }
  return fmt::format(
      "set label '{0}' at graph -0.05, first {1} right offset 0,0.45 textcolor rgb '{2}'\n"
      "set label '{{/*0.85 length {3:.0f}, {4:.0f} epochs}}' at graph -0.05, first {1} right "
      "offset 0,-0.55\n",
      methods[m].label, height_of(m), methods[m].colour, length, cost);
}

/// One row a method: a point for the largest error of each pair.
std::string summary(const Pairs& pairs) {
  ErrorRange range;
  std::string labels, blocks, curves;
  for (std::size_t m = 0; m < std::size(methods); ++m) {
    std::vector<std::vector<double>> points;
    for (const ModePair& pair : pairs) {
      points.push_back({pair.curves.at(methods[m].name).largest_error(), height_of(m)});
      range.take_in(points.back().front());
    }
    blocks += data_block(fmt::format("largest{}", m), points);
    labels += row_label(pairs, m);
    curves += fmt::format("$largest{} using 1:2 with points pt 7 ps 0.6 lc rgb '{}', ", m,
                          methods[m].colour);
  }
  return blocks + panel("d", 0.6, 0.98, 0.11, 0.45) +
         "set lmargin at screen 0.745\nunset logscale y\nunset ytics\nunset ylabel\n" +
         range.on('x') +
         fmt::format(
             "set yrange [0.4:{0}]\nset xlabel 'largest training error  (nat)' offset 0,0.3\n"
             "set arrow from first {1}, graph 0 to first {1}, graph 1 nohead back dashtype (8,5) "
             "linewidth 0.8 linecolor rgb '{2}'\n",
             height_of(0) + 0.6, published_error, colour::grey) +
         labels + "plot " + curves + "\n";
}

int run(const std::filesystem::path& runs, const std::filesystem::path& out) {
  const Pairs pairs = load_modes(runs);
  std::string commands;
  for (std::size_t p = 0; p < pairs.size(); ++p) commands += data_of(pairs[p], p);
  draw_figure(out, {.width = 900, .height = 700},
              commands + "set multiplot\n" + against_beta(pairs) + along_curves(pairs) +
                  summary(pairs) + "unset multiplot\n");
  print_out("figure4: {}.svg and .png from {} pair{}\n", out.string(), pairs.size(),
            pairs.size() == 1 ? "" : "s");
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws Figure 4 of arXiv 2512.11866 from our own runs.", "figure4");
  app.footer("Example: figure4 --runs results/study/modes --out results/study/figures/figure4");
  std::filesystem::path runs, out;
  app.add_option("--runs", runs, "Folder with path_to_<k>.h5 and curves_to_<k>.h5")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(runs, out); });
}
