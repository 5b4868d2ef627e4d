// The entry that libFuzzer calls, compiled once for each target: CALDERA_FUZZ_TARGET is its
// function.

#include <hdf5.h>

#include "tests/fuzz/targets.h"

/// HDF5 takes half a megabyte for every file that it opens. It keeps that for the next one, if it may,
/// and asks the system less often.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  constexpr int most_kept = 1 << 26, little = 1 << 20;  // bytes
  H5set_free_list_limits(most_kept, most_kept, little, little, little, little);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caldera::fuzz::CALDERA_FUZZ_TARGET({data, size});
  return 0;
}
