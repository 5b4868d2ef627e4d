#include "caldera/autograd/arithmetic/arithmetic.h"

#include <algorithm>
#include <cfenv>
#include <cstdint>
#include <new>
#include <vector>

#ifdef __x86_64__
#include <xmmintrin.h>
#endif

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/first_failure.h"
#include "tests/catch.h"

namespace caldera {
namespace {

/// The arithmetic of the process is restored when a test ends.
struct RestoreArithmetic {
  ~RestoreArithmetic() { configure_arithmetic("exact", "auto", 1); }
};

bool is_refused_now() {
  try {
    configure_arithmetic("exact", "auto", 1);
  } catch (const InputError&) {
    return true;
  }
  return false;
}

// The control word of this thread's floating-point arithmetic, and what turns on flushing of denormals, of
// results and of operands, and another rounding direction.
#if defined(__x86_64__)  // MXCSR; fesetround changes the direction of the x87 unit, too
unsigned control_word() { return _mm_getcsr(); }
void set_control_word(unsigned word) { _mm_setcsr(word); }
const std::vector<unsigned> changes_of_control_word = {0x8000, 0x0040, 0x2000};
#elif defined(__aarch64__)  // FPCR; one bit flushes both
std::uint64_t control_word() { return __builtin_aarch64_get_fpcr64(); }
void set_control_word(std::uint64_t word) { __builtin_aarch64_set_fpcr64(word); }
const std::vector<std::uint64_t> changes_of_control_word = {1u << 24, 1u << 23};
#else
// Of fcsr and FPSCR, fesetround changes what there is to change.
unsigned control_word() { return 0; }
void set_control_word(unsigned) {}
const std::vector<unsigned> changes_of_control_word;
#endif

}  // namespace

TEST_CASE("configure_arithmetic puts in force what it is given", "[arithmetic]") {
  const RestoreArithmetic restore;
  configure_arithmetic("exact", "scalar", 3);
  CHECK(arithmetic().backend == GemmBackend::exact);
  CHECK(arithmetic().path == SimdPath::scalar);
  CHECK(arithmetic().threads == 3);
  configure_arithmetic("exact", "auto", 1);
  CHECK(arithmetic().path == widest_simd_path());
}

TEST_CASE("OpenBLAS is put in force on x86-64 and refused on other processors", "[arithmetic][openblas]") {
  const RestoreArithmetic restore;
#ifdef __x86_64__
  configure_arithmetic("openblas", "avx2", 1);
  CHECK(arithmetic().backend == GemmBackend::openblas);
  CHECK(arithmetic().path == SimdPath::avx2);
#else
  CHECK_THROWS_AS(configure_arithmetic("openblas", "auto", 1), InputError);
#endif
}

TEST_CASE("configure_arithmetic refuses what it does not know and changes nothing",
          "[arithmetic]") {
  const RestoreArithmetic restore;
  configure_arithmetic("exact", "scalar", 2);
  CHECK_THROWS_AS(configure_arithmetic("mkl", "auto", 1), InputError);
  CHECK_THROWS_AS(configure_arithmetic("Exact", "auto", 1), InputError);
  CHECK_THROWS_AS(configure_arithmetic("exact", "sse2", 1), InputError);
  CHECK_THROWS_AS(configure_arithmetic("exact", "", 1), InputError);
  CHECK_THROWS_AS(configure_arithmetic("exact", "auto", 0), InputError);
  CHECK_THROWS_AS(configure_arithmetic("exact", "auto", -1), InputError);
  CHECK_THROWS_AS(configure_arithmetic("exact", "auto", most_threads + 1), InputError);
  for (const SimdPath path : {SimdPath::avx2, SimdPath::avx512, SimdPath::neon})
    if (std::ranges::find(simd_paths(), path) == simd_paths().end())
      CHECK_THROWS_AS(configure_arithmetic("exact", name(path), 1), InputError);
  CHECK(arithmetic().path == SimdPath::scalar);
  CHECK(arithmetic().threads == 2);
}

TEST_CASE("configure_arithmetic refuses another rounding direction", "[arithmetic]") {
  const RestoreArithmetic restore;
  for (const int direction : {FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO}) {
    std::fesetround(direction);
    const bool refused = is_refused_now();
    std::fesetround(FE_TONEAREST);
    CAPTURE(direction);
    CHECK(refused);
  }
  CHECK(!is_refused_now());
}

TEST_CASE("configure_arithmetic refuses a changed control word", "[arithmetic]") {
  const RestoreArithmetic restore;
  const auto usual = control_word();
  for (const auto change : changes_of_control_word) {
    set_control_word(usual | change);
    const bool refused = is_refused_now();
    set_control_word(usual);
    CAPTURE(change);
    CHECK(refused);
  }
  CHECK(!is_refused_now());
}

TEST_CASE("what is thrown on a thread of OpenMP's is thrown by the one that waits", "[arithmetic]") {
  FirstFailure failure;
  int done = 0;
#pragma omp parallel for num_threads(2)
  for (int i = 0; i < 8; ++i)
    failure.guard([&] {
      if (i % 2 == 1) throw std::bad_alloc();
#pragma omp atomic
      ++done;
    });
  CHECK(done == 4);
  CHECK_THROWS_AS(failure.rethrow(), std::bad_alloc);
  CHECK_NOTHROW(FirstFailure().rethrow());
}

TEST_CASE("every CPU has the scalar path, and auto is the widest", "[arithmetic]") {
  CHECK(simd_paths().front() == SimdPath::scalar);
  CHECK(simd_paths().back() == widest_simd_path());
}

TEST_CASE("names are those that configure_arithmetic takes", "[arithmetic]") {
  const RestoreArithmetic restore;
  for (const SimdPath path : simd_paths()) {
    configure_arithmetic(name(GemmBackend::exact), name(path), 1);
    CHECK(arithmetic().path == path);
  }
  CHECK(name(GemmBackend::exact) == "exact");
  CHECK(name(GemmBackend::openblas) == "openblas");
}

}  // namespace caldera
