#pragma once
// What a run of linear_phases found, as series. Modes are counted from 1; 0 stands for θ = 0.

#include "caldera/nn/models/linear_mode.h"
#include "experiments/linear_phases/record.h"
#include "plots/figure/figure.h"

namespace caldera {

/// The points of a mode's curve at one depth, in order: minima, or the saddles behind the fold.
std::vector<PhasePoint> curve_part(const LinearPhases& run, std::size_t depth, std::size_t mode,
                                   bool saddles);

/// a along the curve β = b(a) of a mode (nn/models/linear_mode.h), against β.
Series closed_branch(const LinearMode& mode, const Style& style);

/// Height of the saddle above the phase with the mode, or without it, against β: in closed form, and as found.
Series closed_barrier(const LinearPhases& run, std::size_t depth, std::size_t mode, bool learned,
                      const Style& style);
Series found_barrier(const LinearPhases& run, std::size_t depth, std::size_t mode, bool learned);

/// A mode has one colour in all panels; 0 is black.
const char* mode_colour(std::size_t mode);

}  // namespace caldera
