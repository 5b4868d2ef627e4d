#pragma once
// The innermost part of the product that skips zeros (sparse_product.h): one row of S times a slice
// of a panel of B, held in registers.
//
//                  vectors · lanes columns
//                ┌───────────────────────┐
//                │   B: a slice          │ depth
//                └───────────────────────┘
//     depth
//   ┌───────┐    ┌───────────────────────┐
//   │ · s · │    │   acc                 │   acc_j = fma(s_k, b_kj, acc_j),
//   └───────┘    └───────────────────────┘   for the k of the nonzeros
//
// A row of B is read for one row of S only, so the loads of B are what takes time: a slice is no
// deeper than stays in the first-level cache while many rows of S go by. More rows at once would read
// less, but multiply by the zeros that they do not have in common.

#include <cstddef>
#include <cstdint>

namespace caldera {

/// The nonzeros of a row of S in one slice, the slice of B, and where their product goes.
template <class T>
struct SparseRowTask {
  std::size_t count;      ///< of nonzeros
  const T* s;             ///< their values
  const std::uint8_t* k;  ///< their rows of the slice, ascending
  const T* b;             ///< the slice: entry (k, j) is b[k · vectors · lanes + j]
  T* acc;                 ///< vectors · lanes numbers
  bool go_on;             ///< from what is in acc; else from 0
};

/// Computes acc. Simd is described at compute_tile (gemm_tile.h).
template <class Simd, std::size_t vectors>
void sparse_row(const SparseRowTask<typename Simd::Scalar>& task) {
  constexpr std::size_t lanes = Simd::lanes;
  typename Simd::Vector acc[vectors];
#pragma GCC unroll 8
  for (std::size_t v = 0; v < vectors; ++v)
    acc[v] = task.go_on ? Simd::load(task.acc + v * lanes) : Simd::zero();
  for (std::size_t e = 0; e < task.count; ++e) {
    const typename Simd::Vector s_k = Simd::broadcast(task.s + e);
    const auto* b_k = task.b + task.k[e] * (vectors * lanes);
#pragma GCC unroll 8
    for (std::size_t v = 0; v < vectors; ++v)
      acc[v] = Simd::fma(s_k, Simd::load(b_k + v * lanes), acc[v]);
  }
  auto* out = task.acc;
#pragma GCC unroll 8
  for (std::size_t v = 0; v < vectors; ++v) Simd::store(out + v * lanes, acc[v]);
}

}  // namespace caldera
