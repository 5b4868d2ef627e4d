// Tiles of the exact product for AVX-512. This file alone is compiled for it (CMakeLists.txt), so
// it includes no more than it must: an inline function compiled here could be the copy that the
// linker keeps for everybody.

#include <immintrin.h>

#include "caldera/autograd/arithmetic/gemm_paths.h"

namespace caldera {
namespace {

struct Float16 {
  using Scalar = float;
  using Vector = __m512;
  static constexpr std::size_t lanes = 16;
  static Vector zero() { return _mm512_setzero_ps(); }
  static Vector load(const float* p) { return _mm512_loadu_ps(p); }
  static void store(float* p, Vector x) { _mm512_storeu_ps(p, x); }
  static Vector broadcast(const float* p) { return _mm512_set1_ps(*p); }
  static Vector add(Vector x, Vector y) { return _mm512_add_ps(x, y); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm512_fmadd_ps(x, y, z); }
};

struct Double8 {
  using Scalar = double;
  using Vector = __m512d;
  static constexpr std::size_t lanes = 8;
  static Vector zero() { return _mm512_setzero_pd(); }
  static Vector load(const double* p) { return _mm512_loadu_pd(p); }
  static void store(double* p, Vector x) { _mm512_storeu_pd(p, x); }
  static Vector broadcast(const double* p) { return _mm512_set1_pd(*p); }
  static Vector add(Vector x, Vector y) { return _mm512_add_pd(x, y); }
  static Vector fma(Vector x, Vector y, Vector z) { return _mm512_fmadd_pd(x, y, z); }
};

}  // namespace

// 20 accumulators, 4 vectors of B and one of A of the 32 registers; 5 rows divide the 10 outputs of
// a network for digits.
constinit const TileSet<float> avx512_float = tile_set<Float16, 5, 4>();
constinit const TileSet<double> avx512_double = tile_set<Double8, 5, 4>();

}  // namespace caldera
