#pragma once
// The innermost part of the exact product (gemm.h): one tile of C, held in registers over one
// block of k.
//                   vectors · lanes columns
//                 ┌───────────────────────┐
//                 │   B: a panel          │ depth
//                 └───────────────────────┘
//        depth
//      ┌───────┐  ┌───────────────────────┐
// rows │   A   │  │   acc: a tile of C    │   acc_ij = fma(a_il, b_lj, acc_ij),  l = 0, 1, …
//      └───────┘  └───────────────────────┘
//
// An entry of C is one lane of one accumulator. It sees the same operations in the same order
// whatever the number of lanes, rows and vectors: that is why all paths give the same bits.

#include <cstddef>
#include <utility>

#include "caldera/autograd/arithmetic/sparse_row.h"

namespace caldera {

/// The work of one tile. Entry (i, l) of A is a[i · a_row + l · a_col], where a_row or a_col is 1;
/// entry (l, j) of B is b[l · b_row + j]; entry (i, j) of C is c[i · c_row + j].
template <class T>
struct TileTask {
  std::size_t depth;
  const T* a;
  std::size_t a_row, a_col;
  const T* b;
  std::size_t b_row;
  T* c;
  std::size_t c_row;
  bool add;  ///< c_ij ← c_ij + acc_ij instead of c_ij ← acc_ij
};

/// What a vector path offers. tile[r − 1][v − 1] computes a tile of r ≤ rows rows and v ≤ vectors
/// vectors of `lanes` columns; sparse_row[v − 1] a row of v vectors of a product that skips zeros.
template <class T>
struct TileSet {
  static constexpr std::size_t max_rows = 6;
  static constexpr std::size_t max_vectors = 4;
  static constexpr std::size_t max_cols = 256 / sizeof(T);  ///< of a panel: vectors · lanes
  static constexpr std::size_t max_sparse_vectors = 8;
  static constexpr std::size_t max_sparse_cols = 512 / sizeof(T);  ///< of a panel there

  std::size_t lanes, rows, vectors;
  void (*tile[max_rows][max_vectors])(const TileTask<T>&);
  void (*sparse_row[max_sparse_vectors])(const SparseRowTask<T>&);
};

/// Computes a tile. Simd has a type Vector of `lanes` numbers of type Scalar, and zero(), load(p),
/// store(p, x), broadcast(p), add(x, y) and fma(x, y, z) = x·y + z, rounded once.
template <class Simd, std::size_t rows, std::size_t vectors, class T>
inline __attribute__((always_inline)) void compute_tile(const TileTask<T>& task, std::size_t a_row,
                                                        std::size_t a_col) {
  constexpr std::size_t lanes = Simd::lanes;
  typename Simd::Vector acc[rows][vectors], b_l[vectors];
#pragma GCC unroll 16
  for (std::size_t i = 0; i < rows; ++i)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < vectors; ++v) acc[i][v] = Simd::zero();

  const T* a = task.a;
  const T* b = task.b;
  for (std::size_t l = 0; l < task.depth; ++l, a += a_col, b += task.b_row) {
#pragma GCC unroll 4
    for (std::size_t v = 0; v < vectors; ++v) b_l[v] = Simd::load(b + v * lanes);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < rows; ++i) {
      const typename Simd::Vector a_il = Simd::broadcast(a + i * a_row);
#pragma GCC unroll 4
      for (std::size_t v = 0; v < vectors; ++v) acc[i][v] = Simd::fma(a_il, b_l[v], acc[i][v]);
    }
  }

  T* c = task.c;
  const std::size_t c_row = task.c_row;
  if (task.add)
#pragma GCC unroll 16
    for (std::size_t i = 0; i < rows; ++i)
#pragma GCC unroll 4
      for (std::size_t v = 0; v < vectors; ++v)
        acc[i][v] = Simd::add(Simd::load(c + i * c_row + v * lanes), acc[i][v]);
#pragma GCC unroll 16
  for (std::size_t i = 0; i < rows; ++i)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < vectors; ++v) Simd::store(c + i * c_row + v * lanes, acc[i][v]);
}

/// One entry of a TileSet. The stride that is 1 is made known to the compiler.
template <class Simd, std::size_t rows, std::size_t vectors>
void tile(const TileTask<typename Simd::Scalar>& task) {
  if (task.a_col == 1)
    compute_tile<Simd, rows, vectors>(task, task.a_row, 1);
  else
    compute_tile<Simd, rows, vectors>(task, 1, task.a_col);
}

/// All tiles of up to rows × vectors, and all widths of a row that skips zeros.
template <class Simd, std::size_t rows, std::size_t vectors>
constexpr TileSet<typename Simd::Scalar> tile_set() {
  using Set = TileSet<typename Simd::Scalar>;
  static_assert(rows <= Set::max_rows && vectors <= Set::max_vectors);
  static_assert(vectors * Simd::lanes <= Set::max_cols);
  static_assert(Set::max_sparse_vectors * Simd::lanes <= Set::max_sparse_cols);
  Set set{Simd::lanes, rows, vectors, {}, {}};
  const auto fill = [&]<std::size_t... index>(std::index_sequence<index...>) {
    ((set.tile[index / vectors][index % vectors] =
          tile<Simd, index / vectors + 1, index % vectors + 1>),
     ...);
  };
  fill(std::make_index_sequence<rows * vectors>());
  const auto fill_sparse = [&]<std::size_t... v>(std::index_sequence<v...>) {
    ((set.sparse_row[v] = sparse_row<Simd, v + 1>), ...);
  };
  fill_sparse(std::make_index_sequence<Set::max_sparse_vectors>());
  return set;
}

}  // namespace caldera
