#pragma once
// The L2 pull towards a point, in the three conventions of the paper (arXiv 2512.11866), which
// differ by factors of two and are easily confused.

#include <span>
#include <string>

#include "caldera/autograd/arithmetic/borrowed.h"

namespace caldera {

/// What β means.
enum class PullConvention {
  /// Origin sweep. β is Adam's weight_decay: E + (β/2)‖θ − θ_ref‖² is minimised,
  /// E + β‖θ − θ_ref‖² is reported. Hessian of what is minimised: ∇²E + βI.
  weight_decay,
  /// Pathfinder and mode connectivity. E + β‖θ − θ_ref‖² is both. Hessian: ∇²E + 2βI.
  pathfinder,
  /// The convolutional network. β is the weight decay, and E + (β/2)‖θ − θ_ref‖² is both minimised
  /// and reported. Hessian: ∇²E + βI.
  half_square
};

/// "weight_decay", "pathfinder" or "half_square".
std::string name(PullConvention convention);

/// The pull towards θ_ref. T is float where networks are trained, double where the exact error is looked
/// at. Borrows θ_ref.
template <class T>
struct Regulariser {
  PullConvention convention = PullConvention::weight_decay;  ///< what β means
  double beta = 0;             ///< strength β ≥ 0
  Borrowed<T> reference = {};  ///< θ_ref, owned by the caller; empty is the origin

  /// The added curvature c: c(θ − θ_ref) is added to the gradient, cI to the Hessian.
  /// 2β for pathfinder, β for the others.
  double curvature() const;

  /// (c/2)·d², what is added to E in the function that is minimised; d = ‖θ − θ_ref‖.
  double minimised_penalty(double distance) const;

  /// What is added to E in the loss that is reported: (β/2)·d² for half_square, β·d² for the others.
  double reported_penalty(double distance) const;

  /// d = ‖θ − θ_ref‖₂
  double distance(std::span<const T> theta) const;

  /// gradient += c (θ − θ_ref): the product is rounded, then the sum.
  void add_gradient(std::span<const T> theta, std::span<T> gradient) const;
};

}  // namespace caldera
