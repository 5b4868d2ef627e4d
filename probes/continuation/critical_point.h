#pragma once
// Where an eigenvalue of ∇²L_c vanishes on a curve of stationary points (probes/continuation/stationary_curve.h).
//
// Between two points of the curve, a step apart, t_c changes sign, or the number of negative
// directions does. What it is shows where the eigenvalue is zero:
// fold    t_c = 0 and φᵀd ≠ 0: the null vector is t_θ itself, two stationary points meet here and are
//         gone for the next c.
// branch  t_c = 0 and φᵀd = 0: the curve is that of a pitchfork, in its tip; or t_c ≠ 0: another curve
//         crosses this one.
// Because t_θᵀ(∇²E + cI) t_θ = −t_c dᵀt_θ, the eigenvalue changes sign at a fold, and at the tip of a
// pitchfork, where dᵀt_θ changes sign with t_c, it touches zero. That t_c changes sign needs no
// spectrum.
//
// How near one gets. A point is stationary up to ‖∇L‖; along a direction of small curvature λ it may
// be off by ‖∇L‖/λ. If `curvature_bound` stays above what was asked for, ask for a smaller gradient.
//
// The number of negative directions is that of the spectra that are given: if they miss an eigenvalue,
// its crossing is not seen, or is seen late. No spectrum can exclude that (probes/spectrum/certificate.h); one
// with a search for missing pairs makes it improbable.
//
// A step is taken to hold one critical point: where it may hold two, take shorter ones. To show a
// crossing, a spectrum must hold one pair more than there are negative and zero eigenvalues.
//
// What a certificate does not cover. `curvature_bound` comes of one product and holds for any φ: a
// singular point is near. That it is a *turn* rests on the sign of t_c on both sides, so on systems that
// MINRES solved; that it is a *crossing* rests on spectra that converged. `solved` says whether these
// did, and nothing is `converged` without it.
// A spectrum that was not searched for missing pairs (EigenOptions::search_products = 0) may have too few
// negative eigenvalues: one that its only random start is nearly orthogonal to, which is improbable, or
// all but one of a multiple eigenvalue, which is certain unless the basis is full. No certificate shows
// that. What it costs: a crossing is not seen, or seen a step late or early; or one is seen that is none,
// where a pair is missed on one side only, and then the eigenvalue that is closed in on need not vanish,
// so that it does not become `converged`. Turns do not depend on it. `searched` says which it was.

#include <optional>

#include "caldera/probes/continuation/stationary_curve.h"

namespace caldera {

/// What is met where an eigenvalue of ∇²L vanishes.
enum class CriticalKind {
  fold,   ///< two stationary points meet, and are gone for the next c
  branch  ///< another curve crosses this one, or it is the tip of a pitchfork
};

/// A point of the curve where an eigenvalue of ∇²L vanishes, and how well that is known.
struct [[nodiscard]] CriticalPoint {
  CriticalKind kind = CriticalKind::fold;     ///< fold or branch
  StationaryPoint point = {};                 ///< next to it, with c
  std::vector<double> null_vector = {};  ///< φ, of length 1
  double curvature = 0;       ///< φᵀ(∇²E + cI)φ
  double curvature_bound = 0; ///< ‖(∇²E + cI)φ‖: an eigenvalue lies within this of zero
  double overlap = 0;         ///< φᵀd
  double c_error = 0;         ///< estimate of how far c is from the critical one
  bool solved = false;        ///< of a turn the tangents, of a crossing the spectra, on both sides and here
  bool searched = false;      ///< of a crossing: these were searched for missing pairs; true for a turn
  bool converged = false;     ///< curvature_bound is within the tolerance, and `solved`
};

/// Whether t_c or the number of negative directions changes between two neighbours of a curve.
bool critical_between(const StationaryPoint& before, const StationaryPoint& after);

/// When a critical point is near enough.
struct RefineOptions {
  double curvature = 1e-9;  ///< curvature_bound to reach
  int steps = 60;           ///< at most, where t_c changes sign
  int crossing_steps = 60;  ///< and at a crossing, each with a spectrum; 0: only its bracket
  double overlap = 1e-3;    ///< where t_c = 0, |φᵀd| above this share of what it is on either side
                            ///< makes a fold
};

/// Closes in on the critical point between `before` and curve.step(before, length) = `after`: by
/// regula falsi in the length of the step, in the form of Illinois (Dowell and Jarratt 1971), on t_c,
/// or for a crossing on the eigenvalue that changes sign.
///
/// Error of c. Where t_c vanishes, c is stationary along the curve: t_c² / (2 |dt_c/ds|), from the
/// last two steps; and a gradient that is not zero moves a fold by up to ‖∇L‖ / |φᵀd|. At a crossing:
/// (|λ| + its bound) · |dc/dλ|. Without a step, or where the last two do not differ, it is the width of
/// the bracket.
CriticalPoint refine_critical_point(StationaryCurve& curve, const StationaryPoint& before,
                                    const StationaryPoint& after, double length,
                                    const RefineOptions& options = {});

/// A point to go on from along the curve that leaves a branch point in the direction of its null
/// vector (sign 1 or −1): the branch point itself with the tangent (± φ, 0). For a simple zero
/// eigenvalue.
StationaryPoint onto_branch(const CriticalPoint& branch, double sign);

}  // namespace caldera
