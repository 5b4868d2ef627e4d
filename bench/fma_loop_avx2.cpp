// The loop of fused multiply-adds for AVX2, which has 16 registers.

#include <immintrin.h>

#include "bench/fma_loop.h"

namespace caldera {
namespace {

struct Float8 {
  using Scalar = float;
  using Vector = __m256;
  static constexpr std::size_t lanes = 8;
  static Vector broadcast(float a) { return _mm256_set1_ps(a); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm256_fmadd_ps(x, y, z); }
  static float first(Vector x) { return _mm256_cvtss_f32(x); }
};

struct Double4 {
  using Scalar = double;
  using Vector = __m256d;
  static constexpr std::size_t lanes = 4;
  static Vector broadcast(double a) { return _mm256_set1_pd(a); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm256_fmadd_pd(x, y, z); }
  static double first(Vector x) { return _mm256_cvtsd_f64(x); }
};

}  // namespace

constinit const FmaLoops avx2_loops = {fma_loop<Float8, 12>(), fma_loop<Double4, 12>()};

}  // namespace caldera
