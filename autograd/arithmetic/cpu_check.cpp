// Refuses a CPU without AVX2 and FMA before anything else runs: all other files are compiled for
// these instructions, so even a constructor of a global variable could be an illegal one. This file
// alone is compiled for any x86-64, and calls nothing of the others.

#include "caldera/autograd/arithmetic/cpu_check.h"

#include <unistd.h>

#include <cstring>

namespace caldera {

bool has_avx2() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

namespace {

// 101 is the first priority that is not the system's.
__attribute__((constructor(101))) void refuse_other_cpus() {
  if (has_avx2()) return;
  constexpr const char* message =
      "caldera: CPU: instruction set: expected AVX2 and FMA, found a CPU without them; run on a "
      "processor of 2013 or later\n";
  constexpr int bad_input = 2;  // experiments/study/verb.h
  const ssize_t ignored = write(STDERR_FILENO, message, std::strlen(message));
  static_cast<void>(ignored);
  _exit(bad_input);
}

}  // namespace
}  // namespace caldera
