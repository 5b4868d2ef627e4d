#include "experiments/model/network_minimiser.h"

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

NetworkMinimiser::NetworkMinimiser(const TrainingSetup& setup, const Dataset& training)
    : trainer_(setup.shape, training, static_cast<std::size_t>(setup.batch),
               static_cast<std::uint64_t>(setup.seed)),
      optimizer_(make_optimizer(setup)), is_kept_(setup.optimizer.is_kept),
      rule_(setup.stopping) {}

MinimiserSummary NetworkMinimiser::minimise(std::span<float> theta, const Regulariser<float>& pull,
                                            std::size_t step) {
  const auto show = [&](int done) {
    if (watch) watch(step, pull.beta, done);
  };
  show(0);
  if (!is_kept_) optimizer_->restart();
  const auto first_epoch =
      static_cast<std::uint32_t>(step) * static_cast<std::uint32_t>(rule_.max_epochs);
  const StoppingRule rule = epochs ? StoppingRule{.max_epochs = *epochs, .patience = *epochs} : rule_;
  const TrainingSummary trained = train(trainer_, theta, *optimizer_, pull, rule, first_epoch, show);
  return {trained.epochs, trained.running_error};
}

SweepRow measure(const PathPoint<float>& point, DatasetObjective& training_set,
                 DatasetObjective& test_set) {
  const std::vector<double> at(point.theta.begin(), point.theta.end());
  const std::vector<double> reference(point.pull.reference.begin(), point.pull.reference.end());
  const Regulariser<double> pull{point.pull.convention, point.pull.beta, reference};
  std::vector<double> gradient(at.size());
  const Evaluation on_training = training_set.evaluate_with_gradient(at, gradient);
  const Evaluation on_test = test_set.evaluate(at);

  SweepRow row;
  row.beta = pull.beta;
  row.epochs = point.summary.iterations;
  row.distance = pull.distance(at);
  row.pull_curvature = pull.curvature();
  row.training_error_running = point.summary.error;
  row.training_error = on_training.error;
  row.test_error = on_test.error;
  row.training_accuracy = on_training.accuracy;
  row.test_accuracy = on_test.accuracy;
  row.test_accuracy_by_class = on_test.class_accuracy;
  row.minimised_training_loss = row.training_error + pull.minimised_penalty(row.distance);
  row.minimised_test_loss = row.test_error + pull.minimised_penalty(row.distance);
  row.reported_training_loss = row.training_error + pull.reported_penalty(row.distance);
  row.reported_test_loss = row.test_error + pull.reported_penalty(row.distance);
  row.error_gradient_norm = norm(std::span<const double>(gradient));
  pull.add_gradient(at, gradient);
  row.loss_gradient_norm = norm(std::span<const double>(gradient));
  return row;
}

}  // namespace caldera
