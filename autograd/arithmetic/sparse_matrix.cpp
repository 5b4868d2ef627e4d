#include "caldera/autograd/arithmetic/sparse_matrix.h"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "caldera/autograd/arithmetic/gemm_exact.h"

namespace caldera {
namespace {

static_assert(gemm_block <= 256, "the column of an entry is a byte");

std::size_t blocks_of(std::size_t cols) { return (cols + gemm_block - 1) / gemm_block; }

}  // namespace

/// The nonzeros of one row of dense − c in the next block. Without branches: the next entry takes the
/// place of a zero.
template <class T>
void SparseMatrix<T>::append(std::span<const T> part, T c) {
  T values[gemm_block];
  std::uint8_t columns[gemm_block];
  std::size_t count = 0;
  for (std::size_t j = 0; j < part.size(); ++j) {
    values[count] = part[j] - c;
    columns[count] = static_cast<std::uint8_t>(j);
    count += values[count] != 0;
  }
  values_.insert(values_.end(), values, values + count);
  columns_.insert(columns_.end(), columns, columns + count);
  starts_.push_back(values_.size());
}

template <class T>
void SparseMatrix<T>::assign(ConstMatrix<T> dense, T c) {
  rows_ = dense.rows;
  cols_ = dense.cols;
  blocks_ = blocks_of(cols_);
  starts_.assign(1, 0);
  values_.clear();
  columns_.clear();
  for (std::size_t i = 0; i < rows_; ++i)
    for (std::size_t j = 0; j < cols_; j += gemm_block)
      append(dense.row(i).subspan(j, std::min(gemm_block, cols_ - j)), c);
}

template <class T>
void SparseMatrix<T>::assign_transpose(const SparseMatrix& a) {
  assert(&a != this);
  rows_ = a.cols_;
  cols_ = a.rows_;
  blocks_ = blocks_of(cols_);
  // Calls call(p, i, x) for all a_ij = x, which goes to part p of S. Row after row, so each part
  // ascends.
  const auto for_each_entry = [&](const auto& call) {
    for (std::size_t i = 0; i < a.rows_; ++i)
      for (std::size_t block = 0; block < a.blocks_; ++block) {
        const Row row = a.row(i, block);
        for (std::size_t e = 0; e < row.count; ++e) {
          const std::size_t j = block * gemm_block + row.columns[e];
          call(j * blocks_ + i / gemm_block, i, row.values[e]);
        }
      }
  };

  // An entry is counted two places after its part; so, once summed up, the place after a part holds
  // where it begins. Each entry that goes there moves that by one: in the end it holds where the
  // part ends.
  starts_.assign(rows_ * blocks_ + 2, 0);
  for_each_entry([&](std::size_t part, std::size_t, T) { ++starts_[part + 2]; });
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  values_.resize(a.nonzeros());
  columns_.resize(a.nonzeros());
  for_each_entry([&](std::size_t part, std::size_t i, T x) {
    const std::size_t entry = starts_[part + 1]++;
    values_[entry] = x;
    columns_[entry] = static_cast<std::uint8_t>(i % gemm_block);
  });
}

template <class T>
void SparseMatrix<T>::assign_rows(const SparseMatrix& a, std::span<const std::uint32_t> rows) {
  assert(&a != this);
  rows_ = rows.size();
  cols_ = a.cols_;
  blocks_ = a.blocks_;
  starts_.assign(1, 0);
  values_.clear();
  columns_.clear();
  for (const std::uint32_t i : rows)
    for (std::size_t block = 0; block < blocks_; ++block) {
      const Row row = a.row(i, block);
      values_.insert(values_.end(), row.values, row.values + row.count);
      columns_.insert(columns_.end(), row.columns, row.columns + row.count);
      starts_.push_back(values_.size());
    }
}

template class SparseMatrix<float>;
template class SparseMatrix<double>;

}  // namespace caldera
