#pragma once
// Mini-batches of a data set: E and its gradient on one of them, in float.

#include <cstdint>
#include <span>
#include <vector>

#include "caldera/autograd/background.h"
#include "caldera/autograd/node_matrices.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"

namespace caldera {

/// A data set dealt out in batches, anew for each epoch. Everything is recorded and allocated by
/// the constructor, and nothing after it but for batches with more nonzeros than any before. Owns
/// its tapes, borrows the data set, which must outlive it; the recorder is done with after
/// construction. Not thread-safe.
class MiniBatches {
 public:
  /// `batch` ≥ 1. `seed` keys the shuffles. The last batch of an epoch is short if `batch` does not
  /// divide the number of examples. Throws InputError for a data set without examples.
  MiniBatches(const Recorder& model, const Dataset& data, std::size_t batch,
              std::uint64_t seed);
  MiniBatches(const Recorder&, const Dataset&&, std::size_t, std::uint64_t) = delete;

  /// Batches in an epoch.
  std::size_t count() const { return (data_.count + batch_ - 1) / batch_; }
  /// Examples in an epoch.
  std::size_t examples() const { return data_.count; }
  /// Examples in batch k.
  std::size_t examples(std::size_t k) const;

  /// Deals the examples to the batches in the random order of `epoch` (stream: seed, shuffle,
  /// epoch). Before the first call they are dealt in the order of the data set.
  void shuffle(std::uint32_t epoch);

  /// E on batch k < count() at θ, and out = ∇E there. θ, out: P entries. Throws NonFiniteError naming the
  /// first bad tensor if E is not finite; of the gradient nothing is checked.
  double value_and_gradient(std::size_t k, std::span<const float> theta, std::span<float> out);

  /// ‖gᵢ‖² for each example of the batch that the last call of value_and_gradient was for, at its θ:
  /// nn/training/example_gradients.h. Neither `out`, its gradient, nor the shuffle may have changed
  /// since.
  std::vector<double> squared_example_gradients() const;

 private:
  struct Recording {  // of one batch size
    Recording(const Recorder& recorder, std::size_t rows);
    ModelTape<float> model;
    NodeMatrices<float> adjoints;
    Background<float> background;  // of the current batch, where there is one
  };
  void gather(std::size_t k, Recording& recording);
  void gather_inputs(std::size_t k) const;

  const Dataset& data_;
  std::size_t batch_;
  std::uint64_t seed_;
  std::vector<std::uint32_t> order_;
  // Of the current batch. If the model reads its nonzeros alone, inputs_ are gathered only for who asks.
  mutable std::vector<float> inputs_;
  std::vector<float> targets_;
  SparseMatrix<float> nonzeros_;  // of all examples, if their background is skipped
  bool reads_nonzeros_alone_ = false;
  Recording full_, last_;
  const Recording* current_ = nullptr;  // the one that was replayed last, since the last shuffle
  std::size_t current_batch_ = 0;       // and what it was replayed for
};

}  // namespace caldera
