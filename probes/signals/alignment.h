#pragma once
// How much of a gradient lies along the directions in which the loss curves most: during training
// nearly all of it does (Gur-Ari, Roberts and Dyer, "Gradient descent happens in a tiny subspace",
// arXiv 1812.04754).

#include <span>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// |⟨g, v⟩|/(‖g‖ ‖v‖), in [0, 1]: 1 where g is along ±v; 0 if either is zero. The sign of an
/// eigenvector means nothing, so neither does that of the product. Float is widened.
double alignment(std::span<const float> g, std::span<const double> v);
double alignment(std::span<const double> g, std::span<const double> v);

/// ‖Vg‖²/‖g‖² = Σ_k ⟨g, v_k⟩²/‖g‖² for k orthonormal directions, the rows of V (k × P): the share
/// of ‖g‖² that lies in their span, in [0, 1]; of one direction, the square of the above. 0 if g is
/// zero. A random g has k/P on average.
double share_in_span(std::span<const float> g, ConstMatrix<double> directions);
double share_in_span(std::span<const double> g, ConstMatrix<double> directions);

}  // namespace caldera
