#pragma once
// A row of two panels for one case of the origin sweep (arXiv 2512.11866, Figs. 6 and 7).

#include <string>

#include "plots/seed_sweeps.h"

namespace caldera {

/// A sweep, the name of its data blocks (plots/curves.h), and what stands above its row.
struct CasePanels {
  std::string name, title;
  SeedSweep sweep;
};

/// What a sweep is of, as its run says: "MNIST, rectified linear units", "convolutional network on
/// 4 × 4 patterns". Throws InputError for a data set or an activation that has no such name.
std::string title_of(const SeedSweep& sweep);

/// Where the panels of a row stand, in shares of the figure.
struct Heights {
  double bottom, top;
};

/// On the left: error E and loss L = E + β‖θ‖² against β, and the transitions that are found.
std::string error_panel(const CasePanels& row, const std::string& letter, Heights at);

/// On the right: test accuracy, of all examples and by class.
std::string accuracy_panel(const CasePanels& row, const std::string& letter, Heights at);

}  // namespace caldera
