#pragma once
// A matrix of which only the nonzero entries are stored: a factor of a product that skips zeros.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// The nonzero entries of a rows × cols matrix S, row after row and in each row from left to right
/// ("compressed sparse rows"). Zero means +0 or −0 and nothing else: NaN is stored. A row is cut
/// every 64 columns, a slice, and a column is counted from the last cut, so that a byte holds it:
/// sizeof(T) + 1 bytes an entry, and 8 a row and slice. Owns its entries.
template <class T>
class SparseMatrix {
 public:
  /// Columns of a slice.
  static constexpr std::size_t slice = 64;

  /// The nonzeros of one row within one slice. Borrowed from the matrix.
  struct Row {
    std::size_t count;            ///< how many
    const T* values;              ///< `count` of them
    const std::uint8_t* columns;  ///< theirs, ascending, counted from the first of the slice
  };

  /// Without rows and columns.
  SparseMatrix() = default;
  /// The nonzeros of a dense matrix.
  explicit SparseMatrix(ConstMatrix<T> dense) { assign(dense); }

  /// S ← dense − c, in T and of any shape; keeps nothing of it. Allocates only what S has never been
  /// large enough for.
  void assign(ConstMatrix<T> dense, T c = 0);

  /// S ← Aᵀ, where A is another matrix than S. Takes time in proportion to the nonzeros, and
  /// allocates as above.
  void assign_transpose(const SparseMatrix& a);

  /// S ← the given rows of A, another matrix than S, in this order. Allocates as above.
  void assign_rows(const SparseMatrix& a, std::span<const std::uint32_t> rows);

  /// Rows of S.
  std::size_t rows() const { return rows_; }
  /// Columns of S.
  std::size_t cols() const { return cols_; }
  /// Entries that are stored.
  std::size_t nonzeros() const { return values_.size(); }

  /// Row i, columns 64·k and the next 63, as far as there are any.
  Row row(std::size_t i, std::size_t k) const {
    const std::size_t part = i * slices_ + k, first = starts_[part];
    return {starts_[part + 1] - first, values_.data() + first, columns_.data() + first};
  }

 private:
  void append(std::span<const T> part, T c);

  std::size_t rows_ = 0, cols_ = 0;
  std::size_t slices_ = 0;           // of a row
  std::vector<std::size_t> starts_;  // of row i in slice k: entry i · slices + k; its end: the next
  std::vector<T> values_;
  std::vector<std::uint8_t> columns_;
};

}  // namespace caldera
