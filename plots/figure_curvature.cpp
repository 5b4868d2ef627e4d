// The scalar curvature of the error surface along a sweep, after "Phase transitions between
// accuracy regimes in L2 regularized deep neural networks" (arXiv 2505.06597).
//
// Sample run:
//   figure_curvature --run results/study/theory/curvature.h5 --out results/study/figures/curvature
//
// Description: against the regularisation strength β, draws <out>.svg and <out>.png:
//   (a) the scalar curvature R of the graph of E, with two standard errors each way;
//   (b) tr H and tr H², H = ∇²E, in the same way: where ∇E = 0, R = (tr H)² − tr H²;
//   (c) ‖∇E‖², which makes R scatter: its leading term is divided by 1 + ‖∇E‖²;
//   (d) by how much R changes between neighbouring points, and across the transitions: full where
//   it
//       falls, open where it rises; dashed, the median of those that are no transitions.
// Dotted lines are the transitions that the detector finds.

#include <fmt/format.h>

#include <cmath>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/curvature_comparison.h"
#include "plots/curves.h"
#include "plots/style.h"

namespace {

using namespace caldera;

/// What plots/curves.h needs to know of the sweep.
SeedSweep sweep_of(const CurvatureTable& table) {
  SeedSweep sweep;
  for (const CurvatureRow& row : table.rows) sweep.rows.push_back(row.sweep);
  for (const TransitionRows& bracket : table.transitions) {
    sweep.transitions.emplace_back();
    sweep.transitions.back().beta = change_over(table, bracket).beta;
  }
  return sweep;
}

/// β and |relative change| of R; NaN, a gap, instead of those that go the other way.
std::vector<std::vector<double>> sizes_of(const std::vector<CurvatureChange>& changes, bool falls) {
  std::vector<std::vector<double>> rows;
  for (const CurvatureChange& change : changes)
    rows.push_back({change.beta, (change.relative < 0) == falls ? std::abs(change.relative) : NAN});
  return rows;
}

/// $points: 1 β, 2 R in thousands and 3 its two standard errors, 4, 5 of tr H, 6, 7 of tr H²,
/// 8 ‖∇E‖². $falls, $rises: β and size of changes elsewhere; $falls_found, $rises_found: at
/// transitions.
std::string data_of(const CurvatureTable& table) {
  std::vector<std::vector<double>> points;
  for (const CurvatureRow& row : table.rows) {
    const ScalarCurvature& at = row.at;
    points.push_back({row.sweep.beta, at.curvature.value / 1000,
                      2 * at.curvature.standard_error / 1000, at.trace.value,
                      2 * at.trace.standard_error, at.squared_frobenius_norm.value,
                      2 * at.squared_frobenius_norm.standard_error, at.gradient_squared_norm});
  }
  const std::vector<CurvatureChange> elsewhere = changes_elsewhere(table);
  std::vector<CurvatureChange> found;
  for (const TransitionRows& bracket : table.transitions) found.push_back(change_over(table, bracket));
  if (found.empty()) found.push_back({NAN, NAN, NAN});
  return data_block("points", points) + data_block("falls", sizes_of(elsewhere, true)) +
         data_block("rises", sizes_of(elsewhere, false)) +
         data_block("falls_found", sizes_of(found, true)) +
         data_block("rises_found", sizes_of(found, false));
}

/// Columns 1, y and y + 1 of the points. The bars are vectors: gnuplot's own leave a gap around the
/// point.
std::string with_error_bars(int y, const char* colour, const char* title) {
  return fmt::format(
      "$points using 1:(${0}-${1}):(0):(2*${1}) with vectors nohead lc rgb '{2}' "
      "notitle, $points using 1:{0} with points pt 7 ps 0.4 lc rgb '{2}' {3}",
      y, y + 1, colour, title);
}

std::string curvature(const std::string& lines) {
  return panel("a", 0.085, 0.48, 0.6, 0.94) + lines +
         "set yrange [-0.4:*]\nset ytics autofreq nomirror\nset ylabel 'R  (10^3 nat^2)' offset "
         "0.6,0\n"
         "plot " +
         with_error_bars(2, colour::blue, "notitle") + "\n";
}

std::string traces(const std::string& lines) {
  return panel("b", 0.595, 0.985, 0.6, 0.94) + lines +
         "set ylabel 'tr H  (nat),  tr H^2  (nat^2)' offset 0.6,0\nset key at graph 0.99, graph "
         "1.1 right horizontal "
         "samplen 1\nplot " +
         with_error_bars(4, colour::vermillion, "title 'tr H'") + ", " +
         with_error_bars(6, colour::green, "title 'tr H^2'") + "\nunset key\n";
}

std::string gradient(const std::string& lines) {
  return panel("c", 0.085, 0.48, 0.11, 0.45) + lines +
         fmt::format(
             "set yrange [0:*]\nset ytics 0.1 nomirror\n"
             "set ylabel '‖∇E‖^2  (nat^2)' offset 0.6,0\n"
             "plot $points using 1:8 with points pt 7 ps 0.45 lc rgb '{}'\n",
             colour::purple);
}

std::string changes(const std::string& lines, double typical) {
  return panel("d", 0.595, 0.985, 0.11, 0.45) + lines +
         fmt::format(
             "set logscale y\nset yrange [0.001:4]\nset format y '%g'\n"
             "set ylabel 'relative change of R' offset 0.8,0\n"
             "set key at graph 1, graph 1.13 right horizontal maxrows 1 samplen 0.5 width -5\n"
             "plot $falls_found using 1:2 with points pt 7 ps 0.8 lc rgb '{2}' title "
             "'transitions', "
             "$rises_found using 1:2 with points pt 6 ps 0.9 lw 1.5 lc rgb '{2}' notitle, "
             "$falls using 1:2 with points pt 7 ps 0.4 lc rgb '{1}' title 'others', "
             "$rises using 1:2 with points pt 6 ps 0.5 lc rgb '{1}' notitle, "
             "{0} with lines lw 0.8 dt (8,5) lc rgb '{1}' title 'median'\n",
             typical, colour::grey, colour::vermillion);
}

int run(const std::filesystem::path& file, const std::filesystem::path& out) {
  const CurvatureTable table = load_curvature(file);
  const SeedSweep sweep = sweep_of(table);
  const std::string lines = transition_lines(sweep);
  draw_figure(out, {.width = 900, .height = 680},
              data_of(table) + "unset key\nset multiplot\n" + beta_axis(sweep) +
                  "set xtics 0.02\n" + curvature(lines) + traces(lines) + gradient(lines) +
                  changes(lines, typical_change(changes_elsewhere(table))) + "unset multiplot\n");
  print_out("figure_curvature: {}.svg and .png from {} points\n", out.string(), table.rows.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws the scalar curvature of the error surface along a sweep.",
               "figure_curvature");
  app.footer(
      "Example: figure_curvature --run results/study/theory/curvature.h5 --out "
      "results/study/figures/curvature");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of curvature_change")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(file, out); });
}
