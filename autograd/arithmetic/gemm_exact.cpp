// The loops around the tiles of gemm_tile.h. C ← A·B goes in this order:
//
//   for each block of 256 of k         after it, C changes once, as the definition wants
//     for each block of columns        this part of B is copied, if at all, panel by panel
//       for each block of rows         this part of A stays in the second-level cache
//         for each panel of columns    this part of B stays in the first-level cache
//           for each tile of rows      in registers
//
// A is read where it lies. So is B if its rows are contiguous and only one block of rows reads it.
// Else its panels are copied, so that their rows lie one after the other, padded to whole vectors
// with zeros; the columns of C that come of these are thrown away.

#include "caldera/autograd/arithmetic/gemm_exact.h"

#include <omp.h>

#include <algorithm>
#include <cassert>

#include "caldera/autograd/arithmetic/first_failure.h"
#include "caldera/autograd/arithmetic/gemm_pack.h"
#include "caldera/autograd/arithmetic/gemm_paths.h"
#include "caldera/autograd/arithmetic/pieces.h"
#include "caldera/autograd/arithmetic/strided.h"

namespace caldera {
namespace {

/// The columns of a full panel.
template <class T>
std::size_t panel_cols(const TileSet<T>& set) {
  return set.vectors * set.lanes;
}

/// A block of B as the tiles read it: row l of the panel that starts at column j is contiguous from
/// data + l · row_stride + j · col_stride.
template <class T>
struct Panels {
  const T* data;
  std::size_t row_stride, col_stride;
};

/// The copy lies in the memory of this thread, until its next product.
template <class T>
Panels<T> copy_panels(const TileSet<T>& set, Strided<const T> b) {
  const std::size_t width = panel_cols(set);
  T* memory = panel_memory<T>((b.cols + width) * b.rows);
  for_each_piece(b.cols, width, [&](std::size_t j, std::size_t cols) {
    pack_panel(b.data + j * b.col_stride, b.row_stride, b.col_stride, b.rows, cols, width,
               memory + j * b.rows);
  });
  return {memory, width, b.rows};
}

/// A tile that does not fill its vectors, or whose rows are not contiguous in C, goes through a
/// buffer; then C ← acc or C + acc as ever.
template <class T>
void tile_through_buffer(void (*tile)(const TileTask<T>&), TileTask<T> task, std::size_t rows,
                         std::size_t cols, std::size_t c_col) {
  constexpr std::size_t width = TileSet<T>::max_cols;
  alignas(64) T buffer[TileSet<T>::max_rows * width];
  T* c = task.c;
  const std::size_t c_row = task.c_row;
  const bool add = task.add;
  task.c = buffer;
  task.c_row = width;
  task.add = false;
  tile(task);
  for (std::size_t j = 0; j < cols; ++j)
    for (std::size_t i = 0; i < rows; ++i) {
      T& c_ij = c[i * c_row + j * c_col];
      c_ij = add ? c_ij + buffer[i * width + j] : buffer[i * width + j];
    }
}

/// All tiles of rows that read one panel of B.
template <class T>
void panel_product(const TileSet<T>& set, Strided<const T> a, const T* panel, std::size_t panel_row,
                   Strided<T> c, bool add) {
  const std::size_t vectors = (c.cols + set.lanes - 1) / set.lanes;
  const bool direct = c.cols == vectors * set.lanes && c.col_stride == 1;
  TileTask<T> task{a.cols,    a.data, a.row_stride, a.col_stride, panel,
                   panel_row, c.data, c.row_stride, add};
  for (std::size_t i = 0; i < c.rows; i += set.rows) {
    const std::size_t rows = std::min(set.rows, c.rows - i);
    const auto tile = set.tile[rows - 1][vectors - 1];
    if (direct)
      tile(task);
    else
      tile_through_buffer(tile, task, rows, c.cols, c.col_stride);
    task.a += set.rows * a.row_stride;
    task.c += set.rows * c.row_stride;
  }
}

/// One block of k and of columns.
template <class T>
void block_product(const TileSet<T>& set, Strided<const T> a, Strided<const T> b, Strided<T> c,
                   bool add) {
  constexpr std::size_t few_rows = 128;
  const bool in_place = c.rows <= few_rows && b.col_stride == 1 && c.cols % set.lanes == 0;
  const Panels<T> panels = in_place ? Panels<T>{b.data, b.row_stride, 1} : copy_panels(set, b);
  const std::size_t row_block = in_place ? few_rows : 12 * set.rows;
  for_each_piece(c.rows, row_block, [&](std::size_t i, std::size_t rows) {
    for_each_piece(c.cols, panel_cols(set), [&](std::size_t j, std::size_t cols) {
      panel_product(set, a.row_part(i, rows), panels.data + j * panels.col_stride,
                    panels.row_stride, c.row_part(i, rows).col_part(j, cols), add);
    });
  });
}

template <class T>
void product(const TileSet<T>& set, Strided<const T> a, Strided<const T> b, Strided<T> c,
             Update update) {
  constexpr std::size_t col_block = 1024;  // the copy of a block takes at most 2 MiB
  for_each_piece(a.cols, gemm_block, [&](std::size_t l, std::size_t depth) {
    const bool add = update == Update::add || l > 0;
    for_each_piece(c.cols, col_block, [&](std::size_t j, std::size_t cols) {
      block_product(set, a.col_part(l, depth), b.row_part(l, depth).col_part(j, cols),
                    c.col_part(j, cols), add);
    });
  });
}

/// Threads share out whole panels of columns, or whole tiles of rows if there are few panels.
template <class T>
void product_on_threads(const TileSet<T>& set, Strided<const T> a, Strided<const T> b, Strided<T> c,
                        Update update, int threads) {
  const std::size_t panel = panel_cols(set), parts = std::size_t(threads);
  const std::size_t panels = (c.cols + panel - 1) / panel;
  const bool by_cols = panels % parts == 0 || panels >= 4 * parts;
  const std::size_t unit = by_cols ? panel : set.rows;
  const std::size_t n = by_cols ? c.cols : c.rows;
  const std::size_t units = (n + unit - 1) / unit;
  const auto part = [&](std::size_t t) {
    const std::size_t first = units * t / parts * unit;
    const std::size_t count = std::min(units * (t + 1) / parts * unit, n) - first;
    if (by_cols)
      product(set, a, b.col_part(first, count), c.col_part(first, count), update);
    else
      product(set, a.row_part(first, count), b, c.row_part(first, count), update);
  };
  FirstFailure failure;  // of a thread that finds no memory
#pragma omp parallel for num_threads(threads) schedule(static)
  for (std::size_t t = 0; t < parts; ++t) failure.guard([&] { part(t); });
  failure.rethrow();
}

/// Chooses between C and its transpose, one thread and several.
template <class T>
void run(const TileSet<T>& set, Strided<const T> a, Strided<const T> b, Strided<T> c, Update update,
         int threads) {
  // Few columns would leave lanes idle: then Cᵀ = Bᵀ·Aᵀ, with the rows of C along the vectors.
  constexpr std::size_t narrow = 16;
  if (c.cols <= narrow && c.rows > c.cols)
    return run(set, b.transposed(), a.transposed(), c.transposed(), update, threads);

  // Below this many multiply-adds, some ten microseconds, a second thread does not pay.
  constexpr std::size_t worth_threads = 1 << 19;
  const bool large = c.rows * c.cols * a.cols >= worth_threads;
  if (threads > 1 && large && !omp_in_parallel())
    product_on_threads(set, a, b, c, update, threads);
  else
    product(set, a, b, c, update);
}

template <class T>
void run(const TileSet<T>& set, const Factor<T>& a, const Factor<T>& b, Matrix<T> c, Update update,
         int threads) {
  run(set, Strided<const T>{a.data, a.rows, a.cols, a.row_stride, a.col_stride},
      Strided<const T>{b.data, b.rows, b.cols, b.row_stride, b.col_stride},
      Strided<T>{c.data, c.rows, c.cols, c.stride, 1}, update, threads);
}

}  // namespace

void gemm_exact(Factor<float> a, Factor<float> b, Matrix<float> c, Update update, SimdPath path,
                int threads) {
  assert(tiles_of_path[int(path)].of_float);
  run(*tiles_of_path[int(path)].of_float, a, b, c, update, threads);
}

void gemm_exact(Factor<double> a, Factor<double> b, Matrix<double> c, Update update, SimdPath path,
                int threads) {
  assert(tiles_of_path[int(path)].of_double);
  run(*tiles_of_path[int(path)].of_double, a, b, c, update, threads);
}

}  // namespace caldera
