#pragma once
// A growing orthonormal basis V of block Krylov vectors with the projection of A on it.
//
// V: used × P and N: pending × P, rows orthonormal, N orthogonal to V. One step multiplies the rows
// of N, makes the products orthogonal to everything, and so extends
//
//     V A = T V + Cᵀ N,      T = V A Vᵀ,  C = N A Vᵀ                                   (1)
//
// by N's rows; what is left of the products, orthonormalised, is the next N. C is zero but for the
// columns that belong to the last step. Every product is made orthogonal to *all* of V, again and
// again as long as that costs it more than half of its length: full reorthogonalisation, where
// "twice is enough" (Parlett, "The Symmetric Eigenvalue Problem", §6.9). So V stays orthonormal to
// working precision, which plain Lanczos loses as soon as a Ritz value converges (the same, §13.3).
// The two blocks to which the recurrence couples a product are taken out first; what is left then
// rarely gets shorter, and one pass over V does.
//
// T is computed from the products, entry by entry, not put together from recurrence coefficients.
// Hence (1) holds for any start, after a thick restart, and after a breakdown (a product that lies
// in the span of V and N: the space is invariant), where N is filled up with random directions.
//
// The products A V are kept, and turned with V at a restart. So the residual of a Ritz vector s V
// is known without a product: ‖s (A V) − θ s V‖.
//
// Golub & Van Loan, "Matrix Computations", 4th ed., §10.1–10.3; thick restart: Wu & Simon, "Thick
// restart Lanczos method for large symmetric eigenvalue problems", SIMAX 22 (2000) 602.

#include <cstdint>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/probes/linalg/symmetric_eigen.h"

namespace caldera {

/// V and N with all that belongs to them; the functions below change it. Owns its memory, 2·(basis
/// + block) · P numbers; borrows A. Not thread-safe.
struct KrylovSpace {
  SymmetricOperator& a;  ///< A, owned by the caller
  std::size_t basis;  ///< most rows of V, at most P
  std::size_t block;  ///< rows of N, as long as that leaves N orthogonal to V: at most P − used
  std::uint64_t seed;  ///< of the random directions

  std::size_t used = 0;     ///< rows of V
  std::size_t pending = 0;  ///< rows of N; 0 once V is a basis of everything
  std::size_t last = 0;     ///< rows of V that came with the last step
  std::size_t before_last = 0;   ///< and with the one before it; 0 after a restart
  std::size_t products = 0;      ///< made, one a vector
  double largest_image = 0;      ///< max ‖A v‖ over unit vectors v: what counts as rounding
  std::uint32_t directions = 0;  ///< random directions drawn

  std::vector<double> rows;      ///< V, then N
  std::vector<double> images;    ///< A V, used × P
  std::vector<double> step;      ///< block × P: the products of a step, on their way to the next N
  std::vector<double> t;         ///< T; entry (i, j) at i · basis + j
  std::vector<double> coupling;  ///< the last columns of C: pending × last

  /// basis ≥ 1, block ≥ 1: cut to P. Random directions come from
  /// Stream{seed, Purpose::start_vector, step}, step = 0, 1, …; `a` must outlive the space.
  KrylovSpace(SymmetricOperator& op, std::size_t basis_rows, std::size_t block_rows,
              std::uint64_t random_seed);

  /// P
  std::size_t dim() const { return a.dim(); }
  /// Whether there is an N, and room for it in V.
  bool can_grow() const { return pending > 0 && used + pending <= basis; }
  /// V, used × P; valid until the space is changed.
  ConstMatrix<double> basis_rows() const { return {rows.data(), used, dim()}; }
  /// A V, used × P; valid until the space is changed.
  ConstMatrix<double> image_rows() const { return {images.data(), used, dim()}; }
};

/// N ← an orthonormal basis of x (rows; any number up to `block`), then random directions.
/// For a space with pending = 0.
void start(KrylovSpace& space, ConstMatrix<double> x);

/// One step: `pending` products. Requires can_grow(). Throws NonFiniteError if a product is not
/// finite.
void grow(KrylovSpace& space);

/// Eigenpairs (θᵢ, sᵢ) of T: the Ritz values, and the coordinates in V of the Ritz vectors sᵢ V.
SymmetricEigen ritz_pairs(const KrylovSpace& space);

/// ‖C sᵢ‖ for each pair, which by (1) is the residual ‖A y − θᵢ y‖ of y = sᵢ V. No product is
/// needed. Only between grow() and the next restart().
std::vector<double> residual_estimates(const KrylovSpace& space, const SymmetricEigen& ritz);

/// Thick restart: V ← the Ritz vectors numbered `keep`, A V and T with them; N stays, so that (1)
/// holds with C = N A Vᵀ, which the next step finds by itself.
void restart(KrylovSpace& space, const SymmetricEigen& ritz, std::span<const std::size_t> keep);

}  // namespace caldera
