// The first study of the phase-transition guide: a two-layer network on synthetic data, trained with
// twenty learning rates, watched by all signals.
//
// Sample runs:
//   caldera learning_rates --out rates.h5
//   caldera learning_rates --rates 8 --epochs 20 --out few.h5
//
// Description: the data are noisy 4×4 images of three patterns (nn/data/patterns.h); the network is
// 16-32-3 with tanh, trained by SGD without momentum from the same start, at learning rates evenly
// spaced on a logarithmic scale. Signals are sampled at every step, since large rates differ from small
// ones only in the first ten; the Hessian's largest eigenvalues every epoch, on the first 500 examples.
// The figure shows the phases: plots/learning_rates/figure.cpp.
//
// Interrupted at any moment, the same command goes on after the last finished run, to the same bits.

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/probes/series/even_steps.h"
#include "experiments/monitor/run_group.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  std::optional<std::int64_t> rates, epochs;
  std::filesystem::path out = "learning_rates.h5";
};

constexpr double lowest_rate = 1e-3, highest_rate = 10;

/// `count` numbers from the lowest to the highest, in even ratios.
std::vector<double> rates(std::int64_t count) {
  std::vector<double> values;
  const double span = elementary::log(highest_rate / lowest_rate);
  for (const double exponent : even_steps(0, span, static_cast<std::size_t>(count)))
    values.push_back(lowest_rate * elementary::exp(exponent));
  return values;
}

TrainingPlan plan_of(const Options& options, double rate, std::int64_t epochs) {
  TrainingPlan plan;
  plan.setup = {.dataset = "patterns",
                .shape = {{16, 32, 3}, Activation::tanh},
                .learning_rate = rate,
                .stopping = {.max_epochs = static_cast<int>(epochs), .patience = 10000},
                .optimizer = {.name = "sgd", .momentum = 0},
                .seed = options.seed};
  plan.start = initial_parameters(plan.setup.shape, static_cast<std::uint64_t>(options.seed));
  plan.betas = {0};
  plan.monitor.every = 1;
  plan.monitor.curvature_every = 1;
  plan.keep_every = 0;
  return plan;
}

RunIdentity identity_of(const Options& options, const TrainingPlan& plan, std::int64_t count) {
  RunIdentity identity{.program = "learning_rates",
                       .study = "learning_rates",
                       .profile = options.profile,
                       .seed = options.seed,
                       .configuration = configuration_of(plan)};
  identity.configuration.erase("learning_rate");
  identity.configuration["lowest_rate"] = lowest_rate;
  identity.configuration["highest_rate"] = highest_rate;
  identity.configuration["rates"] = count;
  return identity;
}

int run(const Options& options) {
  const std::int64_t count = options.rates.value_or(of_profile(options.profile, 5, 20, 20));
  const std::int64_t epochs = options.epochs.value_or(of_profile(options.profile, 15, 60, 200));

  std::vector<TrainingPlan> plans;
  for (const double rate : rates(count)) plans.push_back(plan_of(options, rate, epochs));
  const StudyRun run(options.out, identity_of(options, plans.front(), count));
  if (is_complete(run)) return success;
  const TrainingData data = load(plans.front().setup, "learning_rates");
  run_group({.run = run, .plans = std::move(plans)}, data);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, seed_range, "Of all random numbers");
  line.add("--rates", o->rates, {2, 1000}, "Learning rates, instead of the profile's number");
  line.add("--epochs", o->epochs, {1, 10000}, "Of each run, instead of the profile's number");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"monitoring/learning_rates.h5"}}};
}

const Registration verb(
    {.name = "learning_rates",
     .summary = "Trains a two-layer network with twenty learning rates, under the monitor.",
     .example = "caldera learning_rates --out rates.h5",
     .prepare = prepare,
     .plan = plan,
     .takes = "20 s"});

}  // namespace
}  // namespace caldera
