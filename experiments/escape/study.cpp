// How long does a training run stay in a minimum of low accuracy although a better one exists?
// arXiv 2505.06597 offers this hysteresis as an explanation of the delay that is called grokking.
//
// Sample runs:
//   caldera escape --start results/study/origin_sweep/seed1.h5 --out escape.h5
//   caldera escape --start seed1.h5 --beta 0.03 --epochs 400 --out longer.h5
//
// Description: the start is the weights from beyond the last transition of an origin sweep, where the
// network only guesses. They are trained on, with the first of the sweep's own examples and a much
// smaller pull β, at which minima of higher accuracy are deeper. It is certified that there is still
// a minimum near the start: Newton's method finds it, and Lanczos its smallest curvature. Then SGD
// with momentum trains from the same start, with several learning rates, and with batches of more and
// more examples: the larger the batch, the weaker the noise, down to none. A run ends ten epochs after
// it has escaped, or at the limit of epochs. The figure: plots/escape/figure.cpp.
//
// Interrupted at any moment, the same command goes on after the last finished run, to the same bits.

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "experiments/escape/record.h"
#include "experiments/model/model_file.h"
#include "experiments/model/place.h"
#include "experiments/monitor/run_group.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"

namespace caldera {
namespace {

/// How much a profile tries.
struct Extent {
  std::int64_t subset = 3000;
  std::int64_t epochs = 120;
  std::int64_t seeds = 3;
  std::vector<int> batches = {8, 16, 32, 64, 128, 256, 512};  ///< at the usual rate
  std::vector<double> rates = {0.0125, 0.025, 0.1};           ///< with the usual batch
};

Extent extent_of(const std::string& profile) {
  return of_profile<Extent>(
      profile, {.subset = 1000, .epochs = 40, .seeds = 1, .batches = {8, 64}, .rates = {0.1}}, {},
      {.subset = 3000,
       .epochs = 2000,
       .seeds = 10,
       .batches = {8, 16, 32, 64, 128, 256, 512},
       .rates = {0.0125, 0.025, 0.1}});
}

constexpr double usual_rate = 0.05;
constexpr int usual_batch = 64;

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  double beta = 0.02;
  std::optional<std::int64_t> epochs;
  std::optional<std::string> dataset;  // of a model that does not say
  Place start;
  std::filesystem::path data, out = "escape.h5";
};

TrainingPlan plan_of(const Options& options, const Extent& extent, const Model& model,
                     const DataSource& source) {
  TrainingPlan plan;
  plan.setup = {.dataset = source.name,
                .data = source.folder,
                .subset = static_cast<std::size_t>(extent.subset),
                .shape = model.shape,
                .learning_rate = usual_rate,
                .batch = usual_batch,
                .stopping = {.max_epochs = static_cast<int>(extent.epochs), .patience = 10000},
                .optimizer = {.name = "sgd"},
                .seed = source.seed};
  plan.start = float_parameters(model, options.start.file);
  plan.betas = {options.beta};
  plan.monitor.every = 100;
  plan.monitor.curvature_every = 0;
  plan.keep_every = 0;
  return plan;
}

/// Batch sizes first, then learning rates, each with all seeds; last, once, all examples as one
/// batch, where there is nothing to shuffle.
std::vector<TrainingPlan> plans_of(const Options& options, const Extent& extent, const Model& model,
                                   const DataSource& source) {
  std::vector<TrainingPlan> plans;
  const auto add = [&](int batch, double rate, std::int64_t seeds) {
    for (std::int64_t k = 0; k < seeds; ++k) {
      TrainingPlan& plan = plans.emplace_back(plan_of(options, extent, model, source));
      plan.setup.batch = batch;
      plan.setup.learning_rate = rate;
      plan.setup.seed = options.seed + k;
    }
  };
  for (const int batch : extent.batches) add(batch, usual_rate, extent.seeds);
  for (const double rate : extent.rates) add(usual_batch, rate, extent.seeds);
  add(static_cast<int>(extent.subset), usual_rate, 1);
  return plans;
}

/// The bottom of the phase that the runs start in, on the examples that they are trained on.
Trap trap_at(const TrainingPlan& plan, const Dataset& training) {
  DatasetObjective objective(plan.setup.shape, training);
  std::vector<double> theta(plan.start.begin(), plan.start.end());
  const Regulariser<double> pull{.beta = plan.betas.front()};
  NewtonMinimiser newton(objective);
  Trap trap;
  const MinimiserSummary bottom = newton.minimise(theta, pull, 0);
  if (!bottom.converged)
    print_out("escape: the descent to the minimum of the phase ended at a gradient of {:.1e}\n",
              newton.gradient_norm());
  trap.error = bottom.error;
  trap.gradient_norm = newton.gradient_norm();
  trap.distance = pull.distance(theta);
  const std::unique_ptr<SymmetricOperator> hessian = objective.linearize(theta);
  Shifted of_loss(*hessian, pull.curvature());
  const Eigenpair lowest = eigenpairs(of_loss, {.bottom = 1}).pairs.front();
  trap.curvature = lowest.value;
  trap.curvature_bound = lowest.bound;
  return trap;
}

/// Ten epochs after the first in which the run had escaped.
bool is_over(const Samples& samples, std::size_t classes) {
  constexpr std::size_t behind = 10;
  const std::vector<double> error =
      samples.epochs.rows.empty() ? std::vector<double>() : samples.epochs.column("error");
  return first_escaped(error, classes) + behind < error.size();
}

/// As many as the extent says, if the start was trained on so many. Throws InputError for fewer
/// than the largest batch.
std::size_t examples_of(const Extent& extent, const RunData& made_on) {
  const std::size_t examples =
      std::min(static_cast<std::size_t>(extent.subset), made_on.examples());
  const auto largest = static_cast<std::size_t>(std::ranges::max(extent.batches));
  if (examples < largest)
    throw InputError("escape", "--start",
                     fmt::format("a run on {} or more examples, the largest batch", largest),
                     fmt::format("{}", examples), "name a run on more");
  return examples;
}

RunIdentity identity_of(const Options& options, const Extent& extent, const TrainingPlan& plan) {
  RunIdentity identity{.program = "escape",
                       .study = "escape",
                       .profile = options.profile,
                       .seed = options.seed,
                       .configuration = configuration_of(plan)};
  Configuration& configuration = identity.configuration;
  configuration["beta"] = options.beta;
  configuration["seeds"] = extent.seeds;
  configuration["start"] = fingerprint(plan.start);
  for (std::size_t k = 0; k < extent.batches.size(); ++k)
    configuration[fmt::format("batch{}", k)] = std::int64_t{extent.batches[k]};
  for (std::size_t k = 0; k < extent.rates.size(); ++k)
    configuration[fmt::format("rate{}", k)] = extent.rates[k];
  return identity;
}

int run(const Options& options) {
  Extent extent = extent_of(options.profile);
  extent.epochs = options.epochs.value_or(extent.epochs);

  const Model model = read(options.start);
  const RunData made_on =
      data_of_models({options.start.file}, options.dataset, options.data, options.seed);
  extent.subset = static_cast<std::int64_t>(examples_of(extent, made_on));
  const TrainingPlan usual = plan_of(options, extent, model, made_on.source);
  TrainingGroup group{.run = {options.out, identity_of(options, extent, usual)}};
  if (is_complete(group.run)) return success;
  const TrainingData data = load(usual.setup, "escape");
  group.plans = plans_of(options, extent, model, made_on.source);
  group.is_over = [classes = model.shape.widths.back()](const Samples& samples) {
    return is_over(samples, classes);
  };
  group.add = [&](RunWriter& file) { write_trap(file, trap_at(usual, data.training)); };
  run_group(group, data);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  add_place_options(line, "start", o->start).required();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, first_seed_range, "The first seed, of the shuffles");
  line.add("--beta", o->beta, positive, "Pull towards the origin");
  line.add("--epochs", o->epochs, {1, 10000}, "Limit of a run, instead of the profile's");
  line.add("--dataset", o->dataset, data_set_help);
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"monitoring/escape.h5"},
           .options = fmt::format("--start @{}", first_sweep),
           .dataset = "mnist"}};
}

const Registration verb(
    {.name = "escape",
     .summary = "How long a run stays in a phase of low accuracy, by batch size and learning rate.",
     .example = "caldera escape --start seed1.h5 --out escape.h5",
     .prepare = prepare,
     .plan = plan,
     .takes = "71 s of CPU"});

}  // namespace
}  // namespace caldera
