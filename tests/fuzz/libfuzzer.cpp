// The entry that libFuzzer calls, compiled once for each target: CALDERA_FUZZ_TARGET is its
// function.

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caldera::fuzz::CALDERA_FUZZ_TARGET({data, size});
  return 0;
}
