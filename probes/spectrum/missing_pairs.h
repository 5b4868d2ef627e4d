#pragma once
// What a search for missing eigenvalues has shown if it found none.
//
// A Krylov space of a symmetric matrix A from b random orthonormal starts, its basis Q (rows), knows
//
//     Q A = T Q + Cᵀ N
//
// with N orthonormal and orthogonal to Q (krylov_space.h). For a unit eigenvector u, A u = λ u, with
// λ no eigenvalue of T, the coordinates y = Q u obey λ y = T y + Cᵀ N u. Those along the starts are
// the first b of them,
//
//     g = F(λ) N u,    F(λ) = E (λ − T)⁻¹ Cᵀ,    E: the first b rows of 1,
//
// and ‖N u‖ ≤ 1, so ‖g‖ ≤ ‖F(λ)‖. Far from the eigenvalues of T this is tiny, while a random
// subspace of ℝⁿ is rarely so close to orthogonal to u:
//
//     P(‖g‖ ≤ δ) ≤ (n/2π)^(b/2) V_b δ^b,    V_b: volume of the unit ball of ℝᵇ,
//
// for the density of g is largest at 0, and (n/2π)^(b/2) is not below it there. (With n = b + 1 it
// is not largest at 0; then the right side at δ = 1 is above 1, and the bound holds, too.)
//
// So the largest eigenvalue lies where ‖F‖ < δ from there on with no more than that chance. Nothing
// is assumed of A; rounding moves the ends by about that of a product. g stays the same while the
// space grows: whoever looks after every step and stops as it pleases has the same chance. For
// b = 1, where ‖F‖ is the inverse of a Lanczos polynomial, this is
// van Dorsselaer, Hochstenbach and van der Vorst, "Computing probabilistic bounds for extreme
// eigenvalues of symmetric matrices with the Lanczos method", SIMAX 22 (2000) 837.

#include <cstddef>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// A smaller chance means nothing beside the rounding of products.
inline constexpr double least_chance = 1e-12;

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

/// Where all eigenvalues of A lie, but for a chance of least_chance ≤ `chance` < 1; that of either end
/// is half of it. s ≥ 1. Without N, where T is all of A, the extreme eigenvalues of T.
Range range_of_eigenvalues(const RandomKrylov& space, double chance);

}  // namespace caldera
