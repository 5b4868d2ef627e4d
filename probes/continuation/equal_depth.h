#pragma once
// Where two minima A and B of L_c(θ) = E(θ) + (c/2)‖θ − θ_ref‖² are equally deep: their Maxwell point.
//
// Both minima move with c. Since ∇L_c = 0 at either, only the explicit c counts (the envelope theorem):
// with d = θ − θ_ref,
//
//     dL_A/dc = ½‖d_A‖²,      Δ(c) = L_A − L_B,      Δ′ = ½(‖d_A‖² − ‖d_B‖²).
//
// Newton's method makes c ← c − Δ/Δ′ and then both minima anew, each from where it was. A bracket keeps
// c between two ends: a step that would leave it is replaced by one to its middle.
//
// Error. A point with the gradient g lies above its minimum by ½ gᵀ(∇²L)⁻¹g ≤ ‖g‖²/2λ to lowest order, λ
// the least eigenvalue of ∇²L. (The directions of symmetries of L have the eigenvalue zero, but g is
// orthogonal to them.) L itself is rounded by ε(1 + |L|), with ε = 2⁻⁴⁴ as in
// probes/minimise/newton_minimiser.h. Divided by the slope that is an
// error of c, to lowest order in c − c_M:
//
//     |c − c_M| ≤ [ |Δ| + Σ_{A,B} (‖g‖²/2λ + ε(1 + |L|)) ] / |Δ′|.                          (1)
//
// Whether it is still the same minimum. ‖d‖ cannot rise along minima as c does, so L is concave in c:
// from c₀ to c₁ it changes by at least (c₁ − c₀)½‖d(c₁)‖² and at most (c₁ − c₀)½‖d(c₀)‖². A step that
// breaks either bound has fallen into another minimum, and the search ends there. Not every fall does: as L of
// the other minimum is concave too, the lower bound can break only if that was the deeper one at c₀ already.
// One that was not, and lies no higher at c₁ than the upper bound, is taken for the same. If both points have
// fallen into one minimum, Δ has no slope, and the search ends without convergence.

#include <span>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/probes/minimise/pathfinder.h"

namespace caldera {

/// Where to look, and how far to go.
struct EqualDepthOptions {
  double start = 0;          ///< c at which the two points are given
  double low = 0;            ///< c stays above this; both minima exist from here
  double high = 0;           ///< to here, below which it stays
  double curvature = 0;      ///< λ of (1), positive: of both minima, or less; from a spectrum
  double tolerance = 1e-10;  ///< of c
  int steps = 30;            ///< minimisations of both points, at most
};

/// One of the two minima.
struct PhaseDepth {
  std::vector<double> theta = {};  ///< P entries
  double loss = 0;                 ///< L
  double distance = 0;             ///< ‖d‖
  double gradient_norm = 0;        ///< ‖∇L‖
};

/// The point of equal depth, as far as it was found.
struct [[nodiscard]] EqualDepth {
  double c = 0;            ///< where the points are
  double c_error = 0;      ///< right side of (1)
  PhaseDepth a = {};       ///< A there
  PhaseDepth b = {};       ///< B there
  double difference = 0;   ///< Δ
  double slope = 0;        ///< Δ′
  int steps = 0;           ///< minimisations of both points
  bool followed = false;   ///< each step ended in minima, and kept to the bounds of concavity, as it must in
                           ///< the same two; a fall into one that was not deeper before may keep to them, too
  bool converged = false;  ///< `followed`, and c_error ≤ tolerance
};

/// Follows the minima A and B from options.start to where they are equally deep. All that is asked of the
/// objective is one gradient each a step; the rest is the minimiser's, which must be one of the same
/// objective. reference: θ_ref, P entries or none for the origin. It ends early where a minimum is lost,
/// or where both are equally far from θ_ref so that Δ has no slope. Throws InputError for options that
/// contradict each other.
EqualDepth equal_depth(Objective& objective, Minimiser<double>& minimiser,
                       std::span<const double> reference, std::span<const double> a,
                       std::span<const double> b, const EqualDepthOptions& options);

}  // namespace caldera
