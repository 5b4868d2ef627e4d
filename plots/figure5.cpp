// Figure 5 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs: are the transitions made by the learning rate, or by the
// origin as reference?
//
// Sample run:
//   figure5 --fast results/study/robustness/fast.h5 --sweep results/study/origin_sweep/seed1.h5
//       --path results/study/pathfinder/to_t4.h5 --out results/study/figures/figure5
//
// Description: draws <out>.svg and <out>.png:
//   (a) error E and loss L against β at ten times the learning rate, over those of the usual one;
//   (b) E and L along the path to the weights of the fourth transition, against the distance r₄ from
//       them, E + β r₄² being both minimised and reported.
// Triangles and dotted lines are the transitions that the detector finds, dashed lines those that
// the paper gives for the usual learning rate.

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/curves.h"
#include "plots/style.h"

namespace {

using namespace caldera;

/// η of a sweep, as its run says.
std::string rate_of(const SeedSweep& sweep) {
  return fmt::format("{:g}", option_of<double>(sweep, "learning_rate"));
}

std::string learning_rates(const SeedSweep& fast, const SeedSweep& usual) {
  return panel("a", 0.085, 0.49, 0.15, 0.83) + published_lines(&published::Transition::beta) + beta_axis(fast) +
         "set xtics 0.02\nset yrange [0:3.2]\nset ytics 0.5 nomirror\nset format y '%.1f'\n"
         "set ylabel 'error, loss  (nat)' offset 0.8,0\n"
         "set label 'L' at 0.006, 2.3\nset label 'E' at 0.047, 1.08\n"
         "set label 'learning rate " + rate_of(fast) + "' at screen 0.085, screen 0.95 left point pt 7 ps 0.6 "
         "lc rgb '" + std::string(colour::vermillion) + "' offset 0.8,-0.27\n"
         "set label '" + rate_of(usual) + "' at screen 0.28, screen 0.95 left point pt 7 ps 0.6 lc rgb '" +
         colour::sky + "' offset 0.8,-0.27\n"
         "set label 'transition found' at screen 0.37, screen 0.95 left point pt 9 ps 0.6 lc rgb '" +
         colour::black + "' offset 0.8,-0.27\nplot " + error_and_loss("usual", colour::sky) + ", " +
         error_and_loss("fast", colour::vermillion) + "\n";
}

std::string path_to_transition(const SeedSweep& path) {
  return panel("b", 0.575, 0.98, 0.15, 0.83) + transition_lines(path, true) +
         "set logscale x\nset xrange [1:*]\nset xtics autofreq nomirror\nset format x '%g'\n"
         "set xlabel 'distance from the weights after T_4, r_4' offset 0,0.3\n"
         "unset ylabel\nset yrange [0:*]\nset key at graph 0.98, graph 0.95 right samplen 1\n"
         "plot $path using 2:4 with linespoints pt 6 ps 0.4 lw 0.6 lc rgb '" +
         std::string(colour::green) + "' title 'L = E + β r_4^2', "
         "$path using 2:3 with linespoints pt 7 ps 0.35 lw 0.6 lc rgb '" + colour::blue +
         "' title 'E', $path_found using 2:(0.05) with points pt 9 ps 0.55 lc rgb '" +
         colour::black + "' notitle\nunset key\n";
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws Figure 5 of arXiv 2512.11866 from our own runs.", "figure5");
  app.footer(
      "Example: figure5 --fast fast.h5 --sweep seed1.h5 --path to_t4.h5 --out figure5");
  std::filesystem::path fast, usual, path, out;
  app.add_option("--fast", fast, "Origin sweep at ten times the learning rate")->required();
  app.add_option("--sweep", usual, "Origin sweep at the usual one")->required();
  app.add_option("--path", path, "Pathfinder to the fourth transition's weights")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] {
    const SeedSweep quick = load_sweep(fast), slow = load_sweep(usual),
                    to_t4 = load_sweep(path, "pathfinder");
    check_digits(slow);
    check_alike(slow, quick);
    check_alike(slow, to_t4);
    draw_figure(out, {.width = 900, .height = 420},
                sweep_blocks("fast", quick) + sweep_blocks("usual", slow) +
                    sweep_blocks("path", to_t4) + "unset key\nset multiplot\n" +
                    learning_rates(quick, slow) + path_to_transition(to_t4) + "unset multiplot\n");
    print_out("figure5: {}.svg and .png\n", out.string());
    return success;
  });
}
