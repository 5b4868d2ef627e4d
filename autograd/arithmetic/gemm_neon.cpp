// Tiles of the exact product for NEON, which every aarch64 has.

#include <arm_neon.h>

#include "caldera/autograd/arithmetic/gemm_paths.h"

namespace caldera {
namespace {

struct Float4 {
  using Scalar = float;
  using Vector = float32x4_t;
  static constexpr std::size_t lanes = 4;
  static Vector zero() { return vdupq_n_f32(0); }
  static Vector load(const float* p) { return vld1q_f32(p); }
  static void store(float* p, Vector x) { vst1q_f32(p, x); }
  static Vector broadcast(const float* p) { return vld1q_dup_f32(p); }
  static Vector add(Vector x, Vector y) { return vaddq_f32(x, y); }
  static Vector fma(Vector x, Vector y, Vector z) { return vfmaq_f32(z, x, y); }
};

struct Double2 {
  using Scalar = double;
  using Vector = float64x2_t;
  static constexpr std::size_t lanes = 2;
  static Vector zero() { return vdupq_n_f64(0); }
  static Vector load(const double* p) { return vld1q_f64(p); }
  static void store(double* p, Vector x) { vst1q_f64(p, x); }
  static Vector broadcast(const double* p) { return vld1q_dup_f64(p); }
  static Vector add(Vector x, Vector y) { return vaddq_f64(x, y); }
  static Vector fma(Vector x, Vector y, Vector z) { return vfmaq_f64(z, x, y); }
};

}  // namespace

// 24 accumulators, 4 vectors of B and one of A of the 32 registers.
constinit const TileSet<float> neon_float = tile_set<Float4, 6, 4>();
constinit const TileSet<double> neon_double = tile_set<Double2, 6, 4>();

}  // namespace caldera
