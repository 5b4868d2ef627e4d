#pragma once
// Matrix products that skip the zeros of their left factor, with the bits of those that do not.

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/sparse_matrix.h"

namespace caldera {

/// C ← S·B, or C ← C + S·B.  S: m × k, B: k × n, C: m × n; C does not overlap B. Multiplies the
/// nonzeros of S only: 2·n operations for each.
///
/// If column j of B is finite, column j of C has the bits of gemm() in the backend `exact`, whose S
/// has +0 for every zero: on any vector path, with any number of threads. For by the definition of
/// gemm a zero of S does nothing, fma(0, b, acc) = acc + 0 = acc, except in two cases:
///   - acc = −0, which only products that underflow leave. A zero of S may turn it into +0. A sum
///     over a block of k that ends at −0 is computed again with its zeros: the bits are the same.
///   - b = ±∞ or NaN, where 0·b is NaN. Here it is left out, so an entry of C may be finite where
///     gemm makes it NaN. Whoever relies on NaN to spread has to check B.
/// A block of k without nonzeros still adds +0 to what C holds, as gemm does: that turns −0 into
/// +0.
///
/// Uses path and threads of arithmetic() and does not look at its backend: that is for whoever
/// calls this instead of gemm(). With `openblas` all products are dense.
void sparse_gemm(const SparseMatrix<float>& s, Factor<float> b, Matrix<float> c, Update update);
void sparse_gemm(const SparseMatrix<double>& s, Factor<double> b, Matrix<double> c,
                 Update update);  ///< the same in double

/// C ← (S·B)ᵀ, or C ← C + (S·B)ᵀ.  S: m × k, B: k × n, C: n × m. The rest as above: entry (j, i)
/// has the bits that sparse_gemm() would give to (i, j), which are those of gemm() for Bᵀ·Sᵀ, too.
///
/// For the gradient of a layer's weights, W̄ += ȳᵀ x, with S = xᵀ and B = ȳ: a sum over examples.
void sparse_gemm_transposed(const SparseMatrix<float>& s, Factor<float> b, Matrix<float> c,
                            Update update);
void sparse_gemm_transposed(const SparseMatrix<double>& s, Factor<double> b, Matrix<double> c,
                            Update update);  ///< the same in double

}  // namespace caldera
