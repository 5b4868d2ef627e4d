#include "caldera/nn/training/mini_batches.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/ops.h"
#include "caldera/autograd/sweeps.h"
#include "caldera/nn/training/example_gradients.h"

namespace caldera {

namespace {

/// Rows in the last batch; a full batch if the batch size divides the count.
std::size_t last_batch(std::size_t count, std::size_t batch) {
  assert(batch > 0);
  return count % batch == 0 ? std::min(batch, count) : count % batch;
}

}  // namespace

MiniBatches::Recording::Recording(const Recorder& recorder, std::size_t rows)
    : model(recorder, rows), adjoints(model.tape) {}

MiniBatches::MiniBatches(const Recorder& model, const Dataset& data, std::size_t batch,
                         std::uint64_t seed)
    : data_(with_examples(data)), batch_(batch), seed_(seed), order_(data.count),
      inputs_(batch * data.features), targets_(batch * data.target_count()), full_(model, batch),
      last_(model, last_batch(data.count, batch)) {
  std::iota(order_.begin(), order_.end(), 0);
  if (skips_background(data)) {
    nonzeros_.assign(data.matrix(), data.background);
    reads_nonzeros_alone_ = ops::is_read_by_affine_alone(full_.model.inputs);
  }
  for (Recording* recording : {&full_, &last_}) {
    ModelTape<float>& recorded = recording->model;
    const std::size_t rows = recorded.inputs.rows();
    recorded.tape.bind(recorded.inputs, std::span(inputs_).first(rows * data.features));
    recorded.tape.bind(recorded.targets, std::span(targets_).first(rows * data.target_count()));
  }
}

std::size_t MiniBatches::examples(std::size_t k) const {
  return std::min(batch_, data_.count - k * batch_);
}

void MiniBatches::shuffle(std::uint32_t epoch) {
  random_permutation({seed_, Purpose::shuffle, epoch}, order_);
  current_ = nullptr;
}

void MiniBatches::gather_inputs(std::size_t k) const {
  for (std::size_t i = 0; i < examples(k); ++i)
    std::ranges::copy(data_.matrix().row(order_[k * batch_ + i]),
                      inputs_.data() + i * data_.features);
}

void MiniBatches::gather(std::size_t k, Recording& recording) {
  const std::size_t width = data_.target_count();
  for (std::size_t i = 0; i < examples(k); ++i)
    data_.read_targets(order_[k * batch_ + i], std::span(targets_).subspan(i * width, width));
  if (!reads_nonzeros_alone_) gather_inputs(k);
  if (nonzeros_.rows() == 0) return;
  Background<float>& background = recording.background;
  background.value = data_.background;
  background.nonzeros.assign_rows(nonzeros_, std::span(order_).subspan(k * batch_, examples(k)));
  background.transposed.assign_transpose(background.nonzeros);
  recording.model.tape.bind_background(recording.model.inputs, &background);
}

double MiniBatches::value_and_gradient(std::size_t k, std::span<const float> theta,
                                       std::span<float> out) {
  Recording& recording = examples(k) == batch_ ? full_ : last_;
  gather(k, recording);
  current_ = &recording;
  current_batch_ = k;
  ModelTape<float>& model = recording.model;
  model.tape.bind_parameters(theta);
  model.tape.forward();
  const float error = model.tape.value(model.loss)(0, 0);
  if (!std::isfinite(error))
    throw NonFiniteError("training: a value is not finite; first in " +
                         model.tape.first_non_finite() + "; lower the learning rate");
  const float one = 1;
  recording.adjoints.bind_parameters(out);
  pull_back(model.tape, model.loss, ConstMatrix<float>(&one, 1, 1), recording.adjoints);
  return static_cast<double>(error);
}

std::vector<double> MiniBatches::squared_example_gradients() const {
  assert(current_ != nullptr);
  if (reads_nonzeros_alone_) gather_inputs(current_batch_);
  return caldera::squared_example_gradients(current_->model, current_->adjoints);
}

}  // namespace caldera
