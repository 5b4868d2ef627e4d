#pragma once
// What the golden digests pin down: named steps of computations, and the bits of their tensors.

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sha256.h"

namespace caldera::golden {

/// A tensor, by the SHA-256 of its entries as they lie in memory (little-endian).
struct Tensor {
  std::string name;
  std::string digest;
};

/// A piece of a computation, such as the 17th step of a training.
struct Step {
  std::string name;
  std::vector<Tensor> tensors = {};  ///< in the order of computation: the first that parts is first

  template <class T>
  void add(std::string tensor, std::span<const T> values) {
    tensors.push_back({std::move(tensor), sha256_hex(std::as_bytes(values))});
  }
  template <class T>
  void add(std::string tensor, const std::vector<T>& values) {
    add(std::move(tensor), std::span<const T>(values));
  }
  void add(std::string tensor, double value) {
    add(std::move(tensor), std::span(&std::as_const(value), 1));
  }

  /// SHA-256 over the digests of the tensors.
  std::string digest() const;
};

using Record = std::vector<Step>;

/// SHA-256 over names and digests of all steps: the one line to compare.
std::string overall_digest(const Record& record);

/// "float" or "double".
template <class T>
inline constexpr const char* type_name = sizeof(T) == 4 ? "float" : "double";

/// `count` random numbers on (−1, 1) with full mantissas, others for every `trial`.
template <class T>
std::vector<T> random_values(std::size_t count, std::uint32_t trial) {
  const Stream stream{20251211, Purpose::test_data, trial};
  std::vector<T> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<T>(2 * stream.uniform(i) - 1);
  return values;
}

}  // namespace caldera::golden
