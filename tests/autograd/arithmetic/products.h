#pragma once
// What the tests of matrix products share.

#include <cstring>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/matrix.h"
#include "caldera/autograd/arithmetic/random.h"

namespace caldera::test {

/// The names of the vector paths that this CPU can run.
inline std::vector<std::string> all_paths() {
  std::vector<std::string> all;
  for (const SimdPath path : simd_paths()) all.push_back(name(path));
  return all;
}

/// The arithmetic of the process is restored when a test ends.
struct RestoreArithmetic {
  ~RestoreArithmetic() { configure_arithmetic("exact", "auto", 1); }
};

/// A matrix in memory of its own, with `gap` unused entries after each row.
template <class T>
struct Storage {
  std::vector<T> memory;
  std::size_t rows, cols, stride;

  Storage(std::size_t n_rows, std::size_t n_cols, std::size_t gap, std::uint32_t step)
      : memory(n_rows * (n_cols + gap) + 1), rows(n_rows), cols(n_cols), stride(n_cols + gap) {
    const Stream stream{7, Purpose::test_data, step};
    for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = T(2 * stream.uniform(i) - 1);
  }
  Matrix<T> view() { return {memory.data(), rows, cols, stride}; }
  T operator()(std::size_t i, std::size_t j) const { return memory[i * stride + j]; }

  Storage transposed(std::size_t gap) const {
    Storage t(cols, rows, gap, 99);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < cols; ++j) t.memory[j * t.stride + i] = (*this)(i, j);
    return t;
  }
};

/// Of the entries and of the gaps.
template <class T>
bool same_bits(const Storage<T>& x, const Storage<T>& y) {
  return x.memory.size() == y.memory.size() &&
         std::memcmp(x.memory.data(), y.memory.data(), x.memory.size() * sizeof(T)) == 0;
}

}  // namespace caldera::test
