#include "nn/hidden_activations.h"

#include <algorithm>

namespace caldera {

HiddenActivations::HiddenActivations(const NetworkShape& shape, const Dataset& data)
    : data_(data), labels_(data.labels.begin(), data.labels.end()), network_(shape, data.count) {
  network_.tape.bind(network_.inputs, data.inputs.data());
  network_.tape.bind(network_.labels, labels_.data());
}

void HiddenActivations::compute(std::span<const float> theta) {
  network_.tape.bind_parameters(theta);
  network_.tape.forward();
}

double HiddenActivations::error() const {
  return static_cast<double>(network_.tape.value(network_.loss)(0, 0));
}

double HiddenActivations::accuracy() const {
  const ConstMatrix<float> logits = network_.tape.value(network_.logits);
  std::size_t correct = 0;
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const auto row = logits.row(i);
    if (std::ranges::max_element(row) - row.begin() == data_.labels[i]) ++correct;
  }
  return 100 * (static_cast<double>(correct) / static_cast<double>(logits.rows));
}

}  // namespace caldera
