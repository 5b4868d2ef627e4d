// The origin sweep of "Phase transitions reveal hierarchical structure in deep neural networks"
// (Ersoy, Cardozo Licha, Wiesner, arXiv 2512.11866), Fig. 2.
//
// Sample runs:
//   origin_sweep --profile smoke --seed 1 --out smoke.h5
//   origin_sweep --profile study --seed 2 --out results/study/origin_sweep/seed2.h5
//   origin_sweep --beta-step 0.01 --beta-max 0.05 --learning-rate 0.015 --out fast.h5
//
// Description: trains an MLP 784-128-128-10 with sigmoids on MNIST from fresh random weights, at
// β = 0 and then at ever larger β, each from the weights of the last with a fresh Adam. β enters
// as weight decay: E + (β/2)‖θ‖² is minimised, E + β‖θ‖² is what the paper reports. As β grows the
// minimum that is followed disappears five times, and the network jumps to a less accurate basin.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include <fmt/format.h>

#include <chrono>
#include <limits>

#include "autograd/arithmetic/sums.h"
#include "experiments/option_checks.h"
#include "experiments/profile.h"
#include "experiments/program.h"
#include "experiments/progress.h"
#include "experiments/storage/model_file.h"
#include "experiments/storage/segments.h"
#include "experiments/sweep_table.h"
#include "nn/mnist.h"
#include "nn/objective.h"
#include "nn/training.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  std::string data = "data/mnist";
  std::string out = "origin_sweep.h5";
  SweepProfile grid;  // of the profile, unless options say otherwise
  double learning_rate = 0.0015;
  int batch = 64;
  StoppingRule stopping;
};

const MlpShape shape{{784, 128, 128, 10}, Activation::sigmoid};
const char* const parameters_path = "/state/parameters";

/// Throws InputError naming the first option that is out of its range.
void check(const Options& o) {
  check(o.grid);
  check_between("--seed", o.seed, 0, std::numeric_limits<std::int64_t>::max());
  check_positive("--learning-rate", o.learning_rate);
  check_between("--batch", o.batch, 1, 60000);  // the training images
  check_between("--max-epochs", o.stopping.max_epochs, 1, 10000);
  check_between("--patience", o.stopping.patience, 1, 10000);
}

RunIdentity identity_of(const Options& o) {
  const Sharding sharding;
  return {.program = "origin_sweep",
          .study = "origin_sweep",
          .profile = o.profile,
          .seed = o.seed,
          .configuration = {{"architecture", "mlp 784-128-128-10 sigmoid"},
                            {"batch", std::int64_t{o.batch}},
                            {"beta_max", o.grid.beta_max},
                            {"beta_step", o.grid.beta_step},
                            {"dataset", "mnist"},
                            {"groups", static_cast<std::int64_t>(sharding.groups)},
                            {"learning_rate", o.learning_rate},
                            {"max_epochs", std::int64_t{o.stopping.max_epochs}},
                            {"optimizer", "adam"},
                            {"patience", std::int64_t{o.stopping.patience}},
                            {"shard_rows", static_cast<std::int64_t>(sharding.rows)}}};
}

/// Everything the paper and the verdict ask of one point, from the exact passes over both sets.
SweepRow measure(std::span<const float> theta, const Regulariser& regulariser,
                 const TrainingSummary& training, DatasetObjective& training_set,
                 DatasetObjective& test_set) {
  const std::vector<double> at(theta.begin(), theta.end());
  std::vector<double> gradient(at.size());
  const Evaluation on_training = training_set.evaluate_with_gradient(at, gradient);
  const Evaluation on_test = test_set.evaluate(at);
  const double error_gradient_norm = norm(std::span<const double>(gradient));
  for (std::size_t i = 0; i < at.size(); ++i) gradient[i] += regulariser.curvature() * at[i];

  SweepRow row;
  row.beta = regulariser.beta;
  row.epochs = training.epochs;
  row.distance = regulariser.distance(theta);
  row.training_error_running = training.running_error;
  row.training_error = on_training.error;
  row.test_error = on_test.error;
  row.training_accuracy = on_training.accuracy;
  row.test_accuracy = on_test.accuracy;
  row.test_accuracy_by_class = on_test.class_accuracy;
  row.minimised_training_loss = row.training_error + regulariser.minimised_penalty(row.distance);
  row.minimised_test_loss = row.test_error + regulariser.minimised_penalty(row.distance);
  row.reported_training_loss = row.training_error + regulariser.reported_penalty(row.distance);
  row.reported_test_loss = row.test_error + regulariser.reported_penalty(row.distance);
  row.error_gradient_norm = error_gradient_norm;
  row.loss_gradient_norm = norm(std::span<const double>(gradient));
  return row;
}

void write_model(RunWriter& file, std::span<const float> theta) {
  write_model_description(file, {.architecture = "mlp",
                                 .layers = {shape.widths.begin(), shape.widths.end()},
                                 .activation = name(shape.activation)});
  const std::vector<ParameterSlice> slices = parameter_slices(shape);
  for (std::size_t k = 0; k < slices.size(); k += 2) {
    const ParameterSlice &w = slices[k], &b = slices[k + 1];
    write_layer<float>(file, w.layer, {theta.data() + w.offset, w.rows, w.cols},
                       theta.subspan(b.offset, b.cols));
  }
}

int run(const Options& options) {
  const auto started = std::chrono::steady_clock::now();

  // 1. What the run is. An earlier result of the same run is left as it is.
  check(options);
  const RunIdentity identity = identity_of(options);
  if (run_is_complete(options.out, identity)) {
    Segments::clean_up(options.out, identity);
    fmt::print("origin_sweep: {} is complete already\n", options.out);
    return success;
  }

  // 2. The data, and exact passes over it.
  const Dataset training_data = load_mnist(options.data, Split::train);
  const Dataset test_data = load_mnist(options.data, Split::test);
  DatasetObjective training_set(shape, training_data), test_set(shape, test_data);

  // 3. The network and its trainer; or the state in which an interrupted run left them.
  const auto seed = static_cast<std::uint64_t>(options.seed);
  std::vector<float> theta = initial_parameters(shape, seed);
  Trainer trainer(shape, training_data, static_cast<std::size_t>(options.batch), seed);
  Adam adam(theta.size(), {.learning_rate = options.learning_rate});
  Segments segments(options.out, identity);
  if (segments.count() > 0)
    theta = segments.open(segments.count() - 1).vector<float>(parameters_path);

  // 4. β ascending, each from the weights of the last; one segment a β.
  const std::size_t steps = grid_size(options.grid);
  Progress progress(fmt::format("origin_sweep seed {}", options.seed));
  for (std::size_t step = segments.count(); step < steps; ++step) {
    const Regulariser regulariser{.beta = static_cast<double>(step) * options.grid.beta_step};
    const auto show = [&](int epochs) {
      const double part = static_cast<double>(epochs) / options.stopping.max_epochs;
      progress.show((static_cast<double>(step) + part) / static_cast<double>(steps),
                    fmt::format("beta {:.4f}", regulariser.beta));
    };
    show(0);
    adam.restart();
    const auto first_epoch =
        static_cast<std::uint32_t>(step) * static_cast<std::uint32_t>(options.stopping.max_epochs);
    const TrainingSummary training =
        train(trainer, theta, adam, regulariser, options.stopping, first_epoch, show);
    RunWriter segment = segments.writer(step);
    write_sweep(segment, {measure(theta, regulariser, training, training_set, test_set)});
    segment.vector(parameters_path, theta, {"1", "parameters after this beta, flat"});
    segment.commit();
  }

  // 5. One file from all segments.
  std::vector<SweepRow> rows;
  for (std::size_t step = 0; step < steps; ++step)
    rows.push_back(read_sweep(segments.open(step)).front());
  RunWriter file(options.out, identity);
  write_sweep(file, rows);
  write_model(file, theta);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  file.machine("wall_seconds", seconds.count());
  file.commit();
  segments.remove();
  fmt::print("origin_sweep: {} values of beta written to {} in {:.0f} s\n", steps, options.out,
             seconds.count());
  return success;
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Train on MNIST while the L2 pull towards the origin grows; record every beta.",
               "origin_sweep");
  app.footer("Example: origin_sweep --profile smoke --seed 1 --out smoke.h5");
  Options options;
  app.add_option("--profile", options.profile, "grid: smoke, study or paper")
      ->capture_default_str();
  app.add_option("--seed", options.seed, "of weights and shuffles")->capture_default_str();
  app.add_option("--data", options.data, "folder with the four MNIST files")->capture_default_str();
  app.add_option("--out", options.out, "run file to write")->capture_default_str();
  double beta_step = 0, beta_max = 0;
  const CLI::Option* step = app.add_option("--beta-step", beta_step, "instead of the profile's");
  const CLI::Option* max = app.add_option("--beta-max", beta_max, "instead of the profile's");
  app.add_option("--learning-rate", options.learning_rate, "of Adam")->capture_default_str();
  app.add_option("--batch", options.batch, "examples a step")->capture_default_str();
  app.add_option("--max-epochs", options.stopping.max_epochs, "at most, for each beta")
      ->capture_default_str();
  app.add_option("--patience", options.stopping.patience, "epochs without a new best error")
      ->capture_default_str();
  add_arithmetic_options(app);
  return run_program(app, argc, argv, [&] {
    options.grid = sweep_profile(options.profile);
    if (*step) options.grid.beta_step = beta_step;
    if (*max) options.grid.beta_max = beta_max;
    return run(options);
  });
}
