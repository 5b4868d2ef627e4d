#pragma once
// The activations of a model's hidden layers on a fixed set of examples: its representations of
// them.

#include <memory>
#include <span>
#include <vector>

#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"

namespace caldera {

/// A model recorded on all examples of a small data set, in float, as models are trained. Owns the tape,
/// borrows the data set; the recorder is done with after construction. Not thread-safe.
class HiddenActivations {
 public:
  /// The data set must outlive it. Throws InputError for one without examples.
  HiddenActivations(const Recorder& model, const Dataset& data);
  HiddenActivations(const Recorder&, const Dataset&&) = delete;

  /// Computes all layers at θ, P entries, which need not outlive the call.
  void compute(std::span<const float> theta);

  /// Of Recorded::hidden[k], of a network as in hidden_layers(): examples × width, valid until the next
  /// compute().
  ConstMatrix<float> operator[](std::size_t k) const {
    return model_.tape.value(model_.hidden[k]);
  }
  /// How many there are: the length of Recorded::hidden.
  std::size_t count() const { return model_.hidden.size(); }

  /// E on the examples, at the θ of the last compute().
  double error() const;
  /// Correct answers, percent, at the same θ. Of labelled examples only.
  double accuracy() const;

 private:
  const Dataset& data_;
  std::vector<float> targets_;
  ModelTape<float> model_;
};

}  // namespace caldera
