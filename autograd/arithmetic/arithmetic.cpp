#include "caldera/autograd/arithmetic/arithmetic.h"

#include <omp.h>
#include <xmmintrin.h>

#include <cassert>
#include <latch>
#include <system_error>
#include <thread>
#include <vector>

#include "caldera/autograd/arithmetic/cpu_check.h"
#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/gemm_openblas.h"

namespace caldera {
namespace {

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
}

Arithmetic& in_force() {
  static Arithmetic chosen{GemmBackend::exact, widest_simd_path(), 1};
  return chosen;
}

GemmBackend parse_backend(const std::string& backend) {
  if (backend == "exact") return GemmBackend::exact;
  if (backend == "openblas") return GemmBackend::openblas;
  throw InputError("unknown backend of the matrix product", "--gemm", "exact or openblas",
                   "'" + backend + "'", "choose one of these");
}

SimdPath parse_path(const std::string& path) {
  const SimdPath widest = widest_simd_path();
  if (path == "auto") return widest;
  for (const SimdPath known : {SimdPath::scalar, SimdPath::avx2, SimdPath::avx512}) {
    if (path != name(known)) continue;
    if (known <= widest) return known;
    throw InputError("vector path", "--simd", "a path this CPU can run, at most " + name(widest),
                     "'" + path + "'", "choose auto");
  }
  throw InputError("unknown vector path", "--simd", "auto, scalar, avx2 or avx512", "'" + path + "'",
                   "choose one of these");
}

/// MXCSR, the control word of SSE and AVX arithmetic, is kept per thread; OpenMP threads inherit
/// that of the thread that first starts them, which is the one that calls this.
void check_rounding_mode() {
  constexpr unsigned rounding = 0x6000, flush_to_zero = 0x8000, denormals_are_zero = 0x0040;
  const unsigned wrong = _mm_getcsr() & (rounding | flush_to_zero | denormals_are_zero);
  if (wrong == 0) return;
  throw InputError("floating-point mode", "MXCSR", "round to nearest with denormals kept",
                   (wrong & rounding) ? "another rounding direction" : "denormals flushed to zero",
                   "run without the library or tool that changes it");
}

}  // namespace

SimdPath widest_simd_path() {
  assert(has_avx2());  // or the program would have ended before main
  return has_avx512() ? SimdPath::avx512 : SimdPath::avx2;
}

void configure_arithmetic(const std::string& backend, const std::string& path, int threads) {
  const Arithmetic wanted{parse_backend(backend), parse_path(path), threads};
  if (threads < 1 || threads > most_threads)
    throw InputError("number of threads", "--threads", "1 to " + std::to_string(most_threads),
                     std::to_string(threads), "choose a number in this range");
  check_rounding_mode();
  try_threads(threads - 1);
  omp_set_dynamic(0);  // as many threads as asked for, whatever the load of the machine
  if (wanted.backend == GemmBackend::openblas) load_openblas(wanted.path);
  in_force() = wanted;
}

void try_threads(int count) {
  std::latch end(1);
  std::vector<std::thread> started;
  std::error_code refusal;
  try {
    while (std::ssize(started) < count) started.emplace_back([&end] { end.wait(); });
  } catch (const std::system_error& error) {
    refusal = error.code();
  }
  end.count_down();
  for (std::thread& thread : started) thread.join();
  if (refusal)
    throw InputError("threads", "--threads", "room for " + std::to_string(count) + " more threads",
                     std::to_string(started.size()) + ", then: " + refusal.message(),
                     "choose fewer, or raise the limit (ulimit -u, ulimit -v)");
}

const Arithmetic& arithmetic() { return in_force(); }

std::string name(GemmBackend backend) {
  return backend == GemmBackend::exact ? "exact" : "openblas";
}

std::string name(SimdPath path) {
  switch (path) {
    case SimdPath::scalar:
      return "scalar";
    case SimdPath::avx2:
      return "avx2";
    case SimdPath::avx512:
      return "avx512";
  }
  return "unknown";
}

}  // namespace caldera
