// Figure 6 of "Phase transitions reveal hierarchical structure in deep neural networks"
// (arXiv 2512.11866) from our own runs: another activation, and another data set. For rectified
// linear units on MNIST and, if there is such a run, for sigmoids on Fashion-MNIST:
//   (a, c) test error E and loss L = E + β‖θ‖² against β;
//   (b, d) test accuracy, of all images and by class.
// Grey lines are the published curves. Triangles and dotted lines are the transitions that the detector finds.

#include "plots/figures.h"
#include "plots/generalisation/case_panels.h"

namespace caldera {
namespace {

constexpr Heights upper = {0.59, 0.93}, lower = {0.1, 0.44};

Figure make(const FigureFiles& files) {
  const SeedSweep relu = load_sweep(files.one("relu"));
  if (!files.has("fashion")) return case_figure(relu);
  const SeedSweep fashion = load_sweep(files.one("fashion"));
  return {.size = {900, 720},
          .panels = {error_panel(relu, "a", upper), accuracy_panel(relu, "b", upper),
                     error_panel(fashion, "c", lower), accuracy_panel(fashion, "d", lower)}};
}

const FigureRegistration figure(
    {.name = "generalisation",
     .summary = "Figure 6 of arXiv 2512.11866 from our own runs.",
     .inputs = {{"relu", "generalisation/relu.h5", "Origin sweep with rectified linear units"},
                {"fashion", "generalisation/fashion.h5",
                 "Origin sweep on Fashion-MNIST, if there is one", false}},
     .make = make});

}  // namespace
}  // namespace caldera
