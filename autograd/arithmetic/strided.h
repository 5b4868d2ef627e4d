#pragma once
// How the loops around a product see a factor, the target, or a part of one.

#include <cstddef>

namespace caldera {

/// Entry (i, j) is data[i · row_stride + j · col_stride]; one of the two strides is 1. Owns
/// nothing.
template <class T>
struct Strided {
  T* data;
  std::size_t rows, cols, row_stride, col_stride;

  Strided row_part(std::size_t first, std::size_t count) const {
    return {data + first * row_stride, count, cols, row_stride, col_stride};
  }
  Strided col_part(std::size_t first, std::size_t count) const {
    return {data + first * col_stride, rows, count, row_stride, col_stride};
  }
  Strided transposed() const { return {data, cols, rows, col_stride, row_stride}; }
};

}  // namespace caldera
