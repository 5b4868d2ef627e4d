#pragma once
// The innermost part of the exact product: one tile of C, held in registers over one block of k.
//
//                 vectors · lanes columns
//                 ┌──────────────┐
//                 │  B (panel)   │ depth
//                 └──────────────┘
//        depth
//      ┌───────┐  ┌──────────────┐
// rows │   A   │  │  acc = C tile│      acc_iv = fma(a_il, b_lv, acc_iv), l = 0 … depth−1
//      └───────┘  └──────────────┘
//
// Each entry of C is one lane of one accumulator, and so sees the same operations in the same
// order whatever the size of the tile and of the vector: this is why all paths agree.

#include <array>
#include <cstddef>
#include <utility>

namespace caldera {

/// One tile's worth of work. Entry (i, l) of A is a[i · a_row + l · a_col], (l, j) of B is
/// b[l · b_row + j], (i, j) of C is c[i · c_row + j].
template <class T>
struct TileTask {
  std::size_t depth;
  const T* a;
  std::size_t a_row, a_col;
  const T* b;
  std::size_t b_row;
  T* c;
  std::size_t c_row;
  bool add;  ///< C ← C + acc instead of C ← acc
};

/// What a path offers: tiles[r − 1][v − 1] multiplies r rows by v vectors of `lanes` columns.
template <class T>
struct TileSet {
  using Tile = void (*)(const TileTask<T>&);
  static constexpr std::size_t max_rows = 14;
  static constexpr std::size_t max_vectors = 4;
  std::size_t lanes, rows, vectors;
  std::array<std::array<Tile, max_vectors>, max_rows> tiles;
};

/// `Simd` names a type `Vector` of `lanes` entries of type `Scalar`, with zero, load, store,
/// broadcast, add, and fma(x, y, z) = x·y + z rounded once.
template <class Simd, std::size_t rows, std::size_t vectors, bool a_rows_contiguous>
inline __attribute__((always_inline)) void multiply(const TileTask<typename Simd::Scalar>& t) {
  constexpr std::size_t lanes = Simd::lanes;
  typename Simd::Vector acc[rows][vectors];
#pragma GCC unroll 16
  for (std::size_t i = 0; i < rows; ++i)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < vectors; ++v) acc[i][v] = Simd::zero();

  const auto* a = t.a;
  const auto* b = t.b;
  const std::size_t a_row = a_rows_contiguous ? t.a_row : 1;
  const std::size_t a_col = a_rows_contiguous ? 1 : t.a_col;
  const std::size_t b_row = t.b_row;
  for (std::size_t l = 0; l < t.depth; ++l) {
    typename Simd::Vector b_l[vectors];
#pragma GCC unroll 4
    for (std::size_t v = 0; v < vectors; ++v) b_l[v] = Simd::load(b + v * lanes);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < rows; ++i) {
      const typename Simd::Vector a_il = Simd::broadcast(a + i * a_row);
#pragma GCC unroll 4
      for (std::size_t v = 0; v < vectors; ++v) acc[i][v] = Simd::fma(a_il, b_l[v], acc[i][v]);
    }
    a += a_col;
    b += b_row;
  }

#pragma GCC unroll 16
  for (std::size_t i = 0; i < rows; ++i)
#pragma GCC unroll 4
    for (std::size_t v = 0; v < vectors; ++v) {
      auto* c = t.c + i * t.c_row + v * lanes;
      Simd::store(c, t.add ? Simd::add(Simd::load(c), acc[i][v]) : acc[i][v]);
    }
}

template <class Simd, std::size_t rows, std::size_t vectors>
void tile(const TileTask<typename Simd::Scalar>& t) {
  if (t.a_col == 1)
    multiply<Simd, rows, vectors, true>(t);
  else
    multiply<Simd, rows, vectors, false>(t);
}

template <class Simd, std::size_t rows, std::size_t vectors>
constexpr TileSet<typename Simd::Scalar> tile_set() {
  using T = typename Simd::Scalar;
  static_assert(rows <= TileSet<T>::max_rows && vectors <= TileSet<T>::max_vectors);
  TileSet<T> set{Simd::lanes, rows, vectors, {}};
  const auto fill_row = [&]<std::size_t r, std::size_t... v>(std::index_sequence<r>,
                                                             std::index_sequence<v...>) {
    ((set.tiles[r][v] = &tile<Simd, r + 1, v + 1>), ...);
  };
  [&]<std::size_t... r>(std::index_sequence<r...>) {
    (fill_row(std::index_sequence<r>(), std::make_index_sequence<vectors>()), ...);
  }(std::make_index_sequence<rows>());
  return set;
}

}  // namespace caldera
