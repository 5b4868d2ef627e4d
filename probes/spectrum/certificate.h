#pragma once
// What is known for certain about approximate eigenpairs.
//
// For symmetric A, a unit vector y and any θ, with r = ‖A y − θ y‖:
//
// 1. There is an eigenvalue λ with |λ − θ| ≤ r.  Parlett, "The Symmetric Eigenvalue Problem",
//    theorem 4.5.1 (Krylov and Weinstein). One pair at a time: two pairs may mean the same λ.
// 2. For k orthonormal y with y_iᵀ A y_j = θ_i δ_ij, all at once: there are k eigenvalues, counted
//    with multiplicity, one for each pair, with |λ_i − θ_i| ≤ ‖R‖₂ ≤ √(Σ r_i²).  The same, theorem
//    11.5.1 (Kahan).
// 3. If γ is the distance of θ = yᵀ A y from all eigenvalues but the nearest, |λ − θ| ≤ r²/γ.  The
//    same, theorem 11.7.1 (Kato and Temple). The other eigenvalues are not known, only Ritz values
//    that stand for them: so this is an estimate here, if usually a good one, and no bound.
// 4. The i-th largest Ritz value is never above the i-th largest eigenvalue, nor the i-th smallest
//    one below the i-th smallest eigenvalue (Cauchy; Golub & Van Loan, theorem 8.1.7).
//
// None of these can know that an eigenvalue is *missing* between the given ones.

#include <span>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// An eigenvalue and what is known of it. The unit of all but `converged` is A's.
struct Eigenpair {
  double value = 0;     ///< θ
  double residual = 0;  ///< r = ‖A y − θ y‖ / ‖y‖
  double bound = 0;     ///< an eigenvalue lies within value ± bound: r + rounding
  double estimated_error = 0;  ///< r²/γ + rounding, γ from Ritz values; an estimate, at most bound
  bool converged = false;      ///< bound ≤ ResidualScale::allowed()

  /// value − bound
  double lowest() const { return value - bound; }
  /// value + bound
  double highest() const { return value + bound; }
};

/// What residuals are measured against.
struct ResidualScale {
  double norm = 0;       ///< ‖A‖₂, or an estimate
  double tolerance = 0;  ///< largest bound of a converged pair, as a share of the norm
  double rounding = 0;   ///< of an image A y, in A's unit (product_rounding.h)
  double relative = 0;   ///< if above 0: as a share of |θ| instead, for all but the first pairs
  std::size_t first = 0;  ///< how many these are

  /// The largest bound of pair number i, from 0, if it is to count as converged; in A's unit.
  double allowed(std::size_t i, double value) const;
};

/// Certificates for the pairs (values[i], row i of vectors), from the images A y, however they were
/// come by: scale.rounding says how far they may be off. vectors, images: k × P, vectors of length
/// 1 up to rounding. `ritz_values`: all that are known, ascending and the given ones among them,
/// for γ. Throws NonFiniteError if an image is not finite.
std::vector<Eigenpair> certify(std::span<const double> values, ConstMatrix<double> vectors,
                               ConstMatrix<double> images, std::span<const double> ritz_values,
                               const ResidualScale& scale);

/// √(Σ bound²): theorem 2, for the pairs of an orthonormal set.
double simultaneous_bound(std::span<const Eigenpair> pairs);

}  // namespace caldera
