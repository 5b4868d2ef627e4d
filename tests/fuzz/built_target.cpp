#include "tests/fuzz/answers.h"
#include "tests/fuzz/built_file.h"
#include "tests/fuzz/readers.h"

namespace caldera::fuzz {

void try_built(Bytes input) {
  const std::filesystem::path file = input_folder() / "built.h5";
  build_file(file, input);
  read_as_model(file);
  read_as_run(file);
}

}  // namespace caldera::fuzz
