#pragma once
// Depth 2: where one phase ends the next begins. Nothing coexists and there is no barrier.

#include "experiments/linear_phases/mode_folds.h"

namespace caldera {

/// Follows θ = 0 from range.highest downwards to the branch point where it stops being a minimum, goes on to
/// the phase below, and so on to range.lowest. Of each mode that is learned on the way it writes the lower end
/// of the phase without it, the branch point, and the upper end of the phase with it: where the smallest
/// eigenvalue of that, at 0.1 below the branch point and nearer, extrapolates to zero. This is of the right
/// phase only if singular values are more than 0.1 apart and the smallest is above 0.1. Throws InputError
/// for a curve that is not followed to its end.
void add_pitchforks(LinearPhases& run, LinearLandscape& landscape, const PhaseRange& range);

}  // namespace caldera
