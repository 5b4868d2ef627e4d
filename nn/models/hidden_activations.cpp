#include "caldera/nn/models/hidden_activations.h"

#include <cassert>
#include <numeric>

#include "caldera/nn/objective/shard_tape.h"

namespace caldera {

HiddenActivations::HiddenActivations(const Recorder& model, const Dataset& data)
    : data_(with_examples(data)), targets_(data.count * data.target_count()), model_(model, data.count) {
  const std::size_t width = data.target_count();
  for (std::size_t i = 0; i < data.count; ++i)
    data.read_targets(i, std::span(targets_).subspan(i * width, width));
  model_.tape.bind(model_.inputs, data.inputs);
  model_.tape.bind(model_.targets, targets_);
}

void HiddenActivations::compute(std::span<const float> theta) {
  model_.tape.bind_parameters(theta);
  model_.tape.forward();
  model_.tape.unbind_parameters();  // θ need not outlive the call
}

double HiddenActivations::error() const {
  return static_cast<double>(model_.tape.value(model_.loss)(0, 0));
}

double HiddenActivations::accuracy() const {
  assert(data_.is_classification());
  std::vector<double> correct(data_.classes);
  count_correct(model_.tape.value(model_.output), data_.labels, correct);
  const double all = std::accumulate(correct.begin(), correct.end(), 0.0);
  return 100 * (all / static_cast<double>(data_.count));
}

}  // namespace caldera
