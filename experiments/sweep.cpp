#include "experiments/sweep.h"

#include <fmt/format.h>

#include <chrono>
#include <limits>

#include "autograd/arithmetic/sums.h"
#include "experiments/model_file.h"
#include "experiments/option_checks.h"
#include "experiments/progress.h"
#include "experiments/storage/segments.h"
#include "experiments/sweep_table.h"
#include "nn/mnist.h"
#include "nn/objective.h"

namespace caldera {

namespace {

constexpr const char* state = "/state/parameters";

RunIdentity identity_of(const Sweep& sweep) {
  const Sharding sharding;
  RunIdentity identity{.program = sweep.program,
                       .study = sweep.program,
                       .profile = sweep.profile,
                       .seed = sweep.seed,
                       .configuration = sweep.configuration};
  identity.configuration.merge(
      Configuration{{"architecture", "mlp " + describe(sweep.shape)},
                    {"batch", std::int64_t{sweep.batch}},
                    {"beta_max", sweep.grid.max},
                    {"beta_step", sweep.grid.step},
                    {"dataset", "mnist"},
                    {"groups", static_cast<std::int64_t>(sharding.groups)},
                    {"learning_rate", sweep.learning_rate},
                    {"max_epochs", std::int64_t{sweep.stopping.max_epochs}},
                    {"optimizer", "adam"},
                    {"patience", std::int64_t{sweep.stopping.patience}},
                    {"shard_rows", static_cast<std::int64_t>(sharding.rows)}});
  return identity;
}

/// Everything the paper and the verdict ask of one point, from the exact passes over both sets.
SweepRow measure(std::span<const float> theta, const Regulariser<float>& float_pull,
                 const TrainingSummary& training, DatasetObjective& training_set,
                 DatasetObjective& test_set) {
  const std::vector<double> at(theta.begin(), theta.end());
  const std::vector<double> reference(float_pull.reference.begin(), float_pull.reference.end());
  const Regulariser<double> pull{float_pull.convention, float_pull.beta, reference};
  std::vector<double> gradient(at.size());
  const Evaluation on_training = training_set.evaluate_with_gradient(at, gradient);
  const Evaluation on_test = test_set.evaluate(at);
  const double error_gradient_norm = norm(std::span<const double>(gradient));
  pull.add_gradient(at, gradient);

  SweepRow row;
  row.beta = pull.beta;
  row.epochs = training.epochs;
  row.distance = pull.distance(at);
  row.pull_curvature = pull.curvature();
  row.training_error_running = training.running_error;
  row.training_error = on_training.error;
  row.test_error = on_test.error;
  row.training_accuracy = on_training.accuracy;
  row.test_accuracy = on_test.accuracy;
  row.test_accuracy_by_class = on_test.class_accuracy;
  row.minimised_training_loss = row.training_error + pull.minimised_penalty(row.distance);
  row.minimised_test_loss = row.test_error + pull.minimised_penalty(row.distance);
  row.reported_training_loss = row.training_error + pull.reported_penalty(row.distance);
  row.reported_test_loss = row.test_error + pull.reported_penalty(row.distance);
  row.error_gradient_norm = error_gradient_norm;
  row.loss_gradient_norm = norm(std::span<const double>(gradient));
  return row;
}

/// One file from all segments.
void write_run(const Sweep& sweep, const Segments& segments, double seconds) {
  const std::size_t steps = grid_size(sweep.grid);
  std::vector<SweepRow> rows;
  std::vector<float> parameters, theta;
  parameters.reserve(steps * parameter_count(sweep.shape));
  for (std::size_t step = 0; step < steps; ++step) {
    const RunFile segment = segments.open(step);
    rows.push_back(read_sweep(segment).front());
    theta = segment.vector<float>(state);
    parameters.insert(parameters.end(), theta.begin(), theta.end());
  }
  RunWriter file(sweep.out, identity_of(sweep));
  write_sweep(file, rows);
  file.matrix<float>(sweep_parameters, {parameters.data(), steps, theta.size()},
                     {"1", "parameters after each beta, flat"});
  write_model<float>(file, sweep.shape, theta);
  file.machine("wall_seconds", seconds);
  file.commit();
}

}  // namespace

void check(const Sweep& sweep) {
  check(sweep.grid);
  check_between("--seed", sweep.seed, 0, std::numeric_limits<std::int64_t>::max());
  check_positive("--learning-rate", sweep.learning_rate);
  check_between("--batch", sweep.batch, 1, 60000);  // the training images
  check_between("--max-epochs", sweep.stopping.max_epochs, 1, 10000);
  check_between("--patience", sweep.stopping.patience, 1, 10000);
}

bool is_complete(const Sweep& sweep) {
  const RunIdentity identity = identity_of(sweep);
  if (!run_is_complete(sweep.out, identity)) return false;
  Segments::clean_up(sweep.out, identity);
  fmt::print("{}: {} is complete already\n", sweep.program, sweep.out.string());
  return true;
}

void run_sweep(const Sweep& sweep) {
  const auto started = std::chrono::steady_clock::now();

  // 1. The data, and exact passes over it.
  const Dataset training_data = load_mnist(sweep.data, Split::train);
  const Dataset test_data = load_mnist(sweep.data, Split::test);
  check_fits(sweep.shape, sweep.program, training_data);
  DatasetObjective training_set(sweep.shape, training_data), test_set(sweep.shape, test_data);

  // 2. The trainer, and the parameters: given, or those that an interrupted run ended with.
  Trainer trainer(sweep.shape, training_data, static_cast<std::size_t>(sweep.batch),
                  static_cast<std::uint64_t>(sweep.seed));
  std::vector<float> theta = sweep.start;
  Adam<float> adam(theta.size(), {.learning_rate = sweep.learning_rate});
  Segments segments(sweep.out, identity_of(sweep));
  if (segments.count() > 0)
    theta = segments.open(segments.count() - 1).vector<float>(state);

  // 3. β ascending, each from the weights of the last; one segment a β.
  const std::size_t steps = grid_size(sweep.grid);
  Progress progress(fmt::format("{} seed {}", sweep.program, sweep.seed));
  Regulariser<float> pull = sweep.pull;
  for (std::size_t step = segments.count(); step < steps; ++step) {
    pull.beta = static_cast<double>(step) * sweep.grid.step;
    const auto show = [&](int epochs) {
      const double part = static_cast<double>(epochs) / sweep.stopping.max_epochs;
      progress.show((static_cast<double>(step) + part) / static_cast<double>(steps),
                    fmt::format("beta {:.4f}", pull.beta));
    };
    show(0);
    adam.restart();
    const auto first_epoch =
        static_cast<std::uint32_t>(step) * static_cast<std::uint32_t>(sweep.stopping.max_epochs);
    const TrainingSummary training =
        train(trainer, theta, adam, pull, sweep.stopping, first_epoch, show);
    RunWriter segment = segments.writer(step);
    write_sweep(segment, {measure(theta, pull, training, training_set, test_set)});
    segment.vector(state, theta, {"1", "parameters after this beta, flat"});
    segment.commit();
  }

  // 4. The run file.
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  write_run(sweep, segments, seconds.count());
  segments.remove();
  fmt::print("{}: {} values of beta written to {} in {:.0f} s\n", sweep.program, steps,
             sweep.out.string(), seconds.count());
}

}  // namespace caldera
