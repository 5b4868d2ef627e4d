// The loops around the rows of sparse_row.h. C ← S·B goes in this order:
//
//   for each block of 256 of k       after it, C changes once, as the definition wants
//     for each panel of columns      this part of B is copied, to stay in the second-level cache
//       for each block of rows       their sums go to C together, as its rows or its columns
//         for each slice of the panel  64 rows of it stay in the first-level cache
//           for each row of S        in registers

#include "caldera/autograd/arithmetic/sparse_product.h"

#include <omp.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/first_failure.h"
#include "caldera/autograd/arithmetic/gemm_exact.h"
#include "caldera/autograd/arithmetic/gemm_pack.h"
#include "caldera/autograd/arithmetic/gemm_paths.h"
#include "caldera/autograd/arithmetic/strided.h"

namespace caldera {
namespace {

using elementary::Bits;

/// Rows that go to C together; what they take fits into the first-level cache.
constexpr std::size_t rows_at_once = 32;

/// A panel of B, copied: row k is contiguous from data + k · width; past the columns of B there are
/// zeros.
template <class T>
struct Panel {
  const T* data;
  std::size_t depth, width;
};

/// Products of rows of S and a panel, before they go to C.
template <class T>
struct RowSums {
  alignas(64) T data[rows_at_once * TileSet<T>::max_sparse_cols];
};

/// c ← x or c + x, for n numbers.
template <class T>
void update_row(const T* x, std::size_t n, bool add, T* c) {
  if (add)
    for (std::size_t j = 0; j < n; ++j) c[j] += x[j];
  else
    std::copy_n(x, n, c);
}

/// C ← acc or C + acc, where row i of acc begins at acc + i · width.
template <class T>
void update_target(const T* acc, std::size_t width, bool add, const Strided<T>& c) {
  if (c.col_stride == 1) {
    for (std::size_t i = 0; i < c.rows; ++i)
      update_row(acc + i * width, c.cols, add, c.data + i * c.row_stride);
  } else {
    RowSums<T> columns;
    pack_panel(acc, 1, width, c.cols, c.rows, c.rows, columns.data);
    for (std::size_t j = 0; j < c.cols; ++j)
      update_row(columns.data + j * c.rows, c.rows, add, c.data + j * c.col_stride);
  }
}

template <class T>
bool is_negative_zero(T x) {
  return std::bit_cast<Bits<T>>(x) == std::bit_cast<Bits<T>>(T(-0.0));
}

/// The sum of column j of the panel over one block, not skipping the zeros of row i: the definition.
template <class T>
T sum_with_zeros(const SparseMatrix<T>& s, std::size_t i, std::size_t first_slice,
                 const Panel<T>& panel, std::size_t j) {
  T acc = 0;
  for (std::size_t k = 0; k < panel.depth; k += SparseMatrix<T>::slice) {
    const auto row = s.row(i, first_slice + k / SparseMatrix<T>::slice);
    const std::size_t depth = std::min(SparseMatrix<T>::slice, panel.depth - k);
    for (std::size_t l = 0, next = 0; l < depth; ++l) {
      const bool stored = next < row.count && row.columns[next] == l;
      acc = std::fma(stored ? row.values[next++] : T(0), panel.data[(k + l) * panel.width + j], acc);
    }
  }
  return acc;
}

/// Rows of S, `first` and the next, times the panel, slice after slice: acc, a row each.
template <class T>
void slice_products(const TileSet<T>& set, const SparseMatrix<T>& s, std::size_t first,
                    std::size_t rows, std::size_t first_slice, const Panel<T>& panel, T* acc) {
  const auto sparse_row = set.sparse_row[panel.width / set.lanes - 1];
  for (std::size_t k = 0; k < panel.depth; k += SparseMatrix<T>::slice)
    for (std::size_t r = 0; r < rows; ++r) {
      const auto row = s.row(first + r, first_slice + k / SparseMatrix<T>::slice);
      sparse_row({row.count, row.values, row.columns, panel.data + k * panel.width,
                  acc + r * panel.width, k > 0});
    }
}

/// Puts right what of row i, of which `cols` columns are B's, the zeros of S would have changed. At
/// every step the sum without zeros and that with them are equal, or −0 and +0: so only one that
/// ends at −0 has to be looked at again.
template <class T>
void restore_zeros(const SparseMatrix<T>& s, std::size_t i, std::size_t first_slice,
                   const Panel<T>& panel, std::size_t cols, T* acc) {
  Bits<T> negative_zeros = 0;  // as long as a number: counting takes two instructions a vector
  for (std::size_t j = 0; j < cols; ++j) negative_zeros += is_negative_zero(acc[j]);
  if (negative_zeros == 0) return;
  for (std::size_t j = 0; j < cols; ++j)
    if (is_negative_zero(acc[j])) acc[j] = sum_with_zeros(s, i, first_slice, panel, j);
}

/// Rows first, first + 1, … of S, as many as C has, in one block of k, times one panel of B.
template <class T>
void panel_product(const TileSet<T>& set, const SparseMatrix<T>& s, std::size_t first,
                   std::size_t first_slice, const Panel<T>& panel, const Strided<T>& c, bool add) {
  RowSums<T> acc;
  for (std::size_t i = 0; i < c.rows; i += rows_at_once) {
    const std::size_t rows = std::min(rows_at_once, c.rows - i);
    slice_products(set, s, first + i, rows, first_slice, panel, acc.data);
    for (std::size_t r = 0; r < rows; ++r)
      restore_zeros(s, first + i + r, first_slice, panel, c.cols, acc.data + r * panel.width);
    update_target(acc.data, panel.width, add, c.row_part(i, rows));
  }
}

/// The copy lies in the memory of this thread, until its next product.
template <class T>
Panel<T> copy_panel(const TileSet<T>& set, const Factor<T>& b, std::size_t k, std::size_t j,
                    std::size_t cols) {
  const std::size_t depth = std::min(gemm_block, b.rows - k);
  const std::size_t width = (cols + set.lanes - 1) / set.lanes * set.lanes;
  T* memory = panel_memory<T>(depth * width);
  pack_panel(b.data + k * b.row_stride + j * b.col_stride, b.row_stride, b.col_stride, depth, cols,
             width, memory);
  return {memory, depth, width};
}

/// Rows first, first + 1, … of S, as many as C has.
template <class T>
void product(const TileSet<T>& set, const SparseMatrix<T>& s, std::size_t first, const Factor<T>& b,
             const Strided<T>& c, Update update) {
  const std::size_t panel_cols = TileSet<T>::max_sparse_vectors * set.lanes;
  for (std::size_t k = 0; k < b.rows; k += gemm_block)
    for (std::size_t j = 0; j < b.cols; j += panel_cols) {
      const std::size_t cols = std::min(panel_cols, b.cols - j);
      panel_product(set, s, first, k / SparseMatrix<T>::slice, copy_panel(set, b, k, j, cols),
                    c.col_part(j, cols), update == Update::add || k > 0);
    }
}

/// Threads share out the rows of S.
template <class T>
void product_on_threads(const TileSet<T>& set, const SparseMatrix<T>& s, const Factor<T>& b,
                        const Strided<T>& c, Update update, int threads) {
  const std::size_t parts = std::size_t(threads);
  FirstFailure failure;  // of a thread that finds no memory
#pragma omp parallel for num_threads(threads) schedule(static)
  for (std::size_t t = 0; t < parts; ++t)
    failure.guard([&] {
      const std::size_t first = c.rows * t / parts, end = c.rows * (t + 1) / parts;
      product(set, s, first, b, c.row_part(first, end - first), update);
    });
  failure.rethrow();
}

template <class T>
void run(const TileSet<T>& set, const SparseMatrix<T>& s, const Factor<T>& b, const Strided<T>& c,
         Update update) {
  assert(s.rows() == c.rows && b.cols == c.cols && s.cols() == b.rows);
  if (s.cols() == 0 && update == Update::overwrite)  // an empty sum
    for (std::size_t i = 0; i < c.rows; ++i)
      for (std::size_t j = 0; j < c.cols; ++j) c.data[i * c.row_stride + j * c.col_stride] = 0;

  // Below this many multiply-adds, some ten microseconds, a second thread does not pay.
  constexpr std::size_t worth_threads = 1 << 19;
  const int threads = arithmetic().threads;
  if (threads > 1 && s.nonzeros() * c.cols >= worth_threads && !omp_in_parallel())
    product_on_threads(set, s, b, c, update, threads);
  else
    product(set, s, 0, b, c, update);
}

template <class T>
Strided<T> strided(Matrix<T> c) {
  return {c.data, c.rows, c.cols, c.stride, 1};
}

const PathTiles& tiles() { return tiles_of_path[int(arithmetic().path)]; }

}  // namespace

void sparse_gemm(const SparseMatrix<float>& s, Factor<float> b, Matrix<float> c, Update update) {
  run(*tiles().of_float, s, b, strided(c), update);
}

void sparse_gemm(const SparseMatrix<double>& s, Factor<double> b, Matrix<double> c, Update update) {
  run(*tiles().of_double, s, b, strided(c), update);
}

void sparse_gemm_transposed(const SparseMatrix<float>& s, Factor<float> b, Matrix<float> c,
                            Update update) {
  run(*tiles().of_float, s, b, strided(c).transposed(), update);
}

void sparse_gemm_transposed(const SparseMatrix<double>& s, Factor<double> b, Matrix<double> c,
                            Update update) {
  run(*tiles().of_double, s, b, strided(c).transposed(), update);
}

}  // namespace caldera
