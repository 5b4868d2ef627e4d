#pragma once
// What the figures of sweeps share: a sweep as a data block, and its panels against β.

#include <string>
#include <vector>

#include "plots/published.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// The data blocks of one sweep. $<name>: 1 β, 2 distance r, 3 E (running mean over the last epoch),
/// 4 L = E + β r², 5 test accuracy in %, 6 … test accuracy by class. $<name>_found: 1 β, 2 r just
/// after each transition that the detector finds (NaN if there is none), 3 zero.
std::string sweep_blocks(const std::string& name, const SeedSweep& sweep);

/// Against β from 0 to the sweep's largest: its axis and label.
std::string beta_axis(const SeedSweep& sweep);

/// Plots E and L of a block in `colour` against column `x` (1: β, 2: r), and its transitions as
/// triangles at the foot of the panel.
std::string error_and_loss(const std::string& name, const std::string& colour, int x = 1);

/// A vertical dotted line at each transition of a sweep, at its β (or r just after, if `distance`).
std::string transition_lines(const SeedSweep& sweep, bool distance = false);

/// A dashed line at each published transition, with its name above, at its β or its r just after.
std::string published_lines(double published::Transition::*x);

}  // namespace caldera
