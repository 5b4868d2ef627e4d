#include "nn/training.h"

#include <algorithm>
#include <limits>

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
