#pragma once
// The tree of a linear network's minima at one β: the minima by descent, the saddles from folds and from
// sets of modes, and which minima each saddle joins by descent on its two sides.

#include <cstdint>
#include <vector>

#include "experiments/linear_phases/landscape.h"
#include "experiments/linear_phases/record.h"

namespace caldera {

/// The starts of descents: for each of the 2ⁿ sets of modes, balanced weights of strength 1 in these
/// modes and 0 in the others, and to each weight a normal number of so much deviation. (The saddles
/// of modes that are 0 are at strengths of about β/s and more: at small β, larger disturbances learn them.)
struct PhaseStarts {
  double deviation = 0.01;  ///< of the disturbance of each weight
  std::uint64_t seed = 1;   ///< of the disturbances
};

/// A minimum up to symmetry.
struct FoundMinimum {
  StationaryPoint point;         ///< one of those that symmetry makes of it
  std::vector<double> products;  ///< of the modes
  std::size_t starts = 0;        ///< descents that ended in it
};

/// Where descent from all starts ends, each minimum once, by rising ‖θ‖. A minimum far from all starts is
/// not seen.
std::vector<FoundMinimum> minima_at(LinearLandscape& landscape, double beta,
                                    const PhaseStarts& starts);

/// Stationary points that are sets of modes: of the minimum with the largest ‖θ‖, balanced weights with
/// some of its modes at the strength that they have there, and the others zero. Modes do not act on
/// each other at such weights, so that Newton's method has little to do; most are saddles. Each once.
std::vector<StationaryPoint> states_at(LinearLandscape& landscape,
                                       const std::vector<FoundMinimum>& minima);

/// Writes these points, and in which minimum descent from beside each ends.
void add_states(LinearPhases& run, LinearLandscape& landscape, double beta,
                const PhaseStarts& starts);

/// Writes minima, saddles and joins at β. `saddles`: those that are known; the states with one
/// negative direction are added to them.
void add_tree(LinearPhases& run, LinearLandscape& landscape, double beta,
              std::vector<StationaryPoint> saddles, const PhaseStarts& starts);

}  // namespace caldera
