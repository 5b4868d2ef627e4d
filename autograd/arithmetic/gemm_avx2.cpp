// Tiles of the exact product for AVX2 and FMA, the baseline of the project.

#include <immintrin.h>

#include "caldera/autograd/arithmetic/gemm_paths.h"

namespace caldera {
namespace {

struct Float8 {
  using Scalar = float;
  using Vector = __m256;
  static constexpr std::size_t lanes = 8;
  static Vector zero() { return _mm256_setzero_ps(); }
  static Vector load(const float* p) { return _mm256_loadu_ps(p); }
  static void store(float* p, Vector x) { _mm256_storeu_ps(p, x); }
  static Vector broadcast(const float* p) { return _mm256_broadcast_ss(p); }
  static Vector add(Vector x, Vector y) { return _mm256_add_ps(x, y); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm256_fmadd_ps(x, y, z); }
};

struct Double4 {
  using Scalar = double;
  using Vector = __m256d;
  static constexpr std::size_t lanes = 4;
  static Vector zero() { return _mm256_setzero_pd(); }
  static Vector load(const double* p) { return _mm256_loadu_pd(p); }
  static void store(double* p, Vector x) { _mm256_storeu_pd(p, x); }
  static Vector broadcast(const double* p) { return _mm256_broadcast_sd(p); }
  static Vector add(Vector x, Vector y) { return _mm256_add_pd(x, y); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm256_fmadd_pd(x, y, z); }
};

}  // namespace

// 12 accumulators, 2 vectors of B and one of A of the 16 registers.
constinit const TileSet<float> avx2_float = tile_set<Float8, 6, 2>();
constinit const TileSet<double> avx2_double = tile_set<Double4, 6, 2>();

}  // namespace caldera
