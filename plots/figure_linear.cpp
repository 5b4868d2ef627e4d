// Deep linear networks: what minimisation and continuation find, on top of the closed forms.
//
// Sample run:
//   figure_linear --run results/study/theory/linear.h5 --out results/study/figures/linear
//
// Description: draws <out>.svg and <out>.png from a run of linear_cascade:
//   (a-c) the product of each mode against β at depth 2, 3 and 4. Broad and grey: the closed forms
//       (nn/linear_mode.h); lines: curves of stationary points by continuation, solid where they are
//       minima; triangles: minima in sweeps up and down;
//   (d) how much a mode's product changes in the step of β in which it comes or goes, against the step:
//       in proportion at depth 2, and a finite jump at depth 3 and 4;
//   (e) the smallest eigenvalue of ∇²L against the distance in β from the end of the branch.
// A mode has one colour in all of them.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/linear_table.h"
#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/linear_blocks.h"
#include "plots/style.h"

namespace {

using namespace caldera;

constexpr const char* mode_colours[] = {colour::blue, colour::vermillion, colour::green,
                                        colour::purple, colour::orange};
constexpr const char* pale = "#D0D0D0";

std::string colour_of(std::size_t mode) { return mode_colours[mode % std::size(mode_colours)]; }

/// An entry of plot's list. `column` is what is drawn against the block's first.
std::string entry(const std::string& block, std::size_t column, const std::string& style) {
  return fmt::format("${} using 1:{} with {} notitle, ", block, column, style);
}

/// The closed forms and, on them, the curves: saddles dashed, minima solid. Of the modes of a branch all
/// change while it is stable, and behind a fold the last one.
std::string curves(const LinearDepth& depth) {
  const std::string name = fmt::format("depth{}", depth.depth);
  const std::string dashed = "lines lw 1.6 dt (6,4) lc rgb '", solid = "lines lw 1.6 lc rgb '";
  std::string list;
  for (std::size_t mode = 0; mode < depth.branches.size(); ++mode)
    list += entry(fmt::format("closed{}_{}", depth.depth, mode), 2,
                  fmt::format("lines lw 6 lc rgb '{}'", pale));
  list += entry(name + "_origin_minima", 2, solid + colour::black + "'") +
          entry(name + "_origin_saddles", 2, dashed + colour::black + "'");
  for (std::size_t mode = 0; mode < depth.branches.size(); ++mode) {
    const std::string branch = fmt::format("{}_branch{}", name, mode);
    list += entry(branch + "_saddles", mode + 2, dashed + colour_of(mode) + "'");
    for (std::size_t learned = 0; learned <= mode; ++learned)
      list += entry(branch + "_minima", learned + 2, solid + colour_of(learned) + "'");
  }
  return list;
}

/// Some thirty points of each sweep, rising and falling in turn.
std::string sweeps(const LinearDepth& depth) {
  const std::size_t every = std::max<std::size_t>(1, depth.rising.points.size() / 30);
  std::string list;
  for (std::size_t mode = 0; mode < depth.branches.size(); ++mode)
    list += fmt::format(
        "$depth{0}_up every {1} using 1:{2} with points pt 9 ps 0.55 lc rgb '{3}' notitle, "
        "$depth{0}_down every {1}::{4} using 1:{2} with points pt 10 ps 0.6 lw 1 lc rgb '{3}' "
        "notitle, ",
        depth.depth, every, mode + 2, colour_of(mode), every / 2);
  return list;
}

/// "s = 1.7" where each mode begins.
std::string mode_names(const LinearRun& run) {
  std::string labels;
  for (std::size_t mode = 0; mode < run.singular_values.size(); ++mode)
    labels += fmt::format("set label '{{/*0.9 s = {:g}}}' at graph 0.06, first {} tc rgb '{}' front\n",
                          run.singular_values[mode], run.singular_values[mode] + 0.1,
                          colour_of(mode));
  return labels;
}

/// What the marks mean: a panel of its own, across the top.
std::string legend() {
  return panel("", 0.075, 0.985, 0.95, 0.99) +
         fmt::format(
             "unset border\nunset tics\nunset xlabel\nunset ylabel\nunset logscale\n"
             "set xrange [0:1]\nset yrange [0:1]\n"
             "set key at graph 1, graph 0.9 right horizontal maxrows 1 samplen 2.5\nplot "
             "NaN with lines lw 6 lc rgb '{0}' title 'closed form', "
             "NaN with lines lw 1.6 lc rgb '{1}' title 'minima', "
             "NaN with lines lw 1.6 dt (6,4) lc rgb '{1}' title 'saddles', "
             "NaN with points pt 9 ps 0.8 lc rgb '{1}' title 'β rising', "
             "NaN with points pt 10 ps 0.9 lc rgb '{1}' title 'β falling'\n",
             pale, colour::black);
}

/// Panels a, b, c … from left to right.
std::string order_parameters(const LinearRun& run) {
  const double left = 0.075, width = 0.27, gap = 0.05;
  std::string commands =
      "set xtics 0.5\nset format x '%.1f'\nset xlabel 'regularisation strength β' offset 0,0.3\n" +
      axis_range("y", -0.06, 1.14 * run.singular_values.front()) +
      "set ytics 0.5\nset format y '%.1f'\n";
  for (std::size_t k = 0; k < run.depths.size(); ++k) {
    const LinearDepth& depth = run.depths[k];
    const double at = left + static_cast<double>(k) * (width + gap);
    commands += panel(std::string(1, static_cast<char>('a' + k)), at, at + width, 0.57, 0.9) +
                axis_range("x", 0, depth.rising.points.back().beta) +
                fmt::format("set ylabel '{}' offset 0.8,0\n"
                            "set label 'depth {}' at graph 0.97, graph 0.95 right\n",
                            k == 0 ? "product of the mode, a^D" : "", depth.depth) +
                (k + 1 == run.depths.size() ? mode_names(run) : "") + "plot " + curves(depth) +
                sweeps(depth) + "\n";
  }
  return commands;
}

// A shape for each depth, full and open.
constexpr int full_shapes[] = {9, 7, 5}, open_shapes[] = {10, 6, 4};

/// The points of a long table, full where its kind is `full`.
std::string marks(const LinearRun& run, const std::string& table, int full) {
  std::string list;
  for (std::size_t k = 0; k < run.depths.size(); ++k)
    for (std::size_t mode = 0; mode < run.singular_values.size(); ++mode)
      for (const int kind : {0, 1})
        list += entry(fmt::format("{}{}_{}_{}", table, run.depths[k].depth, mode, kind), 2,
                      fmt::format("points pt {} ps 0.65 lc rgb '{}'",
                                  (kind == full ? full_shapes : open_shapes)[k % 3],
                                  colour_of(mode)));
  return list;
}

/// "0.9999 to 1.0000 ± 0.0001": the range of fitted exponents of a depth, with the largest error; "none"
/// if there are none.
template <class Row>
std::string exponents(const std::vector<Row>& rows, std::size_t depth, int digits) {
  double least = INFINITY, most = -INFINITY, error = 0;
  for (const Row& row : rows)
    if (row.depth == static_cast<double>(depth)) {
      least = std::min(least, row.exponent);
      most = std::max(most, row.exponent);
      error = std::max(error, row.exponent_error);
    }
  if (least > most) return "none";
  return fmt::format("{:.{}f} … {:.{}f}  (± {:.1g})", least, digits, most, digits, error);
}

constexpr const char* both_logarithmic =
    "set logscale xy\nset format x '10^{%T}'\nset format y '10^{%T}'\nset xtics autofreq\n"
    "set ytics autofreq\n";

std::string jump_sizes(const LinearRun& run) {
  std::string labels;
  const double heights[] = {0.08, 0.74, 0.66};
  for (std::size_t k = 0; k < run.depths.size(); ++k)
    labels += fmt::format("set label '{{/*0.9 D = {}: exponent {}}}' at graph 0.97, graph {} right\n",
                          run.depths[k].depth, exponents(run.orders, run.depths[k].depth, 3),
                          heights[k % 3]);
  return panel("d", 0.075, 0.48, 0.095, 0.44) + labels + both_logarithmic +
         "set xrange [2e-6:4e-3]\nset yrange [3e-7:2]\nset xlabel 'step of β' offset 0,0.3\n"
         "set ylabel 'jump of a^D in one step' offset 1.2,0\nplot " +
         marks(run, "jumps", 1) + "\n";
}

std::string eigenvalues(const LinearRun& run) {
  std::string labels;
  const char* const places[] = {"0.97, graph 0.08 right", "0.03, graph 0.96", "0.03, graph 0.88"};
  for (std::size_t k = 0; k < run.depths.size(); ++k)
    labels += fmt::format("set label '{{/*0.9 D = {}: exponent {}}}' at graph {}\n",
                          run.depths[k].depth, exponents(run.exponents, run.depths[k].depth, 4),
                          places[k % 3]);
  return panel("e", 0.58, 0.985, 0.095, 0.44) + labels + both_logarithmic +
         "set xrange [3e-8:0.3]\nset yrange [1e-7:20]\n"
         "set xlabel 'distance from the end of the branch, β_{end} − β' offset 0,0.3\n"
         "set ylabel '|λ_{min}| of ∇²L' offset 1.2,0\nplot " +
         fmt::format("$laws using 1:2 with lines lw 0.8 lc rgb '{}' notitle, ", colour::black) +
         marks(run, "scaling", 0) + "\n";
}

int draw(const std::filesystem::path& file, const std::filesystem::path& out) {
  const LinearRun run = read_linear_run(RunFile(file));
  draw_figure(out, {.width = 960, .height = 760},
              linear_blocks(run) + "unset key\nset multiplot\n" + order_parameters(run) + jump_sizes(run) +
                  eigenvalues(run) + legend() + "unset multiplot\n");
  print_out("figure_linear: {}.svg and .png from {} depths\n", out.string(), run.depths.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws what a run of linear_cascade found, on top of the closed forms.",
               "figure_linear");
  app.footer("Example: figure_linear --run linear.h5 --out linear");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of linear_cascade")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return draw(file, out); });
}
