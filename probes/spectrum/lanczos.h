#pragma once
// Certified eigenpairs at the ends of the spectrum of a symmetric operator: block Lanczos with full
// reorthogonalisation and thick restart.
//
//     const auto hessian = objective.linearize(theta);
//     const EigenSummary s = eigenpairs(*hessian, {.top = 30, .bottom = 10});
//     for (const Eigenpair& p : s.pairs) std::printf("%g ± %g\n", p.value, p.bound);
//
// A Krylov space (probes/spectrum/krylov_space.h) grows by one block per step. When its basis is
// full it is cut down to the Ritz vectors nearest to what is wanted and grows again (Wu & Simon
// 2000). It ends when for every wanted pair ‖A y − θ y‖ ≤ tolerance · ‖A‖ — by an estimate that
// costs nothing, and with half of the tolerance; then the products that were kept give the
// residual of each Ritz vector as it is. Up to four more, of random combinations of all vectors,
// tell how far those that were kept may be off (probes/spectrum/product_rounding.h). Both together
// are the bound, which alone says `converged` (probes/spectrum/certificate.h). That two iterates
// agree means nothing: it never ends a run. ‖A‖ is estimated by the largest |Ritz value|, which is
// above it by no more than the rounding of a product.
//
// A tolerance may be relative to each eigenvalue, as ARPACK's is: ‖A y − θ y‖ ≤ tolerance · |θ|.
// The `bottom` pairs, which may lie anywhere near zero, keep to ‖A‖.
//
// Missing pairs. In exact arithmetic a Krylov space from b start vectors holds no more than b of
// the eigenvectors of a multiple eigenvalue, and none that all b are orthogonal to; no residual
// shows that. So once all pairs have converged they are locked, and a new Krylov space grows from
// b random directions orthogonal to them, for `search_products` products. If that brings in
// anything that belongs to the wanted ones the iteration goes on with it, and searches again at its
// end; otherwise the locked pairs are the result. This makes a missing pair improbable: where all
// other eigenvalues lie, but for a stated chance, is part of the result
// (probes/spectrum/missing_pairs.h). A brief search ends as soon as that leaves no place for a
// missing pair, and after `search_products` at the latest. It may end at any step, since the chance
// is that of the start: a good one makes the ranges of all steps right. One vector at a time says
// most for the same number of products, as its space is deepest (`search_block`). What it finds is one
// copy of an eigenvalue, so the steps behind it go on with one vector, too. Of eigenvalues
// that are only a few tolerance · ‖A‖ apart, one may be found for another.
//
// Block size. One vector at a time needs the fewest products for separate eigenvalues; blocks pay
// where a product with many vectors is cheaper than many products, for clusters, and for a warm
// start: from eigenvectors of a neighbouring A, 8 vectors at a time took fewer products than one.

#include <cstdint>
#include <functional>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/probes/spectrum/certificate.h"
#include "caldera/probes/spectrum/missing_pairs.h"

namespace caldera {

/// What is wanted, 1 to P pairs in all and not both `top` and `largest_magnitude`, and what may be
/// spent on it. `block` and `basis` are cut to P.
struct EigenOptions {
  std::size_t top = 0;                ///< so many at the upper end, or
  std::size_t largest_magnitude = 0;  ///< of all but the `bottom` ones, so many of largest |λ|;
  std::size_t bottom = 0;             ///< with either, so many at the lower end
  double tolerance = 1e-6;            ///< on the residual, as a share of ‖A‖
  double relative_tolerance = 0;  ///< if above 0: of all but the `bottom` ones as a share of |λ|
  std::size_t block = 1;          ///< b: vectors multiplied at once
  std::size_t basis = 0;          ///< vectors kept; 0: default_basis()
  std::size_t max_products = 10000;  ///< in all, those for certificates included
  std::size_t search_products = 32;  ///< for missing pairs, at most; 0: no search
  std::size_t search_block = 0;      ///< vectors that it and all later steps multiply at once; 0: as `block`
  bool brief_search = false;    ///< ends it once a missing pair is improbable enough
  double missed_chance = 0.01;  ///< that `others` is wrong, of each search; from 1e-12 on
  std::uint64_t seed = 0;       ///< of the random directions
  /// Called after every step, if given: products so far, and how many of the wanted pairs have
  /// converged, as far as estimates tell. For progress bars.
  std::function<void(std::size_t products, std::size_t converged)> watch = {};
  ConstMatrix<double> start = {};  ///< any number of vectors (rows) near what is wanted, such as
                                   ///< the eigenvectors at a neighbouring θ; none: random. Owned
                                   ///< by the caller
};

/// What was found. Owns its memory.
struct [[nodiscard]] EigenSummary {
  std::vector<Eigenpair> pairs;  ///< by ascending value: the `bottom` ones first
  std::vector<double> vectors;   ///< row i is the unit eigenvector of pairs[i]; pairs × P
  std::size_t dim = 0;           ///< P

  double norm = 0;                ///< estimate of ‖A‖: largest |Ritz value|
  double rounding = 0;            ///< of an image A y, part of every bound (product_rounding.h)
  double simultaneous_bound = 0;  ///< all pairs stand for different eigenvalues, within this
  bool converged = false;         ///< every pair
  bool limit_reached = false;     ///< max_products ended the run before that, or before the search
  std::size_t products = 0;       ///< spent, in all
  std::size_t restarts = 0;       ///< because the basis was full
  std::size_t searches = 0;       ///< for missing pairs; all but the last found some
  std::size_t searched = 0;       ///< products of the search that found nothing more; 0: there was
                                  ///< none, as the basis is complete, the limit reached or a
                                  ///< search not asked for

  bool complete = false;  ///< A is known as a whole: no pair is missing, if all converged
  /// If searched > 0: where all other eigenvalues are, but for a chance of missed_chance, and as
  /// far as products round no more on others than on these pairs. It includes what couples both, so
  /// its ends may lie within bounds of pairs.
  Range others = {};

  /// Whether missing pairs were looked for, or there can be none.
  bool is_searched() const { return complete || searched > 0; }

  /// The eigenvectors, pairs × P; valid while this lives.
  ConstMatrix<double> vector_rows() const { return {vectors.data(), pairs.size(), dim}; }
};

/// What EigenOptions::max_products must be at least: wanted + block + 4.
std::size_t fewest_products(const EigenOptions& options);

/// 2·wanted + 3·block + 32, or P if that is less.
std::size_t default_basis(const EigenOptions& options, std::size_t dim);

/// The wanted eigenpairs of a symmetric operator. Memory: (2·basis + 2·block + wanted) · P numbers.
/// The result is a pure function of operator and options: threads change no bit.
/// Throws InputError for options that contradict each other or P, NonFiniteError if a product is
/// not finite.
EigenSummary eigenpairs(SymmetricOperator& a, const EigenOptions& options);

/// The same, but all steps multiply by `quick`: A with products that are less exact and take less
/// time, such as Objective::linearize_in_float(). A itself is multiplied for the certificates only:
/// `rounding` is then how far the images that `quick` gave are from A's, and bounds are of A, as
/// ever. If they do not reach the tolerance, the result has not converged. dim: that of A.
EigenSummary eigenpairs(SymmetricOperator& a, SymmetricOperator& quick,
                        const EigenOptions& options);

/// `count` sums of the given vectors, dealt out in turn: few vectors that are rich in all of the
/// given ones. eigenpairs() starts from so many of `start` as a block has; a caller who has to keep
/// a start may keep these instead. count × cols numbers, row by row.
std::vector<double> start_sums(ConstMatrix<double> given, std::size_t count);

}  // namespace caldera
