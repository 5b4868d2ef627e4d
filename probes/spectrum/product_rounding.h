#pragma once
// How far images A y are from the truth: what a certificate that rests on them has to allow for.
//
// Images may have been put together from earlier products, and every product rounds. A Hessian of a
// mean over examples, (1/N) Σ Hᵢ, rounds with the size of the terms, the mean of ‖Hᵢ y‖, not with
// ‖H y‖; where the curvatures of examples cancel, that is much more. So it is measured. Random
// combinations of all vectors are multiplied anew; and one of them once more with the sums in
// another order, which differs by about as much as adding up has rounded each.

#include <cstddef>

#include "caldera/autograd/objective.h"

namespace caldera {

/// What was measured, or assumed.
struct ProductRounding {
  double size = 0;           ///< estimate of the largest ‖image − A y‖; in A's unit
  std::size_t products = 0;  ///< spent: 3, and with a second order 4. That one linearises, too
};

/// 4 times the largest of ‖Σ wᵢ imageᵢ − A v‖, for three v = Σ wᵢ yᵢ with random weights
/// 1 ≤ |wᵢ| < 2, and of ‖A v − A′ v‖ for the first of them, A′ adding up in another order; but at
/// least 2⁻⁴⁶ ‖A‖, for what a product rounds before it adds up is the same in both orders. An error
/// of one image alone shows in each of the three; errors of several are taken to be independent. An
/// estimate, not a bound. vectors: k orthonormal rows y; images: theirs, k × P; norm: ‖A‖, or an
/// estimate. Throws NonFiniteError if a product is not finite.
ProductRounding product_rounding(SymmetricOperator& a, ConstMatrix<double> vectors,
                                 ConstMatrix<double> images, double norm);

}  // namespace caldera
