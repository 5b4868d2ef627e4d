#pragma once
// The curve of stationary points of L_c(θ) = E(θ) + (c/2)‖θ − θ_ref‖² in (θ, c): with d = θ − θ_ref,
//
//     F(θ, c) = ∇E(θ) + c d = 0,      ∂F/∂θ = ∇²E + cI,      ∂F/∂c = d.
//
// c is the curvature that the pull adds: β of the origin sweep, 2β of Pathfinder (autograd/regulariser.h).
//
// At a fold ∇²E + cI is singular, with a null vector φ; the symmetric matrix
//
//     M = [∇²E + cI   d]
//         [   dᵀ      γ]                                                                  (1)
//
// is not, if φᵀd ≠ 0. Let t = (t_θ, t_c) be tangent: (∇²E + cI) t_θ + t_c d = 0. Then
// M t = (0, dᵀt_θ + γ t_c), so M is regular wherever t is unique and that number is not zero. With
// γ = ± |t_c| ‖d‖/‖t_θ‖ and the sign that makes both terms agree it vanishes only where
// dᵀt_θ = t_c = 0, as in the tip of a pitchfork. (With γ = 0, M is singular where ‖d‖ stops changing
// along the curve.) On a branch that stays at θ_ref, where d = t_θ = 0, γ is −1.
//
// Tangent: M⁻¹ (0, 1), normalised. Newton: (θ, c) −= M⁻¹ (F, 0), which makes the linearised F zero in
// the hyperplane orthogonal to (d, γ), a plane that t is never in. Both by MINRES, so all that is
// needed are products. A system that MINRES leaves unsolved is noted at the point (`tangent_solved`,
// `unsolved`): a wrong correction shows in the gradient, but a wrong tangent shows nowhere else, and the
// sign of its t_c is what tells a fold (critical_point.h). Zero eigenvalues that come from
// symmetries of L do no harm: their vectors are orthogonal to F and to d.
//
// Keller, "Numerical solution of bifurcation and nonlinear eigenvalue problems" (1977): pseudo-
// arclength continuation. Length along the curve: ds² = ‖dθ‖² + dc².

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/autograd/regulariser.h"
#include "caldera/probes/linalg/minres.h"
#include "caldera/probes/spectrum/lanczos.h"

namespace caldera {

/// Lowest eigenpairs of ∇²L at a point, with their certificates.
using SpectrumProbe = std::function<EigenSummary(SymmetricOperator& hessian)>;

/// By probes/spectrum/lanczos.h: options.bottom pairs.
SpectrumProbe lanczos_spectrum(const EigenOptions& options);

/// The lowest `count` pairs (or all, if there are fewer) from the dense matrix; for up to some
/// hundreds of parameters (probes/operators/dense_matrix.h).
SpectrumProbe dense_spectrum(std::size_t count);

/// When a point counts as stationary, and what is asked there.
struct CurveOptions {
  double gradient = 1e-10;      ///< ‖∇L‖ at which a point counts as stationary
  int corrections = 8;          ///< Newton steps at most
  /// Of the systems of Newton: each takes ‖F‖ down by about this factor. A tight one gains nothing,
  /// and resolves eigenvalues of about ‖F‖ that belong to symmetries of L.
  MinresOptions newton = {.tolerance = 1e-5};
  MinresOptions tangent = {};   ///< of the system of the tangent, at the stationary point
  SpectrumProbe spectrum = {};  ///< asked at every point, if given
  /// Eigenvalues of ∇²L that are this near to zero, or within their bound, have no sign. A symmetry
  /// of L gives one of about ‖∇L‖ over the length of the weights that it turns.
  double zero = 1e-10;
};

/// A unit tangent.
struct Tangent {
  std::vector<double> theta;  ///< t_θ
  double c = 0;               ///< t_c
};

/// A stationary point and what is known of it.
struct StationaryPoint {
  double c = 0;                    ///< curvature that the pull adds
  std::vector<double> theta = {};  ///< P entries
  double error = 0;           ///< E
  double gradient_norm = 0;   ///< ‖∇L‖
  double distance = 0;        ///< ‖d‖
  Tangent tangent = {};       ///< of the curve, here
  bool tangent_solved = false;  ///< whether its system was, to the tolerance; else it is a guess
  double overlap = 0;         ///< dᵀt_θ
  EigenSummary spectrum = {}; ///< of ∇²L; empty if not asked for
  std::size_t negative = 0;   ///< certainly negative eigenvalues among these
  std::size_t zeros = 0;      ///< those without a sign
  int corrections = 0;        ///< Newton steps that led here
  int unsolved = 0;           ///< those of them whose system was not solved to the tolerance
};

/// The curve of one objective, which it borrows and which must outlive it; of the reference it owns a
/// copy. An empty one is the origin. Not thread-safe.
class StationaryCurve {
 public:
  /// reference: θ_ref, P entries or none.
  StationaryCurve(Objective& objective, std::span<const double> reference,
                  const CurveOptions& options);

  /// The point to which Newton leads from (θ, c), with the tangent along which c rises (sense = 1)
  /// or falls (−1). c may change a little. None if Newton fails.
  std::optional<StationaryPoint> begin(std::span<const double> theta, double c, double sense);

  /// The point near `from` + length · tangent, its tangent pointing the same way. None if Newton
  /// fails.
  std::optional<StationaryPoint> step(const StationaryPoint& from, double length);

  /// (∇²E + cI) v at the point.
  std::vector<double> curvature_times(const StationaryPoint& point, std::span<const double> v);

  /// Products with ∇²E that all of the above have made so far: of systems and of spectra, whether or not
  /// they led to a point.
  std::size_t products() const { return products_; }

  /// d = θ − θ_ref, P entries.
  std::vector<double> away(std::span<const double> theta) const;

 private:
  MinresSummary solve(const StationaryPoint& point, const Tangent& along,
                      std::span<const double> right_side, const MinresOptions& options);
  bool correct(StationaryPoint& point, const Tangent& along);
  void complete(StationaryPoint& point, const Tangent& along);
  std::optional<StationaryPoint> finished(StationaryPoint point, const Tangent& along);

  Objective& objective_;
  std::vector<double> reference_;
  CurveOptions options_;
  std::size_t products_ = 0;
};

}  // namespace caldera
