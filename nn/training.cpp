#include "nn/training.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/random.h"
#include "autograd/sweeps.h"

namespace caldera {

namespace {

/// Rows in the last batch; a full batch if the batch size divides the count.
std::size_t last_batch(std::size_t count, std::size_t batch) {
  return count % batch == 0 ? std::min(batch, count) : count % batch;
}

void gather(const Dataset& data, std::span<const std::uint32_t> rows, std::vector<float>& inputs,
            std::vector<float>& labels) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::ranges::copy(data.matrix().row(rows[i]), inputs.data() + i * data.features);
    labels[i] = data.labels[rows[i]];
  }
}

}  // namespace

Trainer::Recording::Recording(const NetworkShape& shape, std::size_t rows)
    : network(shape, rows), adjoints(network.tape) {}

Trainer::Trainer(const NetworkShape& shape, const Dataset& data, std::size_t batch, std::uint64_t seed)
    : data_(data), batch_(batch), seed_(seed), order_(data.count), inputs_(batch * data.features),
      labels_(batch), gradient_(parameter_count(shape)), full_(shape, batch),
      last_(shape, last_batch(data.count, batch)) {
  for (Recording* recording : {&full_, &last_}) {
    recording->network.tape.bind(recording->network.inputs, inputs_.data());
    recording->network.tape.bind(recording->network.labels, labels_.data());
    recording->adjoints.bind_parameters(std::span<float>(gradient_));
  }
}

std::size_t Trainer::batches() const { return (data_.count + batch_ - 1) / batch_; }

double Trainer::step(Recording& recording, std::span<const std::uint32_t> rows,
                     std::span<float> theta, Optimizer<float>& optimizer,
                     const Regulariser<float>& regulariser) {
  gather(data_, rows, inputs_, labels_);
  NetworkTape<float>& network = recording.network;
  network.tape.bind_parameters(theta);
  network.tape.forward();
  const float error = network.tape.value(network.loss)(0, 0);
  if (!std::isfinite(error))
    throw NonFiniteError("training: a value is not finite; first in " +
                         network.tape.first_non_finite() + "; lower the learning rate");
  const float one = 1;
  pull_back(network.tape, network.loss, ConstMatrix<float>(&one, 1, 1), recording.adjoints);
  regulariser.add_gradient(theta, gradient_);
  optimizer.step(theta, gradient_);
  return static_cast<double>(error);
}

double Trainer::run_epoch(std::span<float> theta, Optimizer<float>& optimizer,
                          const Regulariser<float>& regulariser, std::uint32_t epoch) {
  random_permutation({seed_, Purpose::shuffle, epoch}, order_);
  double total = 0;
  for (std::size_t begin = 0; begin < order_.size(); begin += batch_) {
    const std::size_t rows = std::min(batch_, order_.size() - begin);
    Recording& recording = rows == batch_ ? full_ : last_;
    const std::span<const std::uint32_t> batch(order_.data() + begin, rows);
    total += static_cast<double>(rows) * step(recording, batch, theta, optimizer, regulariser);
  }
  return total / static_cast<double>(order_.size());
}

TrainingSummary train(Trainer& trainer, std::span<float> theta, Optimizer<float>& optimizer,
                      const Regulariser<float>& regulariser, const StoppingRule& rule,
                      std::uint32_t first_epoch,
                      const std::function<void(int epochs_done)>& after_epoch) {
  TrainingSummary summary;
  double best = std::numeric_limits<double>::infinity();
  int without_best = 0;
  while (summary.epochs < rule.max_epochs && without_best < rule.patience) {
    const auto epoch = first_epoch + static_cast<std::uint32_t>(summary.epochs);
    summary.running_error = trainer.run_epoch(theta, optimizer, regulariser, epoch);
    ++summary.epochs;
    without_best = summary.running_error < best ? 0 : without_best + 1;
    best = std::min(best, summary.running_error);
    if (after_epoch) after_epoch(summary.epochs);
  }
  return summary;
}

}  // namespace caldera
