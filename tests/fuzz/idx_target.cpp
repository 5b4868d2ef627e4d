#include "caldera/nn/data/idx.h"

#include "tests/fuzz/answers.h"

namespace caldera::fuzz {

void try_idx(Bytes input) {
  const std::size_t rank = take_byte(input) % 5;
  const std::filesystem::path file = input_file("array.idx", input);
  IdxArray array;
  if (!accepts([&] { array = read_idx(file, rank); })) return;
  require(array.shape.size() == rank, "the rank that was asked for");
  std::size_t count = 1;
  for (const std::size_t extent : array.shape) count *= extent;
  require(array.values.size() == count, "a value for each place");
  require(input.size() == 4 + 4 * rank + count, "no byte left over");
}

}  // namespace caldera::fuzz
