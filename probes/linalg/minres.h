#pragma once
// MINRES: A x = b for a symmetric A that need not be definite, by products alone. Paige and
// Saunders, "Solution of sparse indefinite systems of linear equations", SINUM 12 (1975) 617.
//
// Lanczos vectors v₁ = b/‖b‖, v₂, … make A tridiagonal, A V_k = V_{k+1} T_k. Of all x in their span
// x_k = V_k y has the smallest residual; T_k is brought to triangular form by one plane rotation a
// step, so that x_k and ‖r_k‖ follow from x_{k−1} with three vectors kept.
//
// It ends (Choi, Paige and Saunders, "MINRES-QLP", SISC 33 (2011) 1810, §3.3) as soon as
//     ‖r‖ ≤ tolerance (‖A‖ ‖x‖ + ‖b‖):   x solves a system this near to the given one; or
//     ‖A r‖ ≤ tolerance ‖A‖ ‖r‖:         x is a least-squares solution: b is not in A's range. By
//                                        rounding, this cannot be had much below a tolerance of 10⁻⁷.
// ‖A‖ is estimated by the longest column of T, which is never above it.
//
// For a singular A and b in its range x has no component in the null space, because b has none: the
// shortest solution. Lanczos vectors lose their orthogonality by rounding; that costs iterations.

#include <cstddef>
#include <span>
#include <vector>

#include "caldera/autograd/objective.h"

namespace caldera {

/// When to end.
struct MinresOptions {
  double tolerance = 1e-12;           ///< as MinresEnd says; positive
  std::size_t max_iterations = 1000;  ///< one product each
};

/// Why it ended.
enum class MinresEnd {
  solved,         ///< ‖r‖ ≤ tolerance (‖A‖ ‖x‖ + ‖b‖), r by recurrence
  least_squares,  ///< ‖A r‖ ≤ tolerance ‖A‖ ‖r‖: b is not in A's range
  limit           ///< neither by max_iterations, nor when the Krylov space was complete
};

/// `x` is a solution only if converged() says so. Whoever goes on with another says that it did.
struct [[nodiscard]] MinresSummary {
  std::vector<double> x;       ///< P entries
  double residual = 0;         ///< ‖b − A x‖, from a product made for the purpose
  double norm = 0;             ///< estimate of ‖A‖
  std::size_t iterations = 0;  ///< that moved x
  std::size_t products = 0;    ///< made: one or two more, as the last may only show that x is good enough
  MinresEnd end = MinresEnd::limit;  ///< why it ended
  /// Whether x is a solution to the tolerance.
  bool converged() const { return end == MinresEnd::solved; }
};

/// Solves A x = b from x = 0. b: P entries. A pure function of operator, b and options.
/// Throws InputError for a tolerance that is not positive, NonFiniteError if a product is not finite.
MinresSummary minres(SymmetricOperator& a, std::span<const double> b, const MinresOptions& options = {});

}  // namespace caldera
