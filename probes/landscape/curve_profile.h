#pragma once
// The error along a curve through parameter space: where it is largest, and how large.

#include <cstddef>
#include <functional>
#include <vector>

namespace caldera {

/// What is looked at at a position t ∈ [0, 1] of a curve.
struct CurvePoint {
  double position = 0;  ///< t
  double error = 0;     ///< E, nat
  double accuracy = 0;  ///< correct answers, percent
  double distance = 0;  ///< from a reference
  double test_error = 0;     ///< of examples that were held out, nat
  double test_accuracy = 0;  ///< of the same, percent
};

/// When to stop refining.
struct ProfileRule {
  std::size_t peaks = 2;         ///< highest peaks that a round looks around
  double tolerance = 0.01;       ///< relative rise of the largest error in a quiet round, at most
  std::size_t quiet_rounds = 2;  ///< in a row, to be settled: one may look past a narrow peak
  std::size_t most_rounds = 8;   ///< of refinement, in any case
};

/// A curve as far as it was looked at. The largest error lies at one of the points.
struct CurveProfile {
  std::vector<CurvePoint> points;  ///< by position
  bool settled = false;            ///< by the tolerance; otherwise the number of rounds ended it
};

/// Looks at the curve at the positions of a grid (ascending, at least two), then refines it. A peak
/// is a point than which neither neighbour is higher. Each round takes the `peaks` highest, of equal
/// ones the first, and halves the intervals on both sides of each. A round is quiet if it raises the
/// largest error by at most tolerance times itself; so many in a row end the refinement. What is
/// narrower than the grid and away from its peaks is not seen. Throws NonFiniteError if an error is
/// not finite.
CurveProfile profile_curve(const std::function<CurvePoint(double t)>& at, const std::vector<double>& grid,
                           const ProfileRule& rule = {});

/// The point with the largest error, the first of equal ones.
const CurvePoint& highest(const std::vector<CurvePoint>& points);

/// max_t E(t) − ((1−t) E(0) + t E(1)): by how much the error rises above what the ends explain.
/// Zero if it does so nowhere.
double barrier(const std::vector<CurvePoint>& points);

}  // namespace caldera
