#pragma once
// The curvature of E along its gradient: how fast the slope changes in steepest descent.

#include <span>

#include "caldera/autograd/objective.h"

namespace caldera {

/// What one product with the gradient says.
struct GradientCurvature {
  double gradient_norm = 0;  ///< ‖g‖
  double value = 0;          ///< ρ = gᵀAg / gᵀg, in the unit of A
  double residual = 0;       ///< ‖Av − ρv‖, v = g/‖g‖: an eigenvalue of A lies so near to ρ
};

/// At a point with curvature A and gradient g (P entries). One product. Throws InputError for a
/// gradient of zero, and NonFiniteError if the product is not finite.
GradientCurvature gradient_curvature(SymmetricOperator& a, std::span<const double> gradient);

}  // namespace caldera
