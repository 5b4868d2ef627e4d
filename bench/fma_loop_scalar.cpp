// The loop of fused multiply-adds, one number at a time unless the compiler finds more.

#include <cmath>

#include "bench/fma_loop.h"

namespace caldera {
namespace {

template <class T>
struct One {
  using Scalar = T;
  using Vector = T;
  static constexpr std::size_t lanes = 1;
  static T broadcast(T a) { return a; }
  static T fma(T x, T y, T z) { return std::fma(x, y, z); }
  static T first(T x) { return x; }
};

}  // namespace

constinit const FmaLoops scalar_loops = {fma_loop<One<float>, 12>(), fma_loop<One<double>, 12>()};

}  // namespace caldera
