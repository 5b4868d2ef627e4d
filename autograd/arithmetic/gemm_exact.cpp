#include "autograd/arithmetic/gemm_exact.h"

#include <omp.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "autograd/arithmetic/gemm_pack.h"
#include "autograd/arithmetic/gemm_paths.h"

namespace caldera {
namespace {

#ifndef COLS_BYTES
#define COLS_BYTES 2048
#endif
#ifndef INPLACE_B
#define INPLACE_B 16
#endif
#ifndef PACKA
#define PACKA 1
#endif
#ifndef NARROW
#define NARROW 16
#endif

struct FreeMemory {
  void operator()(void* memory) const { std::free(memory); }
};

template <class T>
T* panel_memory(std::size_t entries) {
  thread_local std::unique_ptr<T, FreeMemory> memory;
  thread_local std::size_t capacity = 0;
  if (entries > capacity) {
    constexpr std::size_t alignment = 64;
    const std::size_t bytes = (entries * sizeof(T) + alignment - 1) / alignment * alignment;
    memory.reset(static_cast<T*>(std::aligned_alloc(alignment, bytes)));
    if (!memory) throw std::bad_alloc();
    capacity = entries;
  }
  return memory.get();
}

const TileSet<float>& tile_set(SimdPath path, float) {
  if (path == SimdPath::scalar) return scalar_float;
  return path == SimdPath::avx2 ? avx2_float : avx512_float;
}
const TileSet<double>& tile_set(SimdPath path, double) {
  if (path == SimdPath::scalar) return scalar_double;
  return path == SimdPath::avx2 ? avx2_double : avx512_double;
}

template <class T>
struct Target {
  T* data;
  std::size_t rows, cols, row_stride, col_stride;
};

/// A tile whose columns do not fill its vectors: through a buffer.
template <class T>
void edge_tile(typename TileSet<T>::Tile tile, TileTask<T> task, std::size_t rows,
               std::size_t cols, std::size_t width, std::size_t c_col) {
  alignas(64) T buffer[TileSet<T>::max_rows * 64];
  T* c = task.c;
  const std::size_t c_row = task.c_row;
  const bool add = task.add;
  task.c = buffer;
  task.c_row = width;
  task.add = false;
  tile(task);
  if (!add && c_row == 1)
    for (std::size_t j = 0; j < cols; ++j)
      for (std::size_t i = 0; i < rows; ++i) c[i + j * c_col] = buffer[i * width + j];
  else
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < cols; ++j) {
      T& target = c[i * c_row + j * c_col];
      target = add ? target + buffer[i * width + j] : buffer[i * width + j];
    }
}

template <class T>
void product(const Factor<T>& a, const Factor<T>& b, Target<T> c, Update update,
             const TileSet<T>& set) {
  const std::size_t panel_cols = set.lanes * set.vectors;
  const std::size_t block_cols = COLS_BYTES / sizeof(T) / panel_cols * panel_cols;
  for (std::size_t l0 = 0; l0 < a.cols; l0 += gemm_block) {
    const std::size_t depth = std::min(gemm_block, a.cols - l0);
    const bool add = update == Update::add || l0 > 0;
    for (std::size_t j0 = 0; j0 < c.cols; j0 += block_cols) {
      const std::size_t cols = std::min(block_cols, c.cols - j0);
      T* a_memory = panel_memory<T>((cols + panel_cols) * depth + c.rows * 256);
      T* panels = a_memory + c.rows * 256;
      const bool in_place = b.col_stride == 1 && cols % set.lanes == 0 && c.rows <= INPLACE_B;
      const T* b_block = panels;
      if (in_place)
        b_block = b.data + l0 * b.row_stride + j0;
      else
        for (std::size_t j = 0; j < cols; j += panel_cols) {
          const std::size_t n = std::min(panel_cols, cols - j);
          const std::size_t width = (n + set.lanes - 1) / set.lanes * set.lanes;
          pack_panel(b, l0, depth, j0 + j, n, width, panels + j * depth);
        }
#if ORDER == 0
      for (std::size_t i = 0; i < c.rows; i += set.rows) {
        const std::size_t m = std::min(set.rows, c.rows - i);
        const T* a_tile = a.data + i * a.row_stride + l0 * a.col_stride;
        std::size_t a_row = a.row_stride, a_col = a.col_stride;
        if (PACKA && a.row_stride == 1) {
          pack_panel(a.transposed(), l0, depth, i, m, m, a_memory);
          a_tile = a_memory, a_row = 1, a_col = m;
        }
        for (std::size_t j = 0; j < cols; j += panel_cols) {
#else
      if (PACKA && a.row_stride == 1) 
        for (std::size_t i = 0; i < c.rows; i += set.rows) {
          const std::size_t m = std::min(set.rows, c.rows - i);
          pack_panel(a.transposed(), l0, depth, i, m, m, a_memory + i * depth);
        }
      for (std::size_t j = 0; j < cols; j += panel_cols) {
        for (std::size_t i = 0; i < c.rows; i += set.rows) {
        const std::size_t m = std::min(set.rows, c.rows - i);
        const T* a_tile = a.data + i * a.row_stride + l0 * a.col_stride;
        std::size_t a_row = a.row_stride, a_col = a.col_stride;
        if (PACKA && a.row_stride == 1) {
          a_tile = a_memory + i * depth, a_row = 1, a_col = m;
        }
#endif
          const std::size_t n = std::min(panel_cols, cols - j);
          const std::size_t vectors = (n + set.lanes - 1) / set.lanes;
          const auto tile = set.tiles[m - 1][vectors - 1];
          TileTask<T> task{depth,
                           a_tile,
                           a_row,
                           a_col,
                           b_block + (in_place ? j : j * depth),
                           in_place ? b.row_stride : vectors * set.lanes,
                           c.data + i * c.row_stride + (j0 + j) * c.col_stride,
                           c.row_stride,
                           add};
          if (n == vectors * set.lanes && c.col_stride == 1)
            tile(task);
          else
            edge_tile(tile, task, m, n, vectors * set.lanes, c.col_stride);
        }
      }
    }
  }
}

template <class T>
void either_way(const Factor<T>& a, const Factor<T>& b, Matrix<T> c, Update update,
             const TileSet<T>& set) {
  if (c.cols <= NARROW && c.rows > c.cols)
    product(b.transposed(), a.transposed(), Target<T>{c.data, c.cols, c.rows, 1, c.stride}, update,
            set);
  else
    product(a, b, Target<T>{c.data, c.rows, c.cols, c.stride, 1}, update, set);
}

}  // namespace

void gemm_exact(Factor<float> a, Factor<float> b, Matrix<float> c, Update update, SimdPath path,
                int) {
  either_way(a, b, c, update, tile_set(path, 0.0f));
}

void gemm_exact(Factor<double> a, Factor<double> b, Matrix<double> c, Update update, SimdPath path,
                int) {
  either_way(a, b, c, update, tile_set(path, 0.0));
}

}  // namespace caldera
