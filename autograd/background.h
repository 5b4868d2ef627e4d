#pragma once
// Data most of whose entries are one number, such as images that are mostly black.

#include "caldera/autograd/arithmetic/sparse_matrix.h"

namespace caldera {

/// Data x = s + c·1·1ᵀ, of which most s are zero: only the others are stored. A layer folds c into
/// its bias,
///     x Wᵀ + 1 bᵀ = s Wᵀ + 1 (b + c W 1)ᵀ,
/// and skips the zeros of s (sparse_product.h). Owns its matrices.
template <class T>
struct Background {
  T value = 0;                 ///< c
  SparseMatrix<T> nonzeros;    ///< s, rows × cols
  SparseMatrix<T> transposed;  ///< sᵀ: of a gradient with respect to W

  /// s ← x − c, in T.
  void assign(ConstMatrix<T> x, T c);
};

}  // namespace caldera
