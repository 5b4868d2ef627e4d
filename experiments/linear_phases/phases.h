#pragma once
// The study of phases, depth by depth: what the program linear_phases does.

#include <functional>

#include "experiments/linear_phases/mode_folds.h"
#include "experiments/linear_phases/tree.h"

namespace caldera {

/// How to look for phases.
struct LinearPhasesOptions {
  PhaseStarts starts = {};  ///< of the descents that find minima
  PhaseRange range = {};    ///< of the curves
  std::size_t points = 40;  ///< β at which a barrier is measured
};

/// Adds a depth to the run, whose singular values are given. `watch` is told the share of the work
/// that is done. Depth 3 and more: for each mode its ends, its point of equal depth and its barriers;
/// the states; and trees at three β: half of the lowest equal depth, the middle between it and the
/// lowest fold, and the middle between that and the next equal depth. Depth 2: the ends, the states at
/// half of the lowest, and the tree there and half-way to the next one. Throws InputError if fewer than
/// two modes have such places, and where a search fails so that numbers could not be trusted.
void add_depth(LinearPhases& run, std::size_t depth, const LinearPhasesOptions& options,
               const std::function<void(double)>& watch);

}  // namespace caldera
