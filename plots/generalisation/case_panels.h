#pragma once
// A row of two panels for one case of the origin sweep (arXiv 2512.11866, Figs. 6 and 7).

#include <string>

#include "plots/figure/figure.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// What a sweep is of, as its run says: "MNIST, rectified linear units", "convolutional network on
/// 4 × 4 patterns". Throws InputError for a data set or an activation that has no such name.
std::string title_of(const SeedSweep& sweep);

/// Where the panels of a row stand, in shares of the figure.
struct Heights {
  double bottom, top;
};

/// On the left, under the title: error E and loss L = E + β‖θ‖² against β, and the transitions that
/// are found.
Panel error_panel(const SeedSweep& sweep, const std::string& letter, Heights at);

/// On the right: test accuracy, of all examples and by class.
Panel accuracy_panel(const SeedSweep& sweep, const std::string& letter, Heights at);

/// The row of one sweep alone.
Figure case_figure(const SeedSweep& sweep);

}  // namespace caldera
