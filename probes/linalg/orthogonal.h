#pragma once
// Gram-Schmidt. Vectors are the rows of a matrix, as directions are everywhere else.

#include <span>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// w ← (I − QᵀQ) w, for Q with orthonormal rows (k × P): modified Gram-Schmidt, done twice. Twice
/// is enough: what is left is orthogonal to Q to working precision unless w lay in its span
/// (Giraud, Langou, Rozložník, van den Eshof, "Rounding error analysis of the classical
/// Gram-Schmidt orthogonalization process", 2005).
void orthogonalise(std::span<double> w, ConstMatrix<double> q);

/// W ← W − (W Qᵀ) Q for all rows of W (s × P) at once, and returns W Qᵀ, s × k: classical
/// Gram-Schmidt. Once is enough only for those who repeat it, or to whom rounding does not matter.
/// Many rows are products of matrices; for one row, Q is read twice and nothing is packed: its
/// components are dot() (sums.h), and W ← fma(−component, Q row, W) row by row of Q.
std::vector<double> project_out(Matrix<double> w, ConstMatrix<double> q);

/// Replaces the rows by an orthonormal basis of what they span, which takes the first rows of the
/// matrix, and returns their number. A row of which less than 10⁻¹⁰ is left is dropped.
std::size_t orthonormalise(Matrix<double> rows);

}  // namespace caldera
