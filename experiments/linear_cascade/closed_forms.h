#pragma once
// The study of deep linear networks, depth by depth: what the program linear_cascade does.

#include <cstdint>
#include <functional>

#include "experiments/linear_cascade/record.h"

namespace caldera {

struct LinearStudyOptions {
  std::uint64_t seed = 1;
  double deviation = 0.1;      ///< of the disturbance of the start
  std::size_t points = 120;    ///< of a sweep
  double largest_step = 2e-3;  ///< of β, of those at each transition
  /// So many, each one half of the last. At depth 2 a minimum is lower than its saddle by step²/8
  /// only; where that comes near the rounding of L, descent may end early. 10 steps end at 4e-6.
  std::size_t steps = 10;
  std::size_t minima = 25;   ///< at so many distances from the end of a branch, 0.1 to 1e-7
  std::size_t saddles = 22;  ///< behind a fold
  double farthest = 1e-4;    ///< distance that the exponents are fitted to
};

/// Adds a depth to the run, whose singular values are given: sweeps up and down over an even grid
/// of β, from its first step to a tenth above the last end of a branch; every branch; every
/// transition. `watch` is told the share of the work that is done.
void study_depth(LinearRun& run, std::size_t depth, const LinearStudyOptions& options,
                 const std::function<void(double)>& watch);

}  // namespace caldera
