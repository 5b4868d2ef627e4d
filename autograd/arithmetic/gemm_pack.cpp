#include "caldera/autograd/arithmetic/gemm_pack.h"

#include <cstring>

#ifdef __AVX2__
#include <immintrin.h>
#endif

namespace caldera {
namespace {

#ifdef __AVX2__

/// out[l · out_row + j] ← in[j · in_row + l] for 8 × 8 entries.
inline void transpose_block(const float* in, std::size_t in_row, float* out, std::size_t out_row) {
  // Columns 0…3, then 4…7. Vector r[j] holds a piece of row j and, above it, one of row j + 4; so
  // two 4 × 4 blocks are transposed side by side.
  for (std::size_t half = 0; half < 8; half += 4, in += 4, out += 4 * out_row) {
    __m256 r[4];
#pragma GCC unroll 4
    for (std::size_t j = 0; j < 4; ++j) {
      const __m256 low = _mm256_castps128_ps256(_mm_loadu_ps(in + j * in_row));
      r[j] = _mm256_insertf128_ps(low, _mm_loadu_ps(in + (j + 4) * in_row), 1);
    }
    const __m256 r01_low = _mm256_unpacklo_ps(r[0], r[1]);
    const __m256 r01_high = _mm256_unpackhi_ps(r[0], r[1]);
    const __m256 r23_low = _mm256_unpacklo_ps(r[2], r[3]);
    const __m256 r23_high = _mm256_unpackhi_ps(r[2], r[3]);
    _mm256_storeu_ps(out, _mm256_shuffle_ps(r01_low, r23_low, 0x44));
    _mm256_storeu_ps(out + out_row, _mm256_shuffle_ps(r01_low, r23_low, 0xEE));
    _mm256_storeu_ps(out + 2 * out_row, _mm256_shuffle_ps(r01_high, r23_high, 0x44));
    _mm256_storeu_ps(out + 3 * out_row, _mm256_shuffle_ps(r01_high, r23_high, 0xEE));
  }
}

/// The same for 4 × 4 entries.
inline void transpose_block(const double* in, std::size_t in_row, double* out,
                            std::size_t out_row) {
  for (std::size_t half = 0; half < 4; half += 2, in += 2, out += 2 * out_row) {
    __m256d r[2];
#pragma GCC unroll 2
    for (std::size_t j = 0; j < 2; ++j) {
      const __m256d low = _mm256_castpd128_pd256(_mm_loadu_pd(in + j * in_row));
      r[j] = _mm256_insertf128_pd(low, _mm_loadu_pd(in + (j + 2) * in_row), 1);
    }
    _mm256_storeu_pd(out, _mm256_unpacklo_pd(r[0], r[1]));
    _mm256_storeu_pd(out + out_row, _mm256_unpackhi_pd(r[0], r[1]));
  }
}

#else

/// The same for as many as fill 32 bytes: the definition.
template <class T>
inline void transpose_block(const T* in, std::size_t in_row, T* out, std::size_t out_row) {
  constexpr std::size_t block = 32 / sizeof(T);
  for (std::size_t l = 0; l < block; ++l)
    for (std::size_t j = 0; j < block; ++j) out[l * out_row + j] = in[j * in_row + l];
}

#endif

/// Rows are short, so memcpy is called with lengths that the compiler knows and expands.
template <class T>
inline void copy_row(const T* in, std::size_t n, T* out) {
  constexpr std::size_t piece = 32 / sizeof(T);
  std::size_t j = 0;
  for (; j + piece <= n; j += piece) std::memcpy(out + j, in + j, piece * sizeof(T));
  for (; j < n; ++j) out[j] = in[j];
}

/// out[l · width + j] ← in[j · in_row + l] for l < depth, j < cols: in blocks, then what is left.
template <class T>
void transpose(const T* in, std::size_t in_row, std::size_t depth, std::size_t cols,
               std::size_t width, T* out) {
  constexpr std::size_t block = 32 / sizeof(T);
  const std::size_t block_depth = depth / block * block, block_cols = cols / block * block;
  for (std::size_t l = 0; l < block_depth; l += block)
    for (std::size_t j = 0; j < block_cols; j += block)
      transpose_block(in + j * in_row + l, in_row, out + l * width + j, width);
  for (std::size_t j = 0; j < cols; ++j)
    for (std::size_t l = j < block_cols ? block_depth : 0; l < depth; ++l)
      out[l * width + j] = in[j * in_row + l];
}

template <class T>
void pack(const T* b, std::size_t row_stride, std::size_t col_stride, std::size_t depth,
          std::size_t cols, std::size_t width, T* panel) {
  if (col_stride == 1)
    for (std::size_t l = 0; l < depth; ++l) copy_row(b + l * row_stride, cols, panel + l * width);
  else
    transpose(b, col_stride, depth, cols, width, panel);
  for (std::size_t l = 0; l < depth; ++l)
    for (std::size_t j = cols; j < width; ++j) panel[l * width + j] = 0;
}

}  // namespace

void pack_panel(const float* b, std::size_t row_stride, std::size_t col_stride, std::size_t depth,
                std::size_t cols, std::size_t width, float* panel) {
  pack(b, row_stride, col_stride, depth, cols, width, panel);
}

void pack_panel(const double* b, std::size_t row_stride, std::size_t col_stride, std::size_t depth,
                std::size_t cols, std::size_t width, double* panel) {
  pack(b, row_stride, col_stride, depth, cols, width, panel);
}

}  // namespace caldera
