#include "autograd/arithmetic/gemm_pack.h"

#include <immintrin.h>

#include <algorithm>
#include <cstring>

namespace caldera {
namespace {

/// out[l · out_row + j] ← in[j · in_row + l] for 8 × 8 entries.
void transpose_block(const float* in, std::size_t in_row, float* out, std::size_t out_row) {
  // r[j] holds entries 0…3 of row j below and those of row j + 4 above; then 4 × 4 transposes in
  // both halves at once; then the same for entries 4…7.
  for (std::size_t half = 0; half < 8; half += 4) {
    __m256 r[4];
#pragma GCC unroll 4
    for (std::size_t j = 0; j < 4; ++j) {
      const float* row = in + j * in_row + half;
      const __m256 low = _mm256_castps128_ps256(_mm_loadu_ps(row));
      r[j] = _mm256_insertf128_ps(low, _mm_loadu_ps(row + 4 * in_row), 1);
    }
    const __m256 a = _mm256_unpacklo_ps(r[0], r[1]), b = _mm256_unpackhi_ps(r[0], r[1]);
    const __m256 c = _mm256_unpacklo_ps(r[2], r[3]), d = _mm256_unpackhi_ps(r[2], r[3]);
    float* target = out + half * out_row;
    _mm256_storeu_ps(target, _mm256_shuffle_ps(a, c, 0x44));
    _mm256_storeu_ps(target + out_row, _mm256_shuffle_ps(a, c, 0xEE));
    _mm256_storeu_ps(target + 2 * out_row, _mm256_shuffle_ps(b, d, 0x44));
    _mm256_storeu_ps(target + 3 * out_row, _mm256_shuffle_ps(b, d, 0xEE));
  }
}

/// The same for 4 × 4 entries.
void transpose_block(const double* in, std::size_t in_row, double* out, std::size_t out_row) {
  for (std::size_t half = 0; half < 4; half += 2) {
    __m256d r[2];
#pragma GCC unroll 2
    for (std::size_t j = 0; j < 2; ++j) {
      const double* row = in + j * in_row + half;
      const __m256d low = _mm256_castpd128_pd256(_mm_loadu_pd(row));
      r[j] = _mm256_insertf128_pd(low, _mm_loadu_pd(row + 2 * in_row), 1);
    }
    double* target = out + half * out_row;
    _mm256_storeu_pd(target, _mm256_unpacklo_pd(r[0], r[1]));
    _mm256_storeu_pd(target + out_row, _mm256_unpackhi_pd(r[0], r[1]));
  }
}

/// In pieces of 16 bytes: rows are too short to call memcpy for each.
template <class T>
inline void copy_row(const T* in, std::size_t n, T* out) {
  constexpr std::size_t piece = 16 / sizeof(T);
  std::size_t j = 0;
  for (; j + piece <= n; j += piece) std::memcpy(out + j, in + j, 16);
  for (; j < n; ++j) out[j] = in[j];
}

template <class T>
void pack(const Factor<T>& b, std::size_t first_row, std::size_t depth, std::size_t first_col,
          std::size_t cols, std::size_t width, T* panel) {
  const T* in = b.data + first_row * b.row_stride + first_col * b.col_stride;
  if (b.col_stride == 1) {
    for (std::size_t l = 0; l < depth; ++l) {
      copy_row(in + l * b.row_stride, cols, panel + l * width);
      for (std::size_t j = cols; j < width; ++j) panel[l * width + j] = 0;
    }
    return;
  }
  if (cols < width)
    for (std::size_t l = 0; l < depth; ++l)
      for (std::size_t j = cols; j < width; ++j) panel[l * width + j] = 0;
  constexpr std::size_t block = 32 / sizeof(T);
  const std::size_t block_cols = cols / block * block, block_depth = depth / block * block;
  for (std::size_t j = 0; j < block_cols; j += block)
    for (std::size_t l = 0; l < block_depth; l += block)
      transpose_block(in + j * b.col_stride + l, b.col_stride, panel + l * width + j, width);
  for (std::size_t j = 0; j < cols; ++j)
    for (std::size_t l = j < block_cols ? block_depth : 0; l < depth; ++l)
      panel[l * width + j] = in[j * b.col_stride + l];
}

}  // namespace

void pack_panel(const Factor<float>& b, std::size_t first_row, std::size_t depth,
                std::size_t first_col, std::size_t cols, std::size_t width, float* panel) {
  pack(b, first_row, depth, first_col, cols, width, panel);
}

void pack_panel(const Factor<double>& b, std::size_t first_row, std::size_t depth,
                std::size_t first_col, std::size_t cols, std::size_t width, double* panel) {
  pack(b, first_row, depth, first_col, cols, width, panel);
}

}  // namespace caldera
