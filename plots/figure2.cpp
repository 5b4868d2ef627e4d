// Figure 2 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs.
//
// Sample run:
//   figure2 --runs results/study/origin_sweep --out results/study/figures/figure2
//
// Description: reads every seed<k>.h5 of --runs and draws <out>.svg and <out>.png:
//   (a) error E and loss L against β, and where each seed's transitions are;
//   (b) the same against the distance r₀ from the origin;
//   (c) test accuracy of four groups of digits, which are given up one after the other.
// E is the training error as the paper reports it, the running mean over the last epoch at each β,
// and L = E + β‖θ‖². Dashed lines are the paper's positions, triangles the detector's.

#include <fmt/format.h>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/curves.h"
#include "plots/seed_sweeps.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Sweeps = std::vector<SeedSweep>;

constexpr const char* seed_colours[] = {colour::blue, colour::orange, colour::green};

struct DigitGroup {
  const char* label;
  const char* colour;
  std::vector<std::size_t> digits;
};
// In the order in which they are given up.
const DigitGroup groups[] = {{"5, 8, 9", colour::vermillion, {5, 8, 9}},
                             {"2, 3, 4, 6, 7", colour::purple, {2, 3, 4, 6, 7}},
                             {"1", colour::sky, {1}},
                             {"0", colour::black, {0}}};

const char* colour_of(std::size_t sweep) { return seed_colours[sweep % std::size(seed_colours)]; }

double group_accuracy(const SweepRow& row, const DigitGroup& group) {
  double sum = 0;
  for (const std::size_t digit : group.digits) sum += row.test_accuracy_by_class[digit];
  return sum / static_cast<double>(group.digits.size());
}

/// $sweep<k>: β, r₀, E, L and the groups' accuracies. $found<k>: β and r₀ of the transitions (r₀ as
/// the paper gives it, just after), and the height of this seed's row of triangles.
std::string data_of(const SeedSweep& sweep, std::size_t k) {
  std::vector<std::vector<double>> curve, found;
  for (const SweepRow& row : sweep.rows) {
    const double loss = row.training_error_running + row.beta * row.distance * row.distance;
    curve.push_back({row.beta, row.distance, row.training_error_running, loss});
    for (const DigitGroup& group : groups) curve.back().push_back(group_accuracy(row, group));
  }
  for (const Transition& transition : sweep.transitions)
    found.push_back(
        {transition.beta, transition.distance_after, 0.08 + 0.1 * static_cast<double>(k)});
  return data_block(fmt::format("sweep{}", k), curve) +
         data_block(fmt::format("found{}", k), found);
}

/// A strip above the panels: seeds, and what stands for a transition.
std::string legend(const Sweeps& sweeps) {
  std::string commands;
  double x = 0.085;
  const auto entry = [&](const std::string& text, int point, const char* colour, double width) {
    commands += fmt::format(
        "set label '{}' at screen {:.4f}, screen 0.97 left point pt {} ps 0.6 lc rgb '{}' "
        "offset 0.8,-0.27\n",
        text, x, point, colour);
    x += width;
  };
  for (std::size_t k = 0; k < sweeps.size(); ++k)
    entry(fmt::format("seed {}", sweeps[k].seed), 7, colour_of(k), 0.105);
  entry("transition found", 9, colour::black, 0.185);
  return commands +
         fmt::format(
             "set arrow from screen {0:.4f}, screen 0.97 to screen {1:.4f}, screen 0.97 nohead "
             "dashtype (8,5) linewidth 0.8 linecolor rgb '{2}'\n"
             "set label 'published transition' at screen {3:.4f}, screen 0.97 left\n"
             "set label 'L = E + β‖θ‖²' at screen 0.98, screen 0.97 right\n",
             x, x + 0.04, colour::grey, x + 0.048);
}

/// Each seed's points are smaller than those of the seed below, so that all show where they agree.
double point_size(const Sweeps& sweeps, std::size_t k) {
  const double largest = sweeps.front().rows.size() > 200 ? 0.2 : 0.35;
  return largest * (1 - 0.28 * static_cast<double>(k % std::size(seed_colours)));
}

/// E and L of all seeds against column `x` (1: β, 2: r₀) of $sweep, and the triangles of $found.
std::string error_and_loss(const Sweeps& sweeps, int x) {
  std::string curves;
  for (std::size_t k = 0; k < sweeps.size(); ++k)
    curves += fmt::format(
        "$sweep{0} using {1}:3 with points pt 7 ps {2} lc rgb '{3}', "
        "$sweep{0} using {1}:4 with points pt 7 ps {2} lc rgb '{3}', "
        "$found{0} using {1}:3 with points pt 9 ps 0.5 lc rgb '{3}', ",
        k, x, point_size(sweeps, k), colour_of(k));
  return "set yrange [0:3.2]\nset ytics 0.5 nomirror\nset format y '%.1f'\nplot " + curves + "\n";
}

std::string against_beta(const Sweeps& sweeps) {
  return panel("a", 0.085, 0.49, 0.565, 0.895) + legend(sweeps) +
         published_lines(&published::Transition::beta) +
         "set xrange [0:0.09]\nset xtics 0.02 nomirror\nset format x '%.2f'\n"
         "set xlabel 'regularisation strength β' offset 0,0.3\n"
         "set ylabel 'error, loss  (nat)' offset 0.8,0\n"
         "set label 'L' at 0.019, 2.5\n"
         "set label 'E' at 0.047, 1.12\n" +
         error_and_loss(sweeps, 1);
}

std::string against_distance(const Sweeps& sweeps) {
  return panel("b", 0.575, 0.98, 0.565, 0.895) +
         published_lines(&published::Transition::distance_just_after) +
         "set xrange [0:16]\nset xtics 4 nomirror\nset format x '%.0f'\n"
         "set xlabel 'distance from the origin r₀ = ‖θ‖' offset 0,0.3\n"
         "unset ylabel\n"
         "set label 'L' at 11.2, 1.75\n"
         "set label 'E' at 10.2, 0.8\n" +
         error_and_loss(sweeps, 2);
}

/// The groups' names in their colours, to the right of the panel.
std::string group_names() {
  std::string commands = "set label 'digits' at screen 0.85, graph 0.9 left\n";
  double height = 0.78;
  for (const DigitGroup& group : groups) {
    commands += fmt::format(
        "set label '{0}' at screen 0.85, graph {1} left textcolor rgb '{2}' point pt 7 ps 0.6 "
        "lc rgb '{2}' offset 0.8,-0.27\n",
        group.label, height, group.colour);
    height -= 0.12;
  }
  return commands;
}

std::string digits(const Sweeps& sweeps) {
  std::string curves;
  for (std::size_t k = 0; k < sweeps.size(); ++k)
    for (std::size_t g = 0; g < std::size(groups); ++g)
      curves += fmt::format("$sweep{} using 1:{} with points pt 7 ps {} lc rgb '{}', ", k, 5 + g,
                            point_size(sweeps, 1), groups[g].colour);
  return panel("c", 0.085, 0.83, 0.1, 0.42) + published_lines(&published::Transition::beta) +
         group_names() +
         "set xrange [0:0.09]\nset xtics 0.01 nomirror\nset format x '%.2f'\n"
         "set yrange [-2:102]\nset ytics 20 nomirror\nset format y '%.0f'\n"
         "set xlabel 'regularisation strength β' offset 0,0.3\n"
         "set ylabel 'test accuracy  (%)' offset 0.8,0\n"
         "plot " +
         curves + "\n";
}

int run(const std::filesystem::path& runs, const std::filesystem::path& out) {
  const Sweeps sweeps = load_sweeps(runs);
  for (const SeedSweep& sweep : sweeps) check_digits(sweep);
  std::string commands;
  for (std::size_t k = 0; k < sweeps.size(); ++k) commands += data_of(sweeps[k], k);
  commands += "unset key\nset multiplot\n" + against_beta(sweeps) + against_distance(sweeps) +
              digits(sweeps) + "unset multiplot\n";
  draw_figure(out, {.width = 900, .height = 720}, commands);
  print_out("figure2: {}.svg and .png from {} seed{}\n", out.string(), sweeps.size(),
            sweeps.size() == 1 ? "" : "s");
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws Figure 2 of arXiv 2512.11866 from our own runs.", "figure2");
  app.footer(
      "Example: figure2 --runs results/study/origin_sweep --out results/study/figures/figure2");
  std::filesystem::path runs, out;
  app.add_option("--runs", runs, "Folder with seed<k>.h5")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(runs, out); });
}
