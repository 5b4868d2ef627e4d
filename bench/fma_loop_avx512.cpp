// The loop of fused multiply-adds for AVX-512. This file alone is compiled for it (CMakeLists.txt).

#include <immintrin.h>

#include "bench/fma_loop.h"

namespace caldera {
namespace {

struct Float16 {
  using Scalar = float;
  using Vector = __m512;
  static constexpr std::size_t lanes = 16;
  static Vector broadcast(float a) { return _mm512_set1_ps(a); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm512_fmadd_ps(x, y, z); }
  static float first(Vector x) { return _mm512_cvtss_f32(x); }
};

struct Double8 {
  using Scalar = double;
  using Vector = __m512d;
  static constexpr std::size_t lanes = 8;
  static Vector broadcast(double a) { return _mm512_set1_pd(a); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm512_fmadd_pd(x, y, z); }
  static double first(Vector x) { return _mm512_cvtsd_f64(x); }
};

}  // namespace

constinit const FmaLoops avx512_loops = {fma_loop<Float16, 24>(), fma_loop<Double8, 24>()};

}  // namespace caldera
