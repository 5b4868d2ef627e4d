#pragma once
// Views of row-major matrices. A view never owns: whoever made the memory keeps it alive.

#include <cassert>
#include <cstddef>
#include <span>
#include <type_traits>

/// Exact differentiation (autograd/), networks and data sets (nn/), and probes of curvature (probes/).
namespace caldera {

/// A rows × cols row-major matrix in memory owned by somebody else.
/// Entry (i, j) is data[i · stride + j]; stride ≥ cols.
template <class T>
struct Matrix {
  T* data = nullptr;       ///< entry (0, 0); owned by somebody else
  std::size_t rows = 0;    ///< may be 0
  std::size_t cols = 0;    ///< may be 0
  std::size_t stride = 0;  ///< numbers from a row to the next, ≥ cols

  /// Without entries.
  Matrix() = default;
  /// Rows without gaps between them: n_rows · n_cols numbers from `memory` on.
  Matrix(T* memory, std::size_t n_rows, std::size_t n_cols)
      : data(memory), rows(n_rows), cols(n_cols), stride(n_cols) {}
  /// Rows that begin `row_stride` ≥ n_cols numbers apart.
  Matrix(T* memory, std::size_t n_rows, std::size_t n_cols, std::size_t row_stride)
      : data(memory), rows(n_rows), cols(n_cols), stride(row_stride) {
    assert(row_stride >= n_cols);
  }

  /// Entry (i, j), counted from 0; the ranges are not checked.
  T& operator()(std::size_t i, std::size_t j) const { return data[i * stride + j]; }
  /// Number of entries, rows · cols.
  std::size_t size() const { return rows * cols; }

  /// Row i, as a vector of `cols` entries.
  std::span<T> row(std::size_t i) const { return {data + i * stride, cols}; }

  /// All entries in row order. Only for a matrix without gaps between its rows.
  std::span<T> flat() const {
    assert(stride == cols || rows <= 1);
    return {data, size()};
  }

  /// The same view, for reading only.
  operator Matrix<const T>() const
    requires(!std::is_const_v<T>)
  {
    return {data, rows, cols, stride};
  }
};

/// A matrix that is only read.
template <class T>
using ConstMatrix = Matrix<const T>;

}  // namespace caldera
