#pragma once
// The matrix product. Every product of the program is computed here.

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// A factor of a product: a matrix as it lies in memory, or its transpose. A view: it owns nothing.
/// Entry (i, j) is data[i · row_stride + j · col_stride]; one of the two strides is 1.
template <class T>
struct Factor {
  const T* data;           ///< entry (0, 0); owned by somebody else
  std::size_t rows;        ///< of the factor, transposed or not
  std::size_t cols;        ///< of the factor, transposed or not
  std::size_t row_stride;  ///< numbers from an entry to the one below it
  std::size_t col_stride;  ///< numbers from an entry to the one on its right

  /// The matrix as it is.
  Factor(ConstMatrix<T> m)
      : data(m.data), rows(m.rows), cols(m.cols), row_stride(m.stride), col_stride(1) {}
  /// The same, of a matrix that may be written to.
  Factor(Matrix<T> m) : Factor(ConstMatrix<T>(m)) {}

  /// The transpose. Moves no number.
  Factor transposed() const {
    Factor t = *this;
    t.rows = cols;
    t.cols = rows;
    t.row_stride = col_stride;
    t.col_stride = row_stride;
    return t;
  }
};

/// Mᵀ as a factor of a product. Moves no number.
template <class T>
Factor<std::remove_const_t<T>> transposed(Matrix<T> m) {
  return Factor<std::remove_const_t<T>>(m).transposed();
}

/// What a product does with what its target holds.
enum class Update {
  overwrite,  ///< C ← A·B; what C held is not read
  add         ///< C ← C + A·B
};

/// C ← A·B, or C ← C + A·B.  A: m × k, B: k × n, C: m × n; C overlaps neither factor.
///
/// Backend `exact` (arithmetic.h) fixes every rounding. k is cut into blocks of 256; for each,
///     acc = 0;  acc = fma(a_il, b_lj, acc) in order of l;
///     c_ij = acc for the first block of an overwriting product, otherwise c_ij + acc.
/// So neither vector width, tile shape nor the number of threads can change a bit.
/// With k = 0 an overwriting product sets C to zero.
void gemm(Factor<float> a, Factor<float> b, Matrix<float> c, Update update);
void gemm(Factor<double> a, Factor<double> b, Matrix<double> c, Update update);  ///< the same in double

}  // namespace caldera
