#pragma once
// What the hidden layers of a network make of a fixed set of examples: its representations of them.

#include <memory>
#include <span>
#include <vector>

#include "caldera/nn/dataset.h"
#include "caldera/nn/network.h"

namespace caldera {

/// A network recorded on all examples of a small data set, in float, as networks are trained.
class HiddenActivations {
 public:
  /// The data set must outlive it. Throws InputError for one without examples.
  HiddenActivations(const NetworkShape& shape, const Dataset& data);
  HiddenActivations(const NetworkShape&, const Dataset&&) = delete;

  /// Computes all layers at θ.
  void compute(std::span<const float> theta);

  /// Of hidden layer k, counted from 0 as in hidden_layers(): examples × width, valid until the next
  /// compute().
  ConstMatrix<float> operator[](std::size_t k) const {
    return network_.tape.value(network_.hidden[k]);
  }
  std::size_t count() const { return network_.hidden.size(); }

  /// E on the examples, nats, and correct answers, percent, at the same θ.
  double error() const;
  double accuracy() const;

 private:
  const Dataset& data_;
  std::vector<float> labels_;
  NetworkTape<float> network_;
};

}  // namespace caldera
