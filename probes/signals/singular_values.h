#pragma once
// Singular values as the roots of the eigenvalues of a Gram matrix: what rank measures need, at the
// price of a product and an eigenproblem of the smaller side.

#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// σ₁ ≥ σ₂ ≥ … ≥ 0 of an m × n matrix, min(m, n) of them: σᵢ² are the eigenvalues of XᵀX or XXᵀ,
/// whichever is smaller.
///
/// Squaring costs half of the digits at the small end: the error of σᵢ² is about max(m, n) ε σ₁²,
/// ε = 2⁻⁵², hence that of σᵢ is max(m, n) ε σ₁²/(2σᵢ): rounding at σ₁, 10⁻⁷ σ₁ for the least that
/// can be told from zero. Squares below that error are reported as σ = 0, so an exact low rank is
/// seen exactly. Measures that weigh singular values by their size do not see what is lost.
/// Squares must not overflow or vanish: entries between 10⁻¹⁵⁰ and 10¹⁵⁰, or 0.
/// Throws NonFiniteError if an entry is NaN or infinite.
std::vector<double> singular_values(ConstMatrix<float> x);
std::vector<double> singular_values(ConstMatrix<double> x);

}  // namespace caldera
