#pragma once
// What a search for missing eigenvalues has shown if it found none.
//
// A Krylov space of a symmetric matrix A from b random orthonormal starts, its basis Q (rows), knows
//
//     Q A = T Q + Cᵀ N
//
// with N orthonormal and orthogonal to Q (krylov_space.h). For a unit eigenvector u, A u = λ u, the
// coordinates y = Q u obey λ y = T y + Cᵀ N u. Those along the starts are the first b of them,
//
//     g = F(λ) N u,    F(λ) = E (λ − T)⁻¹ Cᵀ,    E: the first b rows of 1,
//
// and ‖N u‖ ≤ 1, so ‖g‖ ≤ ‖F(λ)‖. Far from the eigenvalues of T this is tiny, while a random
// subspace of ℝⁿ is rarely so close to orthogonal to u: the density of g is largest at 0, hence
//
//     P(‖g‖ ≤ δ) ≤ (n/2π)^(b/2) V_b δ^b,    V_b: volume of the unit ball of ℝᵇ.
//
// If λ is the largest eigenvalue, ‖F‖ is below δ at λ and beyond with no more than that chance.
// Nothing is assumed of A. For b = 1, where ‖F‖ is the inverse of a Lanczos polynomial, this is
// van Dorsselaer, Hochstenbach and van der Vorst, "Computing probabilistic bounds for extreme
// eigenvalues of symmetric matrices with the Lanczos method", SIMAX 22 (2000) 837.

#include <cstddef>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// Numbers from lowest to highest.
struct Range {
  double lowest = 0;   ///< no more than highest
  double highest = 0;  ///< in the same unit
};

/// A Krylov space from random starts.
struct RandomKrylov {
  ConstMatrix<double> t;         ///< T, s × s
  ConstMatrix<double> coupling;  ///< the last columns of C, the others being zero: rows of N × any
  std::size_t starts;            ///< b ≤ s: the first rows of Q
  std::size_t dim;               ///< n: the starts are uniform in a space of so many dimensions
};

/// Where all eigenvalues of A lie, but for a chance of `chance` > 0; that of either end is half of
/// it. s ≥ 1. Without N, where T is all of A, the extreme eigenvalues of T.
Range range_of_eigenvalues(const RandomKrylov& space, double chance);

}  // namespace caldera
