// Which vector paths there are on this processor. Another one is a line here, a file with its tiles beside
// gemm_avx2.cpp, and a line in CMakeLists.txt.

#include "caldera/autograd/arithmetic/gemm_paths.h"

#include <vector>

#include "caldera/autograd/arithmetic/arithmetic.h"

namespace caldera {

constinit const PathTiles tiles_of_path[4] = {
    {&scalar_float, &scalar_double},
#if defined(__x86_64__)
    {&avx2_float, &avx2_double},
    {&avx512_float, &avx512_double},
    {},
#elif defined(__aarch64__)
    {},
    {},
    {&neon_float, &neon_double},
#endif
};

namespace {

/// Of the processors of a kind, only some have AVX-512. All have the rest, or no program would start.
bool this_cpu_has([[maybe_unused]] SimdPath path) {
#if defined(__x86_64__)
  if (path == SimdPath::avx512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#endif
  return true;
}

}  // namespace

std::span<const SimdPath> simd_paths() {
  static const std::vector<SimdPath> paths = [] {
    std::vector<SimdPath> found;
    for (const SimdPath path : {SimdPath::scalar, SimdPath::avx2, SimdPath::avx512, SimdPath::neon})
      if (tiles_of_path[int(path)].of_float && this_cpu_has(path)) found.push_back(path);
    return found;
  }();
  return paths;
}

SimdPath widest_simd_path() { return simd_paths().back(); }

}  // namespace caldera
