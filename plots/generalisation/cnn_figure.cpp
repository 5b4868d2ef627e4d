// The convolutional network on synthetic patterns of "Phase transitions reveal hierarchical structure in
// deep neural networks" (arXiv 2512.11866) from our own run.
//   (a) Test error E and reported loss L against β;
//   (b) test accuracy, of all images and by class (rows, columns, checkerboard).
// Above it stands what the run says it is of. Grey lines are the published curves; triangles and dotted lines are the transitions that
// the detector finds.

#include "plots/figures.h"
#include "plots/generalisation/case_panels.h"

namespace caldera {
namespace {

Figure make(const FigureFiles& files) { return case_figure(load_sweep(files.one("run"))); }

const FigureRegistration figure({.name = "cnn",
                                 .summary = "The convolutional network of arXiv 2512.11866 from our own run.",
                                 .inputs = {{"run", "generalisation/cnn.h5",
                                             "Origin sweep of the convolutional network"}},
                                 .make = make});

}  // namespace
}  // namespace caldera
