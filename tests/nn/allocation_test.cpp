// Training allocates nothing. By itself, as it counts with operators that ThreadSanitizer brings too.

#include <atomic>
#include <cstdlib>
#include <new>

#include "caldera/nn/training/training.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"

// Every allocation of the test program is counted, to show that training makes none.
static std::atomic<std::size_t> allocations = 0;

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
// By default this calls the one above; AddressSanitizer's own does not, and objects to std::free.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size);
}
// Inlined alone, without the operators above, they look like a wrong pair to g++.
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace caldera::test {

TEST_CASE("an epoch allocates nothing on the heap") {
  const NetworkShape shape{{12, 9, 4}, Activation::sigmoid};
  const Dataset data = synthetic_dataset(150, 12, 4);  // the last batch is short
  Trainer trainer(shape, data, 16, 1);
  std::vector<float> theta = initial_parameters(shape, 1);
  Adam<float> adam(theta.size(), {});
  trainer.run_epoch(theta, adam, {}, 0);  // packing buffers of the product grow once
  const std::size_t before = allocations;
  trainer.run_epoch(theta, adam, {}, 1);
  CHECK(allocations == before);
  std::vector<int> probe(1000);
  CHECK(allocations == before + 1);  // the counter does count
}

}  // namespace caldera::test
