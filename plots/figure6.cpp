// Figure 6 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs: another activation, and another data set.
//
// Sample run:
//   figure6 --relu results/study/generalisation/relu.h5
//       --fashion results/study/generalisation/fashion.h5 --out results/study/figures/figure6
//
// Description: draws <out>.svg and <out>.png, for rectified linear units on MNIST and, if there is
// such a run, for sigmoids on Fashion-MNIST:
//   (a, c) error E and loss L = E + β‖θ‖² against β;
//   (b, d) test accuracy, of all images and by class.
// Triangles and dotted lines are the transitions that the detector finds.

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/case_panels.h"
#include "plots/curves.h"
#include "plots/style.h"

namespace {

using namespace caldera;

/// A row of the figure, under the title that its run gives it.
CasePanels row_of(const std::string& name, const std::filesystem::path& file) {
  const SeedSweep sweep = load_sweep(file);
  return {name, title_of(sweep), sweep};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws Figure 6 of arXiv 2512.11866 from our own runs.", "figure6");
  app.footer("Example: figure6 --relu relu.h5 --fashion fashion.h5 --out figure6");
  std::filesystem::path relu, fashion, out;
  app.add_option("--relu", relu, "Origin sweep with rectified linear units")->required();
  app.add_option("--fashion", fashion, "Origin sweep on Fashion-MNIST, if there is one");
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] {
    std::vector<CasePanels> rows = {row_of("relu", relu)};
    if (!fashion.empty()) rows.push_back(row_of("fashion", fashion));
    const bool both = rows.size() == 2;
    std::string commands;
    for (const CasePanels& row : rows) commands += sweep_blocks(row.name, row.sweep);
    commands += "unset key\nset multiplot\n";
    const Heights one{0.17, 0.86}, upper{0.59, 0.93}, lower{0.1, 0.44};
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const Heights at = !both ? one : k == 0 ? upper : lower;
      commands += error_panel(rows[k], k == 0 ? "a" : "c", at) +
                  accuracy_panel(rows[k], k == 0 ? "b" : "d", at);
    }
    draw_figure(out, {.width = 900, .height = both ? 720 : 400}, commands + "unset multiplot\n");
    print_out("figure6: {}.svg and .png from {} sweep{}\n", out.string(), rows.size(),
              both ? "s" : "");
    return success;
  });
}
