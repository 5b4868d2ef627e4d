#include "bench/fma_peak.h"

#include <algorithm>
#include <atomic>
#include <type_traits>

#include "bench/fma_loop.h"
#include "bench/seconds.h"
#include "caldera/autograd/arithmetic/arithmetic.h"

namespace caldera {
namespace {

const FmaLoops& loops_of(SimdPath path) {
#if defined(__x86_64__)
  if (path == SimdPath::avx512) return avx512_loops;
  if (path == SimdPath::avx2) return avx2_loops;
#elif defined(__aarch64__)
  if (path == SimdPath::neon) return neon_loops;
#endif
  return scalar_loops;
}

/// Seconds of `steps` steps of the loop, the same on each thread.
double seconds_of_steps(const FmaLoop& loop, std::size_t steps, int threads) {
  std::atomic<double> results = 0;  // used, so that no compiler leaves the loop out
  const double seconds = seconds_of([&] {
#pragma omp parallel num_threads(threads)
    results += loop.run(steps);
  });
  return results > 0 ? seconds : 0;
}

}  // namespace

template <class T>
double fma_peak(int threads) {
  const FmaLoops& loops = loops_of(arithmetic().path);
  const FmaLoop& loop = std::is_same_v<T, float> ? loops.of_float : loops.of_double;
  constexpr std::size_t steps = 1000000;
  constexpr int turns = 10;
  double fastest = seconds_of_steps(loop, steps, threads);
  for (int turn = 1; turn < turns; ++turn)
    fastest = std::min(fastest, seconds_of_steps(loop, steps, threads));
  constexpr double operations = 2;  // a multiply and an add
  return operations * static_cast<double>(loop.lanes * loop.chains * steps) * threads / fastest;
}

template double fma_peak<float>(int);
template double fma_peak<double>(int);

}  // namespace caldera
