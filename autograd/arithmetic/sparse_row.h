#pragma once
// The innermost part of the product that skips zeros (sparse_product.h): one row of S times a panel
// of B, held in registers over one block of k.
//
//                  vectors · lanes columns
//                ┌───────────────────────┐
//                │   B: a panel          │ depth
//                └───────────────────────┘
//     depth
//   ┌───────┐    ┌───────────────────────┐
//   │ · s · │    │   acc                 │   acc_j = fma(s_k, b_kj, acc_j),
//   └───────┘    └───────────────────────┘   for the k of the nonzeros
//
// A row of B is read for one row of S only, so the loads of B, from the second-level cache, are
// what takes time. More rows at once would read less, but multiply by the zeros that they do not
// have in common.

#include <cstddef>
#include <cstdint>

namespace caldera {

/// The nonzeros of a row of S in one block of k, a panel of B, and where their product goes.
template <class T>
struct SparseRowTask {
  std::size_t count;      ///< of nonzeros
  const T* s;             ///< their values
  const std::uint8_t* k;  ///< their rows of the panel, ascending
  const T* b;             ///< the panel: entry (k, j) is b[k · vectors · lanes + j]
  T* acc;                 ///< vectors · lanes numbers
};

/// Computes acc. Simd is described at compute_tile (gemm_tile.h).
template <class Simd, std::size_t vectors>
void sparse_row(const SparseRowTask<typename Simd::Scalar>& task) {
  constexpr std::size_t lanes = Simd::lanes;
  typename Simd::Vector acc[vectors];
#pragma GCC unroll 8
  for (std::size_t v = 0; v < vectors; ++v) acc[v] = Simd::zero();
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
