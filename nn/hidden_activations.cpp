#include "caldera/nn/hidden_activations.h"

#include <numeric>

#include "caldera/nn/shard_tape.h"

namespace caldera {

HiddenActivations::HiddenActivations(const NetworkShape& shape, const Dataset& data)
    : data_(with_examples(data)), labels_(data.labels.begin(), data.labels.end()), network_(shape, data.count) {
  network_.tape.bind(network_.inputs, data.inputs);
  network_.tape.bind(network_.labels, labels_);
}

void HiddenActivations::compute(std::span<const float> theta) {
  network_.tape.bind_parameters(theta);
  network_.tape.forward();
}

double HiddenActivations::error() const {
  return static_cast<double>(network_.tape.value(network_.loss)(0, 0));
}

double HiddenActivations::accuracy() const {
  std::vector<std::size_t> correct(data_.classes);
  count_correct(network_.tape.value(network_.logits), data_.labels, correct);
  const std::size_t all = std::accumulate(correct.begin(), correct.end(), std::size_t{0});
  return 100 * (static_cast<double>(all) / static_cast<double>(data_.count));
}

}  // namespace caldera
