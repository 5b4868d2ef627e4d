// The loop of fused multiply-adds for NEON.

#include <arm_neon.h>

#include "bench/fma_loop.h"

namespace caldera {
namespace {

struct Float4 {
  using Scalar = float;
  using Vector = float32x4_t;
  static constexpr std::size_t lanes = 4;
  static Vector broadcast(float a) { return vdupq_n_f32(a); }
  static Vector fma(Vector x, Vector y, Vector z) { return vfmaq_f32(z, x, y); }
  static float first(Vector x) { return vgetq_lane_f32(x, 0); }
};

struct Double2 {
  using Scalar = double;
  using Vector = float64x2_t;
  static constexpr std::size_t lanes = 2;
  static Vector broadcast(double a) { return vdupq_n_f64(a); }
  static Vector fma(Vector x, Vector y, Vector z) { return vfmaq_f64(z, x, y); }
  static double first(Vector x) { return vgetq_lane_f64(x, 0); }
};

}  // namespace

constinit const FmaLoops neon_loops = {fma_loop<Float4, 24>(), fma_loop<Double2, 24>()};

}  // namespace caldera
