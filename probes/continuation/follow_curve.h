#pragma once
// Pseudo-arclength continuation: follows a curve of stationary points of
// L_c = E + (c/2)‖θ − θ_ref‖² through folds, along minima and saddles alike.
//
//     StationaryCurve curve(objective, {}, {.spectrum = dense_spectrum(2)});
//     const auto start = curve.begin(theta, 0.1, 1);                  // c rises
//     const FollowedCurve t = follow_curve(curve, *start, {.lowest_c = 0.05}, visit);
//     for (const CriticalPoint& p : t.critical) std::printf("%.8f ± %.1e\n", p.point.c, p.c_error);
//
// Length of a step: halved after more Newton steps than wanted, doubled after fewer, and never so
// long that the tangent would turn by more than is wanted if it went on turning as in the last step.
// A step that fails, or after which the tangent has turned too far, is taken again at half the length. For
// Newton, tangents, folds and branch points see probes/continuation/stationary_curve.h and critical_point.h.

#include <functional>
#include <limits>
#include <vector>

#include "caldera/probes/continuation/critical_point.h"

namespace caldera {

/// How far to follow a curve, and in what steps. Lengths are ‖(dθ, dc)‖.
struct ContinuationOptions {
  double step = 0.05;      ///< length of the first
  double shortest = 1e-8;  ///< positive; it ends where steps down to this length fail
  double longest = 0.2;    ///< no step is longer
  /// Nor along its tangent changes c by a larger share: less than 1 keeps c from changing its sign.
  double largest_share = std::numeric_limits<double>::infinity();
  double lowest_c = 0;     ///< it ends at the first point with a lower c
  double highest_c = std::numeric_limits<double>::infinity();  ///< the same with a higher one
  std::size_t points = 1000;    ///< at most, the start included
  std::size_t critical = 1000;  ///< it ends at the point behind so many critical ones
  int fewest_corrections = 3;   ///< Newton steps wanted of a step: after fewer, the next is longer
  int most_corrections = 4;     ///< after more, it is shorter
  double least_cosine = 0.9;    ///< between tangents of neighbours; less, and a step is taken again
  double turn = 0.3;            ///< ‖t − t_last‖ wanted
  RefineOptions refine = {};    ///< of the critical points
};

/// Why a trace ended.
enum class ContinuationEnd {
  left_range,  ///< the last point visited is the first with c outside
  limit,       ///< of points
  found,       ///< so many critical points as were wanted
  stuck        ///< the shortest step fails
};

/// What was found on the way.
struct [[nodiscard]] FollowedCurve {
  std::vector<CriticalPoint> critical;  ///< in order
  std::size_t points = 0;               ///< visited
  std::size_t failed_steps = 0;         ///< each taken again at half the length
  std::size_t unsolved = 0;  ///< points visited whose tangent is a guess (StationaryPoint::tangent_solved):
                             ///< next to these a fold may have been missed, or seen where there is none
  ContinuationEnd end = ContinuationEnd::limit;  ///< why it ended
};

/// Follows the curve from a point of it, in the direction of its tangent. Every point is visited,
/// the start first; critical points are refined as they are passed, and not visited.
/// Throws InputError for options that contradict each other.
FollowedCurve follow_curve(StationaryCurve& curve, const StationaryPoint& start,
                           const ContinuationOptions& options,
                           const std::function<void(const StationaryPoint&)>& visit);

}  // namespace caldera
