#pragma once
// Pseudo-arclength continuation: follows a curve of stationary points of
// L_c = E + (c/2)‖θ − θ_ref‖² through folds, along minima and saddles alike.
//
//     StationaryCurve curve(objective, {}, {.spectrum = dense_spectrum(2)});
//     const auto start = curve.begin(theta, 0.1, 1);                  // c rises
//     const Trace t = trace(curve, *start, {.lowest_c = 0.05}, visit);
//     for (const CriticalPoint& p : t.critical) std::printf("%.8f ± %.1e\n", p.point.c, p.c_error);
//
// Length of a step: halved after more Newton steps than wanted, doubled after fewer, and never so
// long that the tangent would turn by more than is wanted if it went on turning as in the last step.
// A step that fails, or after which the tangent has turned too far, is taken again at half the length. For
// Newton, tangents, folds and branch points see probes/stationary_curve.h and critical_point.h.

#include <functional>
#include <limits>
#include <vector>

#include "caldera/probes/critical_point.h"

namespace caldera {

struct TraceOptions {
  double step = 0.05;                                          ///< the first; ‖(dθ, dc)‖
  double shortest = 1e-8;
  double longest = 0.2;
  double lowest_c = 0;
  double highest_c = std::numeric_limits<double>::infinity();
  std::size_t points = 1000;                                   ///< at most, the start included
  std::size_t critical = 1000;  ///< it ends at the point behind so many critical ones
  int fewest_corrections = 3, most_corrections = 4;            ///< Newton steps wanted of a step
  double least_cosine = 0.9;                                   ///< between tangents of neighbours
  double turn = 0.3;                                           ///< ‖t − t_last‖ wanted
  RefineOptions refine = {};
};

enum class TraceEnd {
  left_range,  ///< the last point visited is the first with c outside
  limit,       ///< of points
  found,       ///< so many critical points as were wanted
  stuck        ///< the shortest step fails
};

/// What was found on the way.
struct [[nodiscard]] Trace {
  std::vector<CriticalPoint> critical;  ///< in order
  std::size_t points = 0;               ///< visited
  std::size_t failed_steps = 0;
  std::size_t unsolved = 0;  ///< points visited whose tangent is a guess (StationaryPoint::tangent_solved):
                             ///< next to these a fold may have been missed, or seen where there is none
  TraceEnd end = TraceEnd::limit;
};

/// Follows the curve from a point of it, in the direction of its tangent. Every point is visited,
/// the start first; critical points are refined as they are passed, and not visited.
/// Throws InputError for options that contradict each other.
Trace trace(StationaryCurve& curve, const StationaryPoint& start, const TraceOptions& options,
            const std::function<void(const StationaryPoint&)>& visit);

}  // namespace caldera
