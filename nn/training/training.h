#pragma once
// Mini-batch training of a network: an epoch, and the paper's stopping rule around it.

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "caldera/autograd/optimizer.h"
#include "caldera/autograd/regulariser.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/training/mini_batches.h"

namespace caldera {

/// A step of training at the moment when its gradient is known and the parameters have not moved. Owns
/// nothing: it is valid during StepObserver::before_step().
struct TrainingStep {
  double error;                     ///< E on the mini-batch, nats
  std::span<const float> theta;     ///< before the step, P entries
  std::span<const float> gradient;  ///< ∇E, P entries, without what the regulariser adds
  const MiniBatches& batches;       ///< for what else it knows of the current mini-batch
};

/// Looks on while a network trains; changes nothing.
class StepObserver {
 public:
  virtual ~StepObserver() = default;
  /// Called for each mini-batch, before the optimizer moves θ.
  virtual void before_step(const TrainingStep& step) = 0;
  /// Called after it has; θ, P entries, is valid during the call.
  virtual void after_step(std::span<const float> theta) = 0;
};

/// Trains on one data set with one batch size. Everything is recorded and allocated by the
/// constructor; an epoch allocates nothing. Owns its tapes, borrows the data set, which must outlive it;
/// θ is the caller's. Not thread-safe.
class Trainer {
 public:
  /// `seed` keys the shuffles. The last batch of an epoch is short if `batch` does not divide the
  /// number of examples. Throws InputError for a data set without examples.
  Trainer(const NetworkShape& shape, const Dataset& data, std::size_t batch, std::uint64_t seed);
  Trainer(const NetworkShape&, const Dataset&&, std::size_t, std::uint64_t) = delete;

  /// One pass over the data in the random order of `epoch` (stream: seed, shuffle, epoch), one
  /// optimizer step a batch on the gradient of E_batch plus the regulariser's.
  /// Returns the running mean of E over the epoch: each batch's error before its own step,
  /// weighted by its number of examples. Throws NonFiniteError naming the first bad tensor.
  /// An observer, if given, is told of every step.
  double run_epoch(std::span<float> theta, Optimizer<float>& optimizer,
                   const Regulariser<float>& regulariser, std::uint32_t epoch,
                   StepObserver* observer = nullptr);

  /// Mini-batches in an epoch, and so steps.
  std::size_t batches() const { return batches_.count(); }

 private:
  MiniBatches batches_;
  std::vector<float> gradient_;  // of the current batch
};

/// When training ends.
struct StoppingRule {
  int max_epochs = 50;  ///< at most so many epochs
  int patience = 5;     ///< stop after so many epochs in a row without a new best mean error
};

/// Epochs that have been done, as the rule sees them.
struct StoppingState {
  std::int64_t epochs = 0;        ///< done
  std::int64_t without_best = 0;  ///< in a row, without a new least error
  double best = std::numeric_limits<double>::infinity();  ///< least error

  /// Takes in the running mean of E over one more.
  void count(double error);
  /// Whether the rule asks for no more.
  bool is_over(const StoppingRule& rule) const {
    return epochs >= rule.max_epochs || without_best >= rule.patience;
  }
};

/// What train() did.
struct TrainingSummary {
  int epochs = 0;            ///< done, first_epoch included
  double running_error = 0;  ///< running mean of E over the last epoch: what the paper reports
};

/// Runs epochs first_epoch, first_epoch + 1, … until the rule ends them; θ keeps the weights of
/// the last epoch (not of the best: arXiv 2512.11866's "restore" had no effect). `after_epoch`, if given,
/// is told how many are done. Throws as run_epoch() does.
TrainingSummary train(Trainer& trainer, std::span<float> theta, Optimizer<float>& optimizer,
                      const Regulariser<float>& regulariser, const StoppingRule& rule,
                      std::uint32_t first_epoch,
                      const std::function<void(int epochs_done)>& after_epoch = {});

}  // namespace caldera
