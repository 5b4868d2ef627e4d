// Figure 3 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own run: Hessian eigenvalues along a path, and what they say of its
// stability.
//
// Sample run:
//   figure3 --run results/study/path_spectrum/to_t4.h5 --out results/study/figures/figure3
//
// Description: against the distance r from the reference, draws <out>.svg and <out>.png:
//   (a) the eigenvalues of ∇²E of largest magnitude, coloured by rank; negative ones open;
//   (b) the last of them alone;
//   (c) the stability margin λ_min(∇²E) + c with its error bar, where cI is the pull's curvature:
//       below zero a stationary point is a saddle;
//   (d) the norm of the gradient of what is minimised, which says how far from stationary a point
//       is.
// Dotted lines are the transitions that the detector finds on the path.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/program.h"
#include "experiments/spectrum_table.h"
#include "experiments/storage/checked_reads.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Rows = std::vector<SpectrumRow>;

/// The pairs of largest magnitude, the largest first. There is one more at each point: the smallest
/// was asked for by itself.
std::vector<Eigenpair> by_magnitude(const SpectrumRow& row) {
  std::vector<Eigenpair> pairs = row.pairs;
  std::ranges::stable_sort(pairs, [](const Eigenpair& a, const Eigenpair& b) {
    return std::abs(a.value) > std::abs(b.value);
  });
  pairs.resize(row.pairs.size() - 1);
  return pairs;
}

/// $positive and $negative: r, |λ|, rank. $last: r, |λ| of the last rank, bound. $points: r, margin,
/// its bound, gradient norm.
std::string data_of(const Rows& rows) {
  std::vector<std::vector<double>> positive, negative, last, points;
  for (const SpectrumRow& row : rows) {
    const double r = row.sweep.distance;
    const std::vector<Eigenpair> pairs = by_magnitude(row);
    for (std::size_t rank = 0; rank < pairs.size(); ++rank)
      (pairs[rank].value > 0 ? positive : negative)
          .push_back({r, std::abs(pairs[rank].value), static_cast<double>(rank + 1)});
    last.push_back({r, std::abs(pairs.back().value), pairs.back().bound});
    points.push_back(
        {r, row.margin(), row.pairs.front().bound, row.sweep.loss_gradient_norm});
  }
  if (negative.empty()) negative.push_back({NAN, NAN, NAN});
  return data_block("positive", positive) + data_block("negative", negative) +
         data_block("last", last) + data_block("points", points);
}

/// A dotted line at each transition.
std::string transition_lines(const std::vector<double>& distances) {
  std::string commands;
  for (const double r : distances)
    commands += fmt::format(
        "set arrow from first {0}, graph 0 to first {0}, graph 1 nohead back dashtype (2,4) "
        "linewidth 0.8 linecolor rgb '{1}'\n",
        r, colour::grey);
  return commands;
}

/// A range that is a whole part of a decade wider than the values on either side.
std::string log_range(const Rows& rows) {
  double least = INFINITY, most = 0;
  for (const SpectrumRow& row : rows) {
    least = std::min(least, row.sweep.distance);
    most = std::max(most, row.sweep.distance);
  }
  return "set logscale x\n" + axis_range("x", least / 1.25, most * 1.25);
}

constexpr const char* x_label =
    "set xlabel 'distance from the reference r = ‖θ − θ_{/*0.8 ref}‖' offset 0,0.3\n"
    "set format x '%g'\n";

/// Of one eigenvalue, the colours still need a range.
std::string all_eigenvalues(const std::string& lines, std::size_t count) {
  const std::size_t last = std::max<std::size_t>(count, 2);
  return panel("a", 0.11, 0.43, 0.6, 0.94) + lines +
         fmt::format(
             "set logscale y\nset format y '10^{{%T}}'\nset ylabel '|λ| of ∇²E  (nat)' offset 1.2,0\n"
             "set palette defined (0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725')\n"
             "set cbrange [1:{0}]\nset cblabel 'rank' offset 0.6,0\n"
             "set cbtics (1, {1}, {0})\n"
             "set colorbox user origin screen 0.44, screen 0.6 size screen 0.012, screen 0.34\n"
             "plot $positive using 1:2:3 with points pt 7 ps 0.35 palette, "
             "$negative using 1:2:3 with points pt 6 ps 0.5 palette\nunset colorbox\n",
             last, (last + 1) / 2);
}

/// Columns 1, 2 and 3 of a block: x, y and its error. Bars first: gnuplot's points with bars have a
/// white rim that hides their neighbours.
std::string with_error_bars(const std::string& block, const char* colour) {
  return fmt::format("${0} using 1:2:3 with yerrorbars ps 0 lc rgb '{1}', "
                     "${0} using 1:2 with points pt 7 ps 0.4 lc rgb '{1}'",
                     block, colour);
}

std::string last_eigenvalue(const std::string& lines, std::size_t count) {
  return panel("b", 0.64, 0.98, 0.6, 0.94) + lines +
         fmt::format("unset logscale y\nset format y '%g'\nset yrange [0:*]\n"
                     "set ylabel '|λ| of rank {}  (nat)' offset -0.3,0\n"
                     "plot {}\n",
                     count, with_error_bars("last", colour::blue));
}

std::string margin(const std::string& lines) {
  return panel("c", 0.11, 0.48, 0.11, 0.45) + lines +
         fmt::format("set yrange [*:*]\nset ylabel 'margin λ_{{/*0.8 min}} + c  (nat)' offset 0.3,0\n"
                     "plot 0 with lines lw 0.8 dt (8,5) lc rgb '{}', {}\n",
                     colour::grey, with_error_bars("points", colour::vermillion));
}

std::string gradient(const std::string& lines) {
  return panel("d", 0.64, 0.98, 0.11, 0.45) + lines +
         fmt::format("set yrange [0:*]\nset ylabel '‖∇L‖  (nat)' offset 0.2,0\n"
                     "plot $points using 1:4 with points pt 7 ps 0.45 lc rgb '{}'\n",
                     colour::green);
}

int run(const std::filesystem::path& file, const std::filesystem::path& out) {
  const RunFile stored(file);
  check_study(stored, "path_spectrum");
  const Rows rows = read_spectrum(stored);
  if (rows.front().pairs.size() < 2)
    stored.refuse("/spectrum/eigenvalue", "two eigenvalues or more at each point", "one");
  const std::string lines = transition_lines(stored.vector<double>(transition_distances));
  const std::size_t count = rows.front().pairs.size() - 1;
  draw_figure(out, {.width = 900, .height = 680},
              data_of(rows) + "unset key\nset multiplot\n" + log_range(rows) + x_label +
                  all_eigenvalues(lines, count) + last_eigenvalue(lines, count) + margin(lines) +
                  gradient(lines) + "unset multiplot\n");
  print_out("figure3: {}.svg and .png from {} points\n", out.string(), rows.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws Figure 3 of arXiv 2512.11866 from our own run.", "figure3");
  app.footer(
      "Example: figure3 --run results/study/path_spectrum/to_t4.h5 --out "
      "results/study/figures/figure3");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of path_spectrum")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(file, out); });
}
