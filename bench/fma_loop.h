#pragma once
// A loop of nothing but independent fused multiply-adds, on vectors of one kind.
//
// A core starts one or more of them in every cycle, and each takes some four cycles. A chain
// x ← x·a + b waits for itself, so it takes several chains at once to keep the units busy: with two
// units and four cycles, eight. All chains stay in registers, and memory is not touched.

#include <cstddef>

namespace caldera {

/// A loop that has been compiled.
struct FmaLoop {
  std::size_t lanes;                 ///< numbers in a vector
  std::size_t chains;                ///< vectors multiplied in a step
  double (*run)(std::size_t steps);  ///< returns a number that depends on all of them
};

/// The loops of a vector path.
struct FmaLoops {
  FmaLoop of_float, of_double;
};

extern const FmaLoops avx2_loops, avx512_loops, neon_loops, scalar_loops;

/// `steps` steps of all chains. Simd has a type Vector of `lanes` numbers of type Scalar, and
/// broadcast(a), fma(x, y, z) = x·y + z, and first(x), the number in the first lane.
template <class Simd, std::size_t chains>
double run_fma_chains(std::size_t steps) {
  using Scalar = typename Simd::Scalar;
  // Read at run time, so that the compiler cannot compute ahead. The chains tend to 1.
  const volatile Scalar factor = Scalar(0.75), summand = Scalar(0.25);
  const typename Simd::Vector a = Simd::broadcast(factor), b = Simd::broadcast(summand);
  typename Simd::Vector x[chains];
#pragma GCC unroll 24
  for (std::size_t i = 0; i < chains; ++i) x[i] = Simd::broadcast(static_cast<Scalar>(i));
  for (std::size_t step = 0; step < steps; ++step)
#pragma GCC unroll 24
    for (std::size_t i = 0; i < chains; ++i) x[i] = Simd::fma(x[i], a, b);
#pragma GCC unroll 24
  for (std::size_t i = 1; i < chains; ++i) x[0] = Simd::fma(x[i], a, x[0]);
  return static_cast<double>(Simd::first(x[0]));
}

/// The loop of a kind of vectors, with so many chains as there are registers for.
template <class Simd, std::size_t chains>
constexpr FmaLoop fma_loop() {
  return {Simd::lanes, chains, run_fma_chains<Simd, chains>};
}

}  // namespace caldera
