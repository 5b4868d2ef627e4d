// Hysteresis between accuracy regimes, after "Phase transitions between accuracy regimes in L2
// regularized deep neural networks" (arXiv 2505.06597).
//
// Sample run:
//   figure_hysteresis --rising results/study/origin_sweep --falling results/study/hysteresis
//       --out results/study/figures/hysteresis
//
// Description: draws <out>.svg and <out>.png from all seeds that were swept up and down:
//   (a) error E against β, rising and falling, the loop between them filled;
//   (b) the distance r₀ from the origin in the same way;
//   (c) where the branches jump, by seed, as the detector finds it; the bar is the stretch from where
//       the fall leaves the trivial phase, in which every answer is a guess, to where the rise
//       entered it.

#include <fmt/format.h>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/curves.h"
#include "plots/hysteresis_loops.h"
#include "plots/style.h"

namespace {

using namespace caldera;
using Seeds = std::vector<Hysteresis>;

/// $up<k>, $down<k>: the branches (plots/curves.h). $loop<k>: their outline, up and back down.
/// $edges<k>: where the trivial phase is left and entered, and the seed.
std::string data_of(const Hysteresis& seed, std::size_t k) {
  std::vector<std::vector<double>> outline;
  const auto add = [&](const SweepRow& row) {
    outline.push_back({row.beta, row.distance, row.training_error_running});
  };
  for (const SweepRow& row : seed.rising.rows) add(row);
  for (auto row = seed.falling.rows.rbegin(); row != seed.falling.rows.rend(); ++row) add(*row);
  return sweep_blocks(fmt::format("up{}", k), seed.rising) +
         sweep_blocks(fmt::format("down{}", k), seed.falling) +
         data_block(fmt::format("loop{}", k), outline) +
         data_block(fmt::format("edges{}", k),
                    {{seed.left, seed.entered, static_cast<double>(seed.rising.seed)}});
}

/// Both branches of all seeds against β; `column`: 2 r₀, 3 E. Rising full, falling open.
std::string branches(const Seeds& seeds, int column) {
  std::string plot = "plot ";
  for (std::size_t k = 0; k < seeds.size(); ++k)
    plot += fmt::format("$loop{} using 1:{} with filledcurves closed fillstyle transparent solid "
                        "0.12 noborder lc rgb '{}' notitle, ",
                        k, column, colour::orange);
  for (std::size_t k = 0; k < seeds.size(); ++k)
    plot += fmt::format("$up{0} using 1:{1} with linespoints pt 7 ps 0.3 lw 0.6 lc rgb '{2}' {4}, "
                        "$down{0} using 1:{1} with linespoints pt 6 ps 0.5 lw 0.6 lc rgb '{3}' {5}, ",
                        k, column, colour::blue, colour::vermillion,
                        k == 0 ? "title 'β rising'" : "notitle",
                        k == 0 ? "title 'β falling'" : "notitle");
  return plot + "\n";
}

std::string errors(const Seeds& seeds) {
  return panel("a", 0.085, 0.49, 0.52, 0.93) + beta_axis(seeds.front().rising) +
         "set xtics 0.02\nset yrange [0:2.6]\nset ytics 0.5 nomirror\nset format y '%.1f'\n"
         "set ylabel 'error E  (nat)' offset 0.8,0\n"
         "set key at graph 0.98, graph 0.3 right samplen 2\n" +
         branches(seeds, 3) + "unset key\n";
}

std::string distances(const Seeds& seeds) {
  return panel("b", 0.575, 0.98, 0.52, 0.93) + beta_axis(seeds.front().rising) +
         "set xtics 0.02\nset yrange [0:16]\nset ytics 4 nomirror\nset format y '%.0f'\n"
         "set ylabel 'distance r_0 = ‖θ‖' offset 0.3,0\n" +
         branches(seeds, 2);
}

/// A line a seed: the transitions that are found on both branches, and as a bar the stretch in which
/// the trivial phase is a minimum that only the falling branch is in.
std::string positions(const Seeds& seeds) {
  std::string plot = "plot ";
  for (std::size_t k = 0; k < seeds.size(); ++k)
    plot += fmt::format(
        "$edges{0} using 1:3:($2-$1):(0) with vectors nohead lw 8 lc rgb '{1}' notitle, "
        "$up{0}_found using 1:({2}) with points pt 9 ps 0.8 lc rgb '{3}' {5}, "
        "$down{0}_found using 1:({2}) with points pt 10 ps 0.9 lw 1.5 lc rgb '{4}' {6}, ",
        k, "#F9DFA6", seeds[k].rising.seed, colour::blue, colour::vermillion,
        k == 0 ? "title 'jump, rising'" : "notitle",
        k == 0 ? "title 'jump, falling'" : "notitle");
  const auto last = static_cast<double>(seeds.back().rising.seed);
  return panel("c", 0.085, 0.98, 0.12, 0.36) + beta_axis(seeds.front().rising) +
         fmt::format("set xtics 0.01\nset yrange [0.4:{}]\nset ytics 1\nset format y '%.0f'\n"
                     "set ylabel 'seed' offset 0.3,0\n"
                     "set key at graph 0.99, graph 1.22 right horizontal samplen 1\n",
                     last + 0.6) +
         plot + "\n";
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws both branches of sweeps up and down, and the loops between them.",
               "figure_hysteresis");
  app.footer(
      "Example: figure_hysteresis --rising results/study/origin_sweep --falling "
      "results/study/hysteresis --out hysteresis");
  std::filesystem::path rising, falling, out;
  app.add_option("--rising", rising, "Folder with seed<k>.h5 of the origin sweep")->required();
  app.add_option("--falling", falling, "Folder with seed<k>.h5 of hysteresis")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] {
    const Seeds seeds = load_hysteresis(rising, falling);
    std::string commands;
    for (std::size_t k = 0; k < seeds.size(); ++k) commands += data_of(seeds[k], k);
    draw_figure(out, {.width = 900, .height = 600},
                commands + "unset key\nset multiplot\n" + errors(seeds) + distances(seeds) +
                    positions(seeds) + "unset multiplot\n");
    print_out("figure_hysteresis: {}.svg and .png from {} seed{}\n", out.string(), seeds.size(),
              seeds.size() == 1 ? "" : "s");
    return success;
  });
}
