#pragma once
// What the benchmarks of matrix products share.

#include <cstdint>
#include <ctime>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"
#include "caldera/autograd/arithmetic/random.h"

namespace caldera {

/// rows × cols random numbers, aligned to a cache line.
template <class T>
class RandomMatrix {
 public:
  RandomMatrix(std::size_t rows, std::size_t cols, std::uint32_t step)
      : memory_(rows * cols + line / sizeof(T)) {
    const auto past_line = reinterpret_cast<std::uintptr_t>(memory_.data()) % line;
    view = Matrix<T>(memory_.data() + (line - past_line) / sizeof(T), rows, cols);
    const Stream stream{1, Purpose::test_data, step};
    for (std::size_t i = 0; i < view.size(); ++i)
      view.data[i] = static_cast<T>(stream.uniform(i) - 0.5);
  }
  Matrix<T> view;

 private:
  static constexpr std::size_t line = 64;
  std::vector<T> memory_;
};

/// Processor time of this thread: what other programs take from it does not count.
inline double processor_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// That of one call, as the mean of `calls`.
template <class Call>
double processor_seconds(std::size_t calls, const Call& call) {
  const double start = processor_seconds();
  for (std::size_t i = 0; i < calls; ++i) call();
  return (processor_seconds() - start) / static_cast<double>(calls);
}

}  // namespace caldera
