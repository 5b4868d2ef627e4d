#pragma once
// All eigenvalues, with or without eigenvectors, of a small symmetric matrix, in our own
// arithmetic: + − · / √ in a fixed order, so the bits depend on nothing but the matrix.
//
// For the projected problem of a Krylov run (probes/spectrum/lanczos.h), the nodes and weights of a
// quadrature (first components of a tridiagonal matrix's vectors), and as the dense reference for
// Hessians of up to about a thousand parameters: O(n³) operations, n² numbers.
//
// 1. Householder reflections make A tridiagonal, T = QᵀAQ.  Golub & Van Loan, "Matrix
//    Computations", 4th ed., §8.3.1.
// 2. QL steps with Wilkinson's shift, done implicitly by chasing a bulge up the diagonal, make T
//    diagonal.  The same, §8.3.3–8.3.5 (there as QR); Parlett, "The Symmetric Eigenvalue Problem",
//    §8.
// Both are orthogonal, hence backward stable: the result is exact for a matrix A + E with
// ‖E‖ = O(n ε ‖A‖). So eigenvalues are off by a few units in the last place of the *largest* one,
// however small they are, and vectors by that over the gap.

#include <span>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// A = Σ λᵢ xᵢ xᵢᵀ with λ₀ ≤ λ₁ ≤ … and orthonormal xᵢ. The signs of the xᵢ mean nothing.
struct SymmetricEigen {
  std::vector<double> values;   ///< λ, n entries
  std::vector<double> vectors;  ///< n × n: row i is xᵢ

  /// n
  std::size_t dim() const { return values.size(); }
  /// xᵢ, n entries; valid while this lives.
  std::span<const double> vector(std::size_t i) const {
    return {vectors.data() + i * dim(), dim()};
  }
  /// All of them, n × n, a row each; valid while this lives.
  ConstMatrix<double> vector_rows() const { return {vectors.data(), dim(), dim()}; }
};

/// Eigenpairs of the symmetric n × n matrix a, of which the lower triangle is read. n ≥ 0.
/// Throws NonFiniteError if an entry is NaN or infinite.
SymmetricEigen eigen_symmetric(ConstMatrix<double> a);

/// The values of eigen_symmetric(a) to rounding, in a third of the time: no rotation is applied to
/// vectors, none is turned back, and QL does without roots. Throws as it does.
std::vector<double> eigenvalues_symmetric(ConstMatrix<double> a);

/// Eigenpairs of the tridiagonal matrix with t_ii = diagonal[i], t_{i,i+1} = off_diagonal[i]:
/// n and n − 1 entries (none and none for n = 0). vector(i)[0] are the first components that
/// Gauss quadrature squares into weights (Golub and Welsch 1969).
/// Throws NonFiniteError if an entry is NaN or infinite.
SymmetricEigen eigen_tridiagonal(std::span<const double> diagonal,
                                 std::span<const double> off_diagonal);

/// The values of eigen_tridiagonal to rounding. Throws as it does.
std::vector<double> eigenvalues_tridiagonal(std::span<const double> diagonal,
                                            std::span<const double> off_diagonal);

}  // namespace caldera
