#pragma once
// Stationary points of deep linear networks by continuation: the branches, where they end, and how
// the smallest eigenvalue vanishes there. Nothing here knows the closed forms; they are written
// beside what was found.

#include "caldera/probes/continuation/critical_point.h"
#include "experiments/linear_cascade/sweeps.h"

namespace caldera {

/// A curve, and the critical points on it, with the closed form of each.
struct LinearBranch {
  LinearPath path;
  std::vector<CriticalPoint> critical;
  std::vector<LinearCritical> rows;  ///< of these
};

/// The curve of θ = 0, β falling from `highest` to `lowest`. Its i-th critical point is taken for
/// that of mode i.
LinearBranch origin_branch(LinearLesson& lesson, double lowest, double highest);

/// The curve through θ, a minimum at β of which `mode` (from 0) is the last that is learned, as far
/// as `lowest`. Depth 3 and more: β rises to the fold of the mode, and falls on the saddles behind
/// it. Depth 2: β falls, and its critical points are those of the modes that are not learned, where
/// they would be; the curve ends where it meets the one without the mode, and that is seen on the
/// latter.
LinearBranch mode_branch(LinearLesson& lesson, std::size_t mode, std::span<const double> theta,
                         double beta, double lowest);

/// Minima at `count` distances in β from the end of a branch: 0.1, 0.1/10^¼, … Each is minimised
/// from θ, another minimum of the branch.
std::vector<LinearScaling> scaling_of_minima(LinearLesson& lesson, const LinearCritical& end,
                                             const std::vector<double>& theta, std::size_t count);

/// Saddles behind the fold of a branch: the ends of steps of ½, ½/√2, ½/2, … along the curve, which
/// reach distances in β that fall by about 2 each. A step that does not lead to a saddle is left
/// out.
std::vector<LinearScaling> scaling_of_saddles(LinearLesson& lesson, const LinearBranch& branch,
                                              std::size_t count);

/// The exponent on one side, from all points that are not farther than `farthest`.
LinearExponent exponent_of(const std::vector<LinearScaling>& side, double farthest);

}  // namespace caldera
