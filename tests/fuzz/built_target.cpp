// HDF5 files that are built as the input says. Its first byte chooses format, reader and whether
// the file is sealed; the others are the steps of built_file.h.

#include "tests/fuzz/built_file.h"

#include "tests/fuzz/answers.h"
#include "tests/fuzz/readers.h"

namespace caldera::fuzz {

void try_built(Bytes input) {
  const std::size_t choice = take_byte(input);
  const std::filesystem::path file = input_folder() / "built.h5";
  build_file(file, {.format = choice % 3, .sealed = choice / 3 % 2 == 1}, input);
  read_one_way(file, choice / 6);
}

}  // namespace caldera::fuzz
