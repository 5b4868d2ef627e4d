#pragma once
// A network trained in mini-batches, as a minimiser that the Pathfinder can follow.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "caldera/autograd/optimizer.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/minimise/pathfinder.h"
#include "experiments/model/training_setup.h"
#include "experiments/sweep/record.h"

namespace caldera {

/// Trains at each β until the stopping rule ends it, with the set-up's optimizer: one for all, which
/// forgets its steps before each β unless it is kept. Step k draws its shuffles from the epochs
/// k·max_epochs, k·max_epochs + 1, … The data must outlive it.
class NetworkMinimiser : public Minimiser<float> {
 public:
  NetworkMinimiser(const TrainingSetup& setup, const Dataset& training);

  /// Iterations are epochs; the error is the running mean over the last one.
  MinimiserSummary minimise(std::span<float> theta, const Regulariser<float>& pull,
                            std::size_t step) override;

  /// Epochs of the minimisations to come, at most the rule's, whatever the error does. None: by the rule.
  std::optional<int> epochs;

  /// What the optimizer remembers; and where another one of the same set-up goes on.
  OptimizerState<float> optimizer_state() const { return optimizer_->state(); }
  void restore(const OptimizerState<float>& state) { optimizer_->restore(state); }

  /// Called before the first epoch of a step and after each: for a progress bar.
  std::function<void(std::size_t step, double beta, int epochs)> watch;

 private:
  Trainer trainer_;
  std::unique_ptr<Optimizer<float>> optimizer_;
  bool is_kept_;  // from one minimisation to the next
  StoppingRule rule_;
};

/// Everything the paper and the verdict ask of one point, from exact passes over both sets.
SweepRow measure(const PathPoint<float>& point, DatasetObjective& training_set,
                 DatasetObjective& test_set);

}  // namespace caldera
