#include "caldera/autograd/arithmetic/arithmetic.h"

#include <xmmintrin.h>

#include <new>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/first_failure.h"
#include "tests/catch.h"

namespace caldera {
namespace {

/// The arithmetic of the process is restored when a test ends.
struct RestoreArithmetic {
  ~RestoreArithmetic() { configure_arithmetic("exact", "auto", 1); }
};

}  // namespace

TEST_CASE("configure_arithmetic puts in force what it is given", "[arithmetic]") {
  const RestoreArithmetic restore;
  configure_arithmetic("exact", "scalar", 3);
  CHECK(arithmetic().backend == GemmBackend::exact);
  CHECK(arithmetic().path == SimdPath::scalar);
  CHECK(arithmetic().threads == 3);
  configure_arithmetic("openblas", "avx2", 1);
  CHECK(arithmetic().backend == GemmBackend::openblas);
  CHECK(arithmetic().path == SimdPath::avx2);
  configure_arithmetic("exact", "auto", 1);
  CHECK(arithmetic().path == widest_simd_path());
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
  if (widest_simd_path() != SimdPath::avx512) {
    CHECK_THROWS_AS(configure_arithmetic("exact", "avx512", 1), InputError);
  }
  CHECK(arithmetic().path == SimdPath::scalar);
  CHECK(arithmetic().threads == 2);
}

TEST_CASE("configure_arithmetic refuses a changed floating-point mode", "[arithmetic]") {
  const RestoreArithmetic restore;
  const unsigned usual = _mm_getcsr();
  constexpr unsigned flush_to_zero = 0x8000, denormals_are_zero = 0x0040, downwards = 0x2000;
  for (const unsigned change : {flush_to_zero, denormals_are_zero, downwards}) {
    _mm_setcsr(usual | change);
    bool refused = false;
    try {
      configure_arithmetic("exact", "auto", 1);
    } catch (const InputError&) {
      refused = true;
    }
    _mm_setcsr(usual);
    CHECK(refused);
  }
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

TEST_CASE("names are those that configure_arithmetic takes", "[arithmetic]") {
  const RestoreArithmetic restore;
  for (const SimdPath path : {SimdPath::scalar, SimdPath::avx2, SimdPath::avx512}) {
    if (path > widest_simd_path()) continue;
    configure_arithmetic(name(GemmBackend::exact), name(path), 1);
    CHECK(arithmetic().path == path);
  }
  CHECK(name(GemmBackend::exact) == "exact");
  CHECK(name(GemmBackend::openblas) == "openblas");
}

}  // namespace caldera
