#pragma once
// Mini-batches of a data set: E and its gradient on one of them, in float.

#include <cstdint>
#include <span>
#include <vector>

#include "caldera/autograd/companion.h"
#include "caldera/nn/dataset.h"
#include "caldera/nn/network.h"

namespace caldera {

/// Everything is recorded and allocated by the constructor, and nothing after it. The data set must
/// outlive it. Throws InputError for one without examples.
class MiniBatches {
 public:
  /// `batch` ≥ 1. `seed` keys the shuffles. The last batch of an epoch is short if `batch` does not
  /// divide the number of examples.
  MiniBatches(const NetworkShape& shape, const Dataset& data, std::size_t batch,
              std::uint64_t seed);
  MiniBatches(const NetworkShape&, const Dataset&&, std::size_t, std::uint64_t) = delete;

  /// Batches in an epoch, examples in all of them, and in batch k.
  std::size_t count() const { return (data_.count + batch_ - 1) / batch_; }
  std::size_t examples() const { return data_.count; }
  std::size_t examples(std::size_t k) const;

  /// Deals the examples to the batches in the random order of `epoch` (stream: seed, shuffle,
  /// epoch). To be called before the first gradient.
  void shuffle(std::uint32_t epoch);

  /// E on batch k at θ, and out = ∇E there. Throws NonFiniteError naming the first bad tensor.
  double value_and_gradient(std::size_t k, std::span<const float> theta, std::span<float> out);

  /// ‖gᵢ‖² for each example of the batch that the last call of value_and_gradient was for, at its θ:
  /// nn/example_gradients.h. `out`, its gradient, must not have changed since.
  std::vector<double> squared_example_gradients() const;

 private:
  struct Recording {  // of one batch size
    Recording(const NetworkShape& shape, std::size_t rows);
    NetworkTape<float> network;
    Companion<float> adjoints;
  };
  void gather(std::size_t k);

  const Dataset& data_;
  std::size_t batch_;
  std::uint64_t seed_;
  std::vector<std::uint32_t> order_;
  std::vector<float> inputs_, labels_;  // of the current batch
  Recording full_, last_;
  const Recording* current_ = nullptr;  // the one that was replayed last
};

}  // namespace caldera
