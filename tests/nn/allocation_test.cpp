// Training allocates nothing, and a linearisation nothing that it does not need. By itself, as it
// counts with operators that ThreadSanitizer brings too.

#include <atomic>
#include <cstdlib>
#include <new>
#include <optional>
#include <vector>

#include "caldera/autograd/derivatives.h"
#include "caldera/nn/training/training.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"

// Every allocation of the test program is counted.
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

TEST_CASE("a linearisation allocates tangents and the like when they are needed first, and once") {
  ModelTape<double> network(NetworkShape{{6, 5, 4, 3}, Activation::sigmoid}, 7);
  const std::vector<double> inputs = random_vector(42, 1), labels = {0, 1, 2, 2, 1, 0, 1};
  network.tape.bind(network.inputs, inputs);
  network.tape.bind(network.targets, labels);
  const std::size_t P = network.tape.parameter_count();
  const std::vector<double> theta = random_vector(P, 2), v = random_vector(P, 3);
  std::vector<double> out(P);
  const auto counted = [](const auto& work) {
    const std::size_t before = allocations;
    work();
    return allocations - before;
  };
  hvp<double>(network.loss, theta, v);  // packing buffers of the product grow once
  const std::size_t alone = counted([&] { gradient<double>(network.loss, theta, out); });
  std::optional<Linearization<double>> at;
  CHECK(counted([&] { at.emplace(network.loss, theta); }) == alone);

  const auto jvp = [&] { at->jvp(v); };
  const auto hvp = [&] { at->hvp(v, out); };
  const std::size_t companions = counted(jvp);
  CHECK(companions > 0);
  CHECK(counted(jvp) == 0);
  CHECK(counted(hvp) == companions);
  CHECK(counted(hvp) == 0);
  CHECK(counted([&] { at->vjp({v.data(), 1, 1}, out); }) == 0);
}

}  // namespace caldera::test
