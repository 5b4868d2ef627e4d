#pragma once
// Checks whether a spectrum that was computed without a search for missing pairs (probes/spectrum/lanczos.h)
// missed the smallest eigenvalue.
//
// Lanczos' method from a random start without a search ends when all wanted pairs have converged.
// Each of them is certified: an eigenvalue lies within its bound. It is not certified that there is
// none below them: a smaller one, whose eigenvector is almost orthogonal to the start, may converge
// too late. The consequences would be:
// - a point taken for a minimum is a saddle, its margin too large, its negative directions one too
//   few;
// - a crossing of that eigenvalue, at a branch point, is not seen, or seen at a later point of the
//   curve.
// What does not depend on it: that a point is stationary; that a direction is negative; and folds,
// which are where t_c changes sign, whatever the spectrum (probes/continuation/critical_point.h).

#include <optional>

#include "caldera/probes/spectrum/lanczos.h"

namespace caldera {

struct MissedEigenvalue {
  std::optional<double>
      value;                 ///< below all that were known by more than the bounds of both; or none
  std::size_t products = 0;  ///< that the search took
};

/// Looks for an eigenvalue of `a` below the known lowest pairs, from random directions orthogonal
/// to theirs, for `search_products` products after they have converged again. That makes a missed
/// one improbable, no more. tolerance: as of the known pairs.
MissedEigenvalue search_below(SymmetricOperator& a, const EigenSummary& known, double tolerance,
                              std::size_t search_products = 32);

}  // namespace caldera
