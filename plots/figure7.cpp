// Figure 7 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own run: a convolutional network on synthetic patterns.
//
// Sample run:
//   figure7 --run results/study/generalisation/cnn.h5 --out results/study/figures/figure7
//
// Description: draws <out>.svg and <out>.png:
//   (a) error E and loss L = E + β‖θ‖² against β;
//   (b) test accuracy, of all images and by class (rows, columns, checkerboard).
// Above it stands what the run says it is of. Triangles and dotted lines are the transitions that
// the detector finds.

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/case_panels.h"
#include "plots/curves.h"
#include "plots/style.h"

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Draws Figure 7 of arXiv 2512.11866 from our own run.", "figure7");
  app.footer("Example: figure7 --run cnn.h5 --out figure7");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Origin sweep of the convolutional network")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] {
    const SeedSweep sweep = load_sweep(file);
    const CasePanels row{"cnn", title_of(sweep), sweep};
    const Heights at{0.17, 0.86};
    draw_figure(out, {.width = 900, .height = 400},
                sweep_blocks(row.name, row.sweep) + "unset key\nset multiplot\n" +
                    error_panel(row, "a", at) + accuracy_panel(row, "b", at) +
                    "unset multiplot\n");
    print_out("figure7: {}.svg and .png\n", out.string());
    return success;
  });
}
