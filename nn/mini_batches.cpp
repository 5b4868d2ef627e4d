#include "caldera/nn/mini_batches.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/sweeps.h"
#include "caldera/nn/example_gradients.h"

namespace caldera {

namespace {

/// Rows in the last batch; a full batch if the batch size divides the count.
std::size_t last_batch(std::size_t count, std::size_t batch) {
  assert(batch > 0);
  return count % batch == 0 ? std::min(batch, count) : count % batch;
}

}  // namespace

MiniBatches::Recording::Recording(const NetworkShape& shape, std::size_t rows)
    : network(shape, rows), adjoints(network.tape) {}

MiniBatches::MiniBatches(const NetworkShape& shape, const Dataset& data, std::size_t batch,
                         std::uint64_t seed)
    : data_(with_examples(data)), batch_(batch), seed_(seed), order_(data.count), inputs_(batch * data.features),
      labels_(batch), full_(shape, batch), last_(shape, last_batch(data.count, batch)) {
  for (Recording* recording : {&full_, &last_}) {
    NetworkTape<float>& network = recording->network;
    const std::size_t rows = network.inputs.rows();
    network.tape.bind(network.inputs, std::span(inputs_).first(rows * data.features));
    network.tape.bind(network.labels, std::span(labels_).first(rows));
  }
}

std::size_t MiniBatches::examples(std::size_t k) const {
  return std::min(batch_, data_.count - k * batch_);
}

void MiniBatches::shuffle(std::uint32_t epoch) {
  random_permutation({seed_, Purpose::shuffle, epoch}, order_);
}

void MiniBatches::gather(std::size_t k) {
  for (std::size_t i = 0; i < examples(k); ++i) {
    const std::uint32_t row = order_[k * batch_ + i];
    std::ranges::copy(data_.matrix().row(row), inputs_.data() + i * data_.features);
    labels_[i] = data_.labels[row];
  }
}

double MiniBatches::value_and_gradient(std::size_t k, std::span<const float> theta,
                                       std::span<float> out) {
  gather(k);
  Recording& recording = examples(k) == batch_ ? full_ : last_;
  current_ = &recording;
  NetworkTape<float>& network = recording.network;
  network.tape.bind_parameters(theta);
  network.tape.forward();
  const float error = network.tape.value(network.loss)(0, 0);
  if (!std::isfinite(error))
    throw NonFiniteError("training: a value is not finite; first in " +
                         network.tape.first_non_finite() + "; lower the learning rate");
  const float one = 1;
  recording.adjoints.bind_parameters(out);
  pull_back(network.tape, network.loss, ConstMatrix<float>(&one, 1, 1), recording.adjoints);
  return static_cast<double>(error);
}

std::vector<double> MiniBatches::squared_example_gradients() const {
  assert(current_ != nullptr);
  return caldera::squared_example_gradients(current_->network, current_->adjoints);
}

}  // namespace caldera
