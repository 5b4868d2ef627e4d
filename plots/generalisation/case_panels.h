#pragma once
// A row of two panels for one case of the origin sweep (arXiv 2512.11866, Fig. 6 and its CNN).

#include <string>

#include "plots/figure/figure.h"
#include "plots/published/curves.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// What a sweep is of, as its run says: "MNIST, rectified linear units", "convolutional network on
/// 4 × 4 patterns". Throws InputError for a data set or an activation that has no such name.
std::string title_of(const SeedSweep& sweep);

/// The published sweep of the same network on the same data, or nullptr.
const published::Case* published_case(const SeedSweep& sweep);

/// Where the panels of a row stand, in shares of the figure.
struct Heights {
  double bottom, top;
};

/// On the left, under the title: test error E and reported loss L against β, the published ones behind them,
/// and the transitions that are found.
Panel error_panel(const SeedSweep& sweep, const std::string& letter, Heights at);

/// On the right: test accuracy, of all examples and by class, and the published one.
Panel accuracy_panel(const SeedSweep& sweep, const std::string& letter, Heights at);

/// The row of one sweep alone.
Figure case_figure(const SeedSweep& sweep);

}  // namespace caldera
