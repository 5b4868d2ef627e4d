// A training run under the monitor: watching changes nothing, signals are what they say they are, and
// rules do what they say.

#include "experiments/monitor/training_run.h"

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const NetworkShape shape{{12, 9, 7, 4}, Activation::sigmoid};

TrainingData example_data() {
  return {synthetic_dataset(90, 12, 4), synthetic_dataset(40, 12, 4)};
}

TrainingPlan example_plan() {
  TrainingPlan plan;
  plan.setup = {.shape = shape, .learning_rate = 0.02, .batch = 16,
                .stopping = {.max_epochs = 12, .patience = 100}, .seed = 3};
  plan.start = initial_parameters(shape, 5);
  plan.betas = {0.001};
  plan.monitor = {.every = 2, .probe_examples = 40, .curvature_every = 5,
                  .curvature_examples = 30, .top = 2};
  return plan;
}

const RunRecord& finished(TrainingRun& run) {
  while (!run.has_ended()) run.run_epoch();
  return run.record();
}

}  // namespace

TEST_CASE("watching changes no bit of a training") {
  const TrainingData data = example_data();
  const TrainingPlan plan = example_plan();
  TrainingRun run(plan, data);
  const RunRecord record = finished(run);

  Trainer trainer(shape, data.training, 16, 3);
  Adam<float> adam(plan.start.size(), {.learning_rate = 0.02});
  std::vector<float> theta = plan.start;
  Regulariser<float> pull{.beta = 0.001};
  std::vector<double> errors;
  for (std::uint32_t epoch = 0; epoch < 12; ++epoch)
    errors.push_back(trainer.run_epoch(theta, adam, pull, epoch));
  CHECK(record.samples.epochs.column("error") == errors);
  REQUIRE(record.trajectory.size() == 13);
  CHECK(record.trajectory.front().theta == plan.start);
  CHECK(record.trajectory.back().theta == theta);
  CHECK(record.samples.steps.rows.size() == 36);  // 6 steps an epoch, every other one
  CHECK(record.samples.curvature.rows.size() == 3);
}

TEST_CASE("signals of a step are those of the mini-batch") {
  const TrainingData data = example_data();
  TrainingPlan plan = example_plan();
  plan.setup.optimizer = {.name = "sgd", .momentum = 0};
  plan.setup.batch = 90;  // all examples: then its gradient is the objective's
  plan.monitor.every = 1;
  TrainingRun run(plan, data);
  const RunRecord record = finished(run);
  const std::vector<double> theta(plan.start.begin(), plan.start.end());

  DatasetObjective objective(shape, data.training);
  std::vector<double> gradient(theta.size());
  const double error = objective.value_and_gradient(theta, gradient);
  double squares = 0;
  for (std::size_t i = 0; i < data.training.count; ++i) {
    Dataset one = data.training;
    one.count = 1;
    one.inputs.assign(data.training.matrix().row(i).begin(), data.training.matrix().row(i).end());
    one.labels = {data.training.labels[i]};
    std::vector<double> g(theta.size());
    DatasetObjective(shape, one).value_and_gradient(theta, g);
    squares += squared_norm(std::span<const double>(g));
  }
  const double mean_square = squared_norm(std::span<const double>(gradient));
  const double trace = (squares - 90 * mean_square) / 89;
  Regulariser<double>{.beta = 0.001}.add_gradient(theta, gradient);
  const double length = norm(std::span<const double>(gradient));

  const auto first = [&](const char* name) { return record.samples.steps.column(name).front(); };
  const auto check_signal = [&](const char* name, double expected) {
    check_close(name, {first(name)}, {expected}, tolerance::first_order<float>);
  };
  check_signal("error", error);
  check_signal("gradient_norm", length);
  check_signal("update_norm", 0.02 * length);
  check_signal("gradient_variance", trace);
  check_signal("gradient_signal", length * length - trace / 90);
  CHECK(first("noise_scale") == Approx(first("critical_batch") / 90));
  CHECK(first("learning_rate") == 0.02);
  CHECK(first("alignment") <= 1);
  CHECK(first("alignment") * first("alignment") <= first("top_share") * (1 + 1e-12));
}

TEST_CASE("signals of the curvature are those of the dense Hessian and of single gradients") {
  const TrainingData data = example_data();
  TrainingPlan plan = example_plan();
  TrainingRun run(plan, data);
  run.run_epoch();
  const SignalTable& curvature = run.record().samples.curvature;
  REQUIRE(curvature.rows.size() == 1);

  const Dataset subset = first_examples(data.training, 30);
  DatasetObjective objective(shape, subset);
  const std::vector<double> theta(plan.start.begin(), plan.start.end());
  const auto hessian = objective.linearize(theta);
  const std::vector<double> matrix = dense_matrix(*hessian);
  const std::size_t n = theta.size();
  const SymmetricEigen eigen = eigen_symmetric({matrix.data(), n, n});
  double trace = 0;
  for (std::size_t i = 0; i < n; ++i) trace += matrix[i * n + i];
  // A residual of 1e-3 of the norm is an error of its square over the gap.
  CHECK(curvature.column("eigenvalue1").front() == Approx(eigen.values[n - 1]).epsilon(1e-4));
  CHECK(curvature.column("eigenvalue2").front() == Approx(eigen.values[n - 2]).epsilon(1e-4));
  CHECK(std::abs(curvature.column("trace").front() - trace) <=
        tolerance::standard_errors * curvature.column("trace_error").front());
}

TEST_CASE("rules act, and say what they did") {
  const TrainingData data = example_data();
  TrainingPlan plan = example_plan();
  // The error falls steeply from the first epoch: a CUSUM with a baseline of two epochs flags it.
  const Baselines baselines{.steps = 60, .epochs = 2, .curvature = 2};
  const auto run_with = [&](const std::string& rule) {
    plan.rules = {parse_rule("epoch/error cusum down " + rule, baselines)};
    TrainingRun run(plan, data);
    return finished(run);
  };
  const RunRecord noted = run_with("note");
  REQUIRE(!noted.decisions.empty());
  const Decision flag = noted.decisions.front();
  CHECK(flag.confirmed == 6 * (flag.epoch - 1));  // known an epoch later
  CHECK(flag.deviations < 0);
  CHECK(noted.samples.epochs.rows.size() == 12);

  const RunRecord stopped = run_with("stop");
  CHECK(static_cast<double>(stopped.samples.epochs.rows.size()) == flag.epoch);

  const auto at = static_cast<std::size_t>(flag.epoch);
  const RunRecord halved = run_with("learning_rate 0.5");
  const std::vector<double> rates = halved.samples.epochs.column("learning_rate");
  CHECK(rates[at - 1] == 0.02);
  CHECK(rates[at] == 0.01);
  CHECK(halved.decisions.front().before == 0.02);
  CHECK(halved.decisions.front().after == 0.01);

  const RunRecord pulled = run_with("pull 10");
  CHECK(pulled.samples.epochs.column("beta")[at - 1] == 0.001);
  CHECK(pulled.samples.epochs.column("beta")[at] == Approx(0.01));

  const RunRecord back = run_with("roll_back");
  const Decision& decision = back.decisions.front();
  CHECK(decision.before == 6 * flag.epoch);
  CHECK(decision.after <= decision.start);
  const std::size_t to = checkpoints_around(decision, back.trajectory).before;
  CHECK(back.trajectory[to].step == decision.after);
  // The epoch behind it begins from those weights, with Adam as new.
  Trainer trainer(shape, data.training, 16, 3);
  Adam<float> adam(plan.start.size(), {.learning_rate = 0.02});
  std::vector<float> theta = back.trajectory[to].theta;
  trainer.run_epoch(theta, adam, Regulariser<float>{.beta = 0.001},
                    static_cast<std::uint32_t>(flag.epoch));
  CHECK(back.trajectory[at + 1].theta == theta);
}

// Two rules pull in one epoch, and so do two learning rates: what is stored is what an epoch was
// trained with, not what lay between the two.
TEST_CASE("two actions in one epoch store what was used before and after both") {
  const TrainingData data = example_data();
  TrainingPlan plan = example_plan();
  const Baselines baselines{.steps = 60, .epochs = 2, .curvature = 2};
  for (const char* action : {"pull 10", "pull 3", "learning_rate 0.5", "learning_rate 0.5"})
    plan.rules.push_back(parse_rule(std::string("epoch/error cusum down ") + action, baselines));
  TrainingRun run(plan, data);
  const RunRecord record = finished(run);
  REQUIRE(record.decisions.size() >= 4);
  const std::vector<double> betas = record.samples.epochs.column("beta");
  const std::vector<double> rates = record.samples.epochs.column("learning_rate");
  for (std::size_t k = 0; k < 4; ++k) {
    const Decision& decision = record.decisions[k];
    const auto next = static_cast<std::size_t>(decision.epoch);
    REQUIRE(decision.epoch == record.decisions[0].epoch);
    const std::vector<double>& used = k < 2 ? betas : rates;
    CHECK(decision.before == used[next - 1]);
    CHECK(decision.after == used[next]);
    CHECK(decision.after == Approx(decision.before * (k < 2 ? 30 : 0.25)));
  }
}

TEST_CASE("a pull at the end of a stage stores the beta of the next stage") {
  const TrainingData data = example_data();
  TrainingPlan plan = example_plan();
  const Baselines baselines{.steps = 60, .epochs = 2, .curvature = 2};
  plan.rules = {parse_rule("epoch/error cusum down note", baselines)};
  TrainingRun noted(plan, data);
  const auto at = static_cast<int>(finished(noted).decisions.at(0).epoch);

  plan.rules = {parse_rule("epoch/error cusum down pull 10", baselines)};
  plan.betas = {0.001, 0.003};
  plan.setup.stopping = {.max_epochs = at, .patience = 100};
  TrainingRun run(plan, data);
  const RunRecord record = finished(run);
  const Decision& decision = record.decisions.at(0);
  REQUIRE(decision.epoch == at);
  const std::vector<double> betas = record.samples.epochs.column("beta");
  CHECK(decision.before == 0.001);
  CHECK(decision.after == betas[static_cast<std::size_t>(at)]);
  CHECK(decision.after == Approx(0.03));

  plan.betas = {0.001};  // the run ends with the stage: nothing was trained with another
  TrainingRun last(plan, data);
  const Decision none = finished(last).decisions.at(0);
  CHECK(none.before == 0.001);
  CHECK(none.after == 0.001);
}

TEST_CASE("another run goes on from a run's state and record to the same bits") {
  const TrainingData data = example_data();
  TrainingPlan plan = example_plan();
  plan.betas = {0, 0.01, 0.02};
  plan.setup.stopping = {.max_epochs = 4, .patience = 2};
  plan.keep_steps = 4;
  plan.rules = {parse_rule("step/error cusum learning_rate 0.9 if step/gradient_norm", {.steps = 3}),
                parse_rule("epoch/error window note", {})};
  TrainingRun whole(plan, data), part(plan, data);
  const RunRecord expected = finished(whole);
  for (int epoch = 0; epoch < 5; ++epoch) part.run_epoch();
  TrainingRun rest(plan, data);
  rest.restore(part.record(), part.state());
  const RunRecord found = finished(rest);
  CHECK(expected.samples.epochs.rows == found.samples.epochs.rows);
  CHECK(expected.decisions.size() == found.decisions.size());
  REQUIRE(expected.trajectory.size() == found.trajectory.size());
  CHECK(expected.trajectory.back().theta == found.trajectory.back().theta);
  // NaN is not equal to itself, so signals are compared as bits by the program's test.
  CHECK(expected.samples.steps.column("gradient_norm") ==
        found.samples.steps.column("gradient_norm"));
  CHECK(expected.samples.steps.column("hidden_effective_rank") ==
        found.samples.steps.column("hidden_effective_rank"));
}

}  // namespace caldera::test
