#include "caldera/nn/training/training.h"

#include <algorithm>

namespace caldera {

Trainer::Trainer(const NetworkShape& shape, const Dataset& data, std::size_t batch,
                 std::uint64_t seed)
    : batches_(shape, data, batch, seed), gradient_(parameter_count(shape)) {}

double Trainer::run_epoch(std::span<float> theta, Optimizer<float>& optimizer,
                          const Regulariser<float>& regulariser, std::uint32_t epoch,
                          StepObserver* observer) {
  batches_.shuffle(epoch);
  double total = 0;
  for (std::size_t k = 0; k < batches_.count(); ++k) {
    const double error = batches_.value_and_gradient(k, theta, gradient_);
    if (observer) observer->before_step({error, theta, gradient_, batches_});
    regulariser.add_gradient(theta, gradient_);
    optimizer.step(theta, gradient_);
    if (observer) observer->after_step(theta);
    total += static_cast<double>(batches_.examples(k)) * error;
  }
  return total / static_cast<double>(batches_.examples());
}

void StoppingState::count(double error) {
  ++epochs;
  without_best = error < best ? 0 : without_best + 1;
  best = std::min(best, error);
}

TrainingSummary train(Trainer& trainer, std::span<float> theta, Optimizer<float>& optimizer,
                      const Regulariser<float>& regulariser, const StoppingRule& rule,
                      std::uint32_t first_epoch,
                      const std::function<void(int epochs_done)>& after_epoch) {
  TrainingSummary summary;
  StoppingState state;
  while (!state.is_over(rule)) {
    const auto epoch = first_epoch + static_cast<std::uint32_t>(summary.epochs);
    summary.running_error = trainer.run_epoch(theta, optimizer, regulariser, epoch);
    ++summary.epochs;
    state.count(summary.running_error);
    if (after_epoch) after_epoch(summary.epochs);
  }
  return summary;
}

}  // namespace caldera
