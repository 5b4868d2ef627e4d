// What the bits rest on. A compiler for a machine that lacks it stops here, before any header.
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "caldera needs a little-endian processor: digests are of numbers as they lie in memory"
#endif
#if __FLT_EVAL_METHOD__ != 0 || defined(__FAST_MATH__)
#error "caldera needs IEEE 754 arithmetic: every operation rounded once, to its own type"
#endif
// A fused multiply-add: g++ has one name for every processor that has it, clang one for each.
#if !defined(__FP_FAST_FMA) && !defined(__FMA__) && !defined(__ARM_FEATURE_FMA) && \
    !defined(__riscv_flen) && !defined(__powerpc64__)
#error "caldera needs a processor with a fused multiply-add, and a compiler that may use it"
#endif

#include "caldera/autograd/arithmetic/arithmetic.h"

#include <omp.h>

#include <latch>
#include <limits>
#include <system_error>
#include <thread>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/gemm_openblas.h"

namespace caldera {
namespace {

static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559,
              "caldera needs IEEE 754 arithmetic");

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
  if (path == "auto") return widest_simd_path();
  std::string known = "auto";
  for (const SimdPath one : simd_paths()) {
    if (path == name(one)) return one;
    known += ", " + name(one);
  }
  throw InputError("vector path", "--simd", "one that this CPU can run: " + known, "'" + path + "'",
                   "choose one of these");
}

/// Numbers between 1 and its neighbour, 1 + ulp: the middle goes to 1, whose last bit is even, what lies
/// above it to the neighbour. Every other direction moves one of the two.
bool rounds_to_nearest() {
  constexpr double ulp = std::numeric_limits<double>::epsilon();
  // Volatile, so that it is this processor that adds, not the compiler.
  const volatile double one = 1, half = ulp / 2, more_than_half = 3 * ulp / 4;
  return one + half == one && one + more_than_half == one + ulp;
}

/// Half of the smallest normal number is a denormal, unless the result is flushed to zero or the
/// comparison takes it for zero.
bool keeps_denormals() {
  const volatile double smallest = std::numeric_limits<double>::min();
  const volatile double half = smallest / 2;
  return half != 0;
}

/// The control word (MXCSR, FPCR, fcsr, FPSCR) is kept per thread; OpenMP threads inherit that of the
/// thread that first starts them, which is the one that calls this. What it does is tried out, which is
/// the same on every processor; fegetround() of x86-64 asks the x87 unit, which computes nothing here.
void check_floating_point_mode() {
  const bool nearest = rounds_to_nearest();
  if (nearest && keeps_denormals()) return;
  throw InputError("floating-point mode", "control word", "round to nearest with denormals kept",
                   nearest ? "denormals flushed to zero" : "another rounding direction",
                   "run without the library or tool that changes it");
}

}  // namespace

void configure_arithmetic(const std::string& backend, const std::string& path, int threads) {
  const Arithmetic wanted{parse_backend(backend), parse_path(path), threads};
  if (threads < 1 || threads > most_threads)
    throw InputError("number of threads", "--threads", "1 to " + std::to_string(most_threads),
                     std::to_string(threads), "choose a number in this range");
  check_floating_point_mode();
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
    case SimdPath::neon:
      return "neon";
  }
  return "unknown";
}

}  // namespace caldera
