// Jumps of a training run against the folds of the exact landscape.
//
// Sample run:
//   figure_folds --runs results/study/theory/folds --sweep results/study/origin_sweep/seed1.h5
//       --out results/study/figures/folds
//
// Description: draws <out>.svg and <out>.png from the run files T<k>.h5 of the program folds and the
// sweep that they begin at:
//   (a) error against β: the sweep, the exact minima, where they end, and where descent goes from there;
//   (b) near the folds, the curvature along the curve against the distance in β, of minima full, of
//       the saddles behind open: a fold has slope ½;
//   (c) the critical direction by part of the parameters;
//   (d) how the error of each digit changes along it;
//   (e) the table: positions, certificates, negative directions.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "autograd/arithmetic/error.h"
#include "experiments/program.h"
#include "experiments/storage/digest.h"
#include "experiments/storage/standard_output.h"
#include "plots/folds.h"
#include "plots/seed_sweeps.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Runs = std::vector<FoldRun>;

constexpr const char* colours[] = {colour::blue, colour::vermillion, colour::green, colour::purple,
                                   colour::orange};

const char* colour_of(std::size_t k) { return colours[k % std::size(colours)]; }

/// $minima<k>: β, E. $fold<k>, $branch<k>: β, E there, and the way down to the next minimum.
/// $near<k>, $behind<k>: β_fold − β and |curvature| on both sides of the fold of the transition.
std::string data_of(const FoldRun& run, std::size_t k) {
  std::vector<std::vector<double>> minima, folds, branches, near, behind;
  const FoldRow* transition = run.record.transition();
  const auto& found = run.record.folds;
  for (const FoldPathRow& row : run.record.path) {
    if (row.rate > 0) minima.push_back({row.beta, row.error});
    const auto index = static_cast<std::size_t>(row.fold) - 1;
    if (index < found.size() && &found[index] == transition)
      (row.rate > 0 ? near : behind)
          .push_back({transition->beta - row.beta, std::abs(row.curvature)});
  }
  for (const FoldRow& fold : found) {
    (fold.is_fold == 1 ? folds : branches)
        .push_back({fold.beta, fold.error, 0, fold.next_error - fold.error});
    minima.push_back({fold.beta, fold.error});
  }
  std::ranges::sort(minima);
  const auto block = [&](const char* name, const std::vector<std::vector<double>>& rows) {
    constexpr double gap = std::numeric_limits<double>::quiet_NaN();
    return data_block(fmt::format("{}{}", name, k),
                      rows.empty() ? std::vector<std::vector<double>>{{gap, gap, gap, gap}} : rows);
  };
  return block("minima", minima) + block("fold", folds) + block("branch", branches) +
         block("near", near) + block("behind", behind);
}

std::string sweep_data(const SeedSweep& sweep) {
  std::vector<std::vector<double>> rows;
  for (const SweepRow& row : sweep.rows) rows.push_back({row.beta, row.training_error});
  return data_block("sweep", rows);
}

std::string errors(const Runs& runs) {
  std::string plot = fmt::format(
      "plot $sweep using 1:2 with points pt 7 ps 0.35 lc rgb '{}' title 'training run, all images', ",
      colour::grey);
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const auto title = [&](const char* text) {
      return k == 0 ? fmt::format("title '{}'", text) : "notitle";
    };
    plot += fmt::format(
        "$minima{0} using 1:2 with linespoints lw 1.5 pt 7 ps 0.3 lc rgb '{1}' {2}, "
        "$fold{0} using 1:2:3:4 with vectors head filled size 0.0012,20 lw 1.5 lc rgb '{1}' {3}, "
        "$fold{0} using 1:2 with points pt 5 ps 0.9 lc rgb '{1}' {4}, "
        "$branch{0} using 1:2:3:4 with vectors head filled size 0.0012,20 lw 1.5 lc rgb '{1}' notitle, "
        "$branch{0} using 1:2 with points pt 12 ps 1.1 lw 1.5 lc rgb '{1}' {5}, ",
        k, colour_of(k), title("exact minima, first images"), title("descent from there"),
        title("fold"), title("branch point"));
  }
  return panel("a", 0.075, 0.60, 0.56, 0.95) +
         "set xrange [0.01:0.1]\nset xtics 0.02 nomirror\nset format x '%.2f'\n"
         "set xlabel 'β' offset 0,0.4\nset yrange [0.4:2.5]\nset ytics 0.5 nomirror\n"
         "set format y '%.1f'\nset ylabel 'error E  (nat)' offset 0.8,0\n"
         "set key at graph 0.98, graph 0.36 right samplen 2\n" +
         plot + "\nunset key\n";
}

std::string scaling(const Runs& runs) {
  std::string plot = "plot ";
  for (std::size_t k = 0; k < runs.size(); ++k)
    plot += fmt::format("$near{0} using 1:2 with points pt 7 ps 0.7 lc rgb '{1}' title '{2}', "
                        "$behind{0} using 1:2 with points pt 6 ps 0.9 lw 1.5 lc rgb '{1}' notitle, ",
                        k, colour_of(k), runs[k].name);
  return panel("b", 0.70, 0.985, 0.56, 0.95) +
         "set logscale xy\nset xrange [1e-6:0.03]\nset yrange [*:*]\n"
         "set xtics ('10^{-6}' 1e-6, '10^{-5}' 1e-5, '10^{-4}' 1e-4, '10^{-3}' 1e-3, '10^{-2}' 1e-2) "
         "nomirror\nset ytics auto nomirror\nset format y '10^{%L}'\n"
         "set xlabel 'β_{fold} − β' offset 0,0.4\n"
         "set ylabel '|curvature| along the curve  (nat)' offset 0.8,0\n"
         "set key left top samplen 1.5\n" +
         plot + fmt::format("0.35*sqrt(x) with lines dt 2 lc rgb '{}' title 'slope ½'\n",
                            colour::grey) +
         "unset logscale\nunset key\n";
}

/// A map with a column a transition.
std::string columns(const Runs& runs) {
  std::string tics;
  for (std::size_t k = 0; k < runs.size(); ++k)
    tics += fmt::format("{}'{}' {}", k ? ", " : "", runs[k].name, k);
  return fmt::format("set xrange [-0.5:{}]\nset xtics ({}) nomirror scale 0\nunset xlabel\n",
                     static_cast<double>(runs.size()) - 0.5, tics);
}

/// Shares of the weights; those of biases are together below what could be seen.
std::string layers(const Runs& runs) {
  const std::size_t slices = runs.front().record.slices.size();
  std::vector<std::vector<double>> rows;
  for (const FoldRun& run : runs) {
    std::vector<double> row(slices);
    if (const FoldRow* fold = run.record.transition()) row = fold->layer_shares;
    rows.push_back(row);
  }
  std::string plot = "plot ";
  const std::vector<std::string> fills = {colour::sky, colour::grey, colour::orange, colour::grey,
                                          colour::purple, colour::grey};
  for (std::size_t s = 0; s < slices; ++s)
    plot += fmt::format("$layers using {} lc rgb '{}' {}, ", s + 1, fills[s % fills.size()],
                        s % 2 == 0 ? fmt::format("title 'layer {}'", s / 2 + 1) : "notitle");
  return panel("c", 0.075, 0.35, 0.255, 0.455) + data_block("layers", rows) + columns(runs) +
         "set style data histograms\nset style histogram rowstacked\nset boxwidth 0.7\n"
         "set style fill solid 0.8 noborder\nset yrange [0:1.35]\nset ytics 0.5 nomirror\n"
         "set format y '%.1f'\nset ylabel 'share of ‖φ‖²' offset 0.8,0\n"
         "set key at graph 0.99, graph 0.99 right horizontal samplen 0.6 width -1\n" +
         plot + "\nunset key\nset style data points\n";
}

/// Of each transition relative to the largest. At a branch point among hidden units all are zero but
/// for rounding, and are shown so.
std::string digits(const Runs& runs) {
  constexpr double rounding = 1e-4;
  std::vector<std::vector<double>> rows;
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const FoldRow* fold = runs[k].record.transition();
    if (!fold) continue;
    double largest = rounding;
    for (const double change : fold->class_changes) largest = std::max(largest, std::abs(change));
    for (std::size_t digit = 0; digit < fold->class_changes.size(); ++digit)
      rows.push_back({static_cast<double>(digit), static_cast<double>(k),
                      fold->class_changes[digit] / largest});
  }
  std::string tics;
  for (std::size_t k = 0; k < runs.size(); ++k)
    tics += fmt::format("{}'{}' {}", k ? ", " : "", runs[k].name, k);
  return panel("d", 0.45, 0.89, 0.255, 0.455) + data_block("digits", rows) +
         fmt::format("set xrange [-0.5:9.5]\nset xtics 1 nomirror scale 0\nset format x '%.0f'\n"
                     "set xlabel 'digit' offset 0,0.6\n"
                     "set yrange [{}:-0.5]\nset ytics ({}) nomirror scale 0\nunset ylabel\n"
                     "set cbrange [-1:1]\nset cbtics 0.5\nset format cb '%.1f'\n"
                     "set palette defined (-1 '{}', 0 '#FFFFFF', 1 '{}')\n"
                     "set cblabel 'change of E_k along φ' offset 0.5,0\n",
                     static_cast<double>(runs.size()) - 0.5, tics, colour::blue,
                     colour::vermillion) +
         "set style fill solid 1 noborder\nplot $digits using 1:2:(0.5):(0.5):3 with boxxyerror lc palette notitle\n"
         "unset colorbox\n";
}

/// The table, as text below the panels.
std::string table(const Runs& runs) {
  const double columns_at[] = {0.03, 0.085, 0.225, 0.40, 0.52, 0.63, 0.755, 0.875};
  const char* heads[] = {"",          "jump of the run", "end at β (b: branch)", "distance",
                         "|∇L|",      "‖∇²L φ‖",        "negative",     "E, fall to"};
  std::string labels = "unset label\nunset arrow\n";
  const auto put = [&](double x, double y, const std::string& text, const char* hue) {
    labels += fmt::format("set label \"{}\" at screen {}, screen {} left tc rgb '{}'\n", text, x, y, hue);
  };
  for (std::size_t c = 0; c < std::size(heads); ++c)
    put(columns_at[c], 0.165, heads[c], colour::grey);
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const std::vector<std::string> cells = cells_of(runs[k]);
    for (std::size_t c = 0; c < cells.size(); ++c)
      put(columns_at[c], 0.165 - 0.027 * static_cast<double>(k + 1), cells[c],
          c == 0 ? colour_of(k) : colour::black);
  }
  return panel("e", 0.03, 0.985, 0.01, 0.165) + labels +
         "unset border\nunset xtics\nunset ytics\nunset xlabel\nunset ylabel\n"
         "set xrange [0:1]\nset yrange [0:1]\nplot NaN notitle\n";
}

/// Throws InputError unless all folds begin at this sweep.
void check_sweep(const Runs& runs, const std::filesystem::path& sweep) {
  const std::string found = digest(sweep);
  for (const FoldRun& run : runs)
    if (run.sweep != found)
      throw InputError("run file", sweep.string(),
                       fmt::format("the sweep that {} begins at, {:.12}…", run.name, run.sweep),
                       fmt::format("{:.12}…", found), "name that sweep, or make the folds again");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws the folds behind the transitions of a training run.", "figure_folds");
  app.footer("Example: figure_folds --runs results/study/theory/folds --sweep "
             "results/study/origin_sweep/seed1.h5 --out folds");
  std::filesystem::path folder, sweep, out;
  app.add_option("--runs", folder, "Folder with T<k>.h5 of the program folds")->required();
  app.add_option("--sweep", sweep, "The origin sweep that they begin at")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] {
    const Runs runs = load_folds(folder);
    check_sweep(runs, sweep);
    std::string commands = sweep_data(load_sweep(sweep));
    for (std::size_t k = 0; k < runs.size(); ++k) commands += data_of(runs[k], k);
    draw_figure(out, {.width = 1000, .height = 900},
                commands + "unset key\nset multiplot\n" + errors(runs) + scaling(runs) +
                    layers(runs) + digits(runs) + table(runs) + "unset multiplot\n");
    print_out("figure_folds: {}.svg and .png from {} transition{}\n", out.string(), runs.size(),
              runs.size() == 1 ? "" : "s");
    return success;
  });
}
