#include "caldera/autograd/arithmetic/sparse_matrix.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace caldera {
namespace {

template <class T>
std::size_t slices_of(std::size_t cols) {
  constexpr std::size_t slice = SparseMatrix<T>::slice;
  static_assert(slice <= 256, "the column of an entry is a byte");
  return (cols + slice - 1) / slice;
}

}  // namespace

/// The nonzeros of one row of dense − c in the next slice. Without branches: the next entry takes the
/// place of a zero.
template <class T>
void SparseMatrix<T>::append(std::span<const T> part, T c) {
  T values[slice];
  std::uint8_t columns[slice];
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
  slices_ = slices_of<T>(cols_);
  starts_.assign(1, 0);
  values_.clear();
  columns_.clear();
  for (std::size_t i = 0; i < rows_; ++i)
    for (std::size_t j = 0; j < cols_; j += slice)
      append(dense.row(i).subspan(j, std::min(slice, cols_ - j)), c);
}

template <class T>
void SparseMatrix<T>::assign_transpose(const SparseMatrix& a) {
  assert(&a != this);
  rows_ = a.cols_;
  cols_ = a.rows_;
  slices_ = slices_of<T>(cols_);
  // Calls call(p, i, x) for all a_ij = x, which goes to part p of S. Row after row, so each part
  // ascends. Members of S are read before the loops: a byte that is written could be any
  // of them.
  const auto for_each_entry = [&a, slices = slices_](const auto& call) {
    for (std::size_t i = 0; i < a.rows_; ++i)
      for (std::size_t k = 0; k < a.slices_; ++k) {
        const Row row = a.row(i, k);
        const std::size_t first = k * slice * slices + i / slice;
        for (std::size_t e = 0; e < row.count; ++e)
          call(first + row.columns[e] * slices, i, row.values[e]);
      }
  };

  // An entry is counted two places after its part; so, once summed up, the place after a part holds
  // where it begins. Each entry that goes there moves that by one: in the end it holds where the
  // part ends.
  starts_.assign(rows_ * slices_ + 2, 0);
  std::size_t* const starts = starts_.data();
  for_each_entry([starts](std::size_t part, std::size_t, T) { ++starts[part + 2]; });
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  values_.resize(a.nonzeros());
  columns_.resize(a.nonzeros());
  for_each_entry([starts, values = values_.data(), columns = columns_.data()](
                     std::size_t part, std::size_t i, T x) {
    const std::size_t entry = starts[part + 1]++;
    values[entry] = x;
    columns[entry] = static_cast<std::uint8_t>(i % slice);
  });
}

template <class T>
void SparseMatrix<T>::assign_rows(const SparseMatrix& a, std::span<const std::uint32_t> rows) {
  assert(&a != this);
  rows_ = rows.size();
  cols_ = a.cols_;
  slices_ = a.slices_;
  starts_.assign(1, 0);
  values_.clear();
  columns_.clear();
  for (const std::uint32_t i : rows) {  // its slices lie one after the other
    const std::size_t* const starts = &a.starts_[i * slices_];
    const std::size_t before = values_.size();
    values_.insert(values_.end(), a.values_.data() + starts[0], a.values_.data() + starts[slices_]);
    columns_.insert(columns_.end(), a.columns_.data() + starts[0],
                    a.columns_.data() + starts[slices_]);
    for (std::size_t k = 1; k <= slices_; ++k) starts_.push_back(before + (starts[k] - starts[0]));
  }
}

template class SparseMatrix<float>;
template class SparseMatrix<double>;

}  // namespace caldera
