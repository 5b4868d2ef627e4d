// Trains a network with the whole monitor on: signals, detectors and rules (docs/monitoring.md).
//
// Sample runs:
//   caldera train --max-epochs 20 --out run.h5
//   caldera train --beta 0.02 --rule "epoch/error window up stop if step/gradient_norm"
//   caldera train --dataset patterns --optimizer sgd --learning-rate 0.1 --out rate.h5
//   caldera train --beta-step 0.002 --beta-max 0.09 --patience 5 --keep-every 0 --out sweep.h5
//
// Description: minimises E + (β/2)‖θ‖² in mini-batches, at one β, or at β = 0, step, 2·step …,
// which is the origin sweep as one long training. The data set is that of the runs it starts from,
// or takes its β from; which part of it is trained on is its own. Signals are sampled every few
// steps, every epoch and, those of the curvature, every few epochs
// (experiments/monitor/signal_reader.h), by a second thread while training goes on. Rules
// (experiments/monitor/rules.h) act on what detectors flag; without --rule they only note it.
// Weights are kept every epoch, so that there are checkpoints before, during and after each flag.
// At the end error, accuracy and the number of flags are printed.
//
// Interrupted at any moment, the same command goes on after the last segment, to the same bits.

#include <fmt/format.h>

#include <algorithm>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/model/model_file.h"
#include "experiments/model/place.h"
#include "experiments/monitor/signal_names.h"
#include "experiments/monitor/watched_training.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/record.h"

namespace caldera {
namespace {

struct Options {
  WatchedTraining training;
  std::vector<std::size_t> widths;  // none: the paper's network for the data set
  std::string activation = "sigmoid";
  Place start;
  std::optional<std::string> dataset;  // none: that of the start, or mnist
  double beta = 0;
  std::filesystem::path beta_of;  // empty: none
  std::optional<double> beta_step, beta_max;
  std::vector<std::string> rules;
  Baselines baselines;
};

/// What is noted if nothing else is asked for: each detector on a signal of the guide that it is
/// from.
const std::vector<std::string> default_rules = {
    "epoch/error window note", "epoch/test_error window note", "step/gradient_norm baseline note",
    "step/hidden_effective_rank baseline note", "step/error cusum note"};

void check(const Options& options) {
  check_one_of("--profile", options.training.profile, {"smoke", "study", "paper"});
  if (options.dataset) check_one_of("--dataset", *options.dataset, data_set_choices());
  check_one_of("--optimizer", options.training.plan.setup.optimizer.name, {"adam", "sgd"});
  if (!options.widths.empty() && options.widths.size() < 3)
    throw InputError("network", "--widths", "inputs, at least one hidden layer, classes",
                     fmt::format("{} numbers", options.widths.size()), "name a hidden layer, too");
}

/// Reads the rules, once it is known which signals the network has, and how many parameters.
void set_rules(Options& options) {
  TrainingPlan& plan = options.training.plan;
  const std::vector<std::string> names = signal_names(plan.setup.shape, plan.monitor);
  for (const std::string& text : options.rules.empty() ? default_rules : options.rules) {
    plan.rules.push_back(parse_rule(text, options.baselines));
    check_signals(plan.rules.back(), names);
  }
  if (plan.monitor.curvature_every > 0)
    check_count("--top", static_cast<std::size_t>(plan.monitor.top), 1, std::ssize(plan.start));
}

/// The network and where it starts: from a file, or at random.
void set_start(Options& options) {
  TrainingPlan& plan = options.training.plan;
  if (options.start.file.empty()) {
    plan.setup.shape =
        paper_network(plan.setup.dataset, activation_from_name(options.activation, "--activation"));
    if (!options.widths.empty()) plan.setup.shape.widths = options.widths;
    plan.start = initial_parameters(plan.setup.shape, static_cast<std::uint64_t>(plan.setup.seed));
    return;
  }
  const Model model = read(options.start);
  plan.setup.shape = model.shape;
  plan.start = float_parameters(model, options.start.file);
  options.training.configuration["start"] = fingerprint(plan.start);
}

/// The data set of the runs that are given, or the one that is asked for; the subset is the run's
/// own.
void set_data(Options& options) {
  TrainingSetup& setup = options.training.plan.setup;
  std::vector<std::filesystem::path> files;
  if (!options.start.file.empty()) files.push_back(options.start.file);
  if (!options.beta_of.empty()) files.push_back(options.beta_of);
  RunData data = data_of_models(files, options.dataset, setup.data, setup.seed);
  data.subset.reset();
  take_data(setup, data);
  if (options.training.profile == "smoke" && !is_drawn(setup.dataset) && !setup.subset)
    setup.subset = std::min(smoke_examples, example_count(setup.dataset, Split::train));
}

/// One β, or those of a grid.
void set_betas(Options& options) {
  WatchedTraining& training = options.training;
  if (options.beta_step || options.beta_max) {
    const BetaGrid grid{.step = options.beta_step.value_or(0.002),
                        .max = options.beta_max.value_or(0.09)};
    check_grid(grid);
    training.plan.betas = values(grid);
    training.configuration["beta_step"] = grid.step;
    training.configuration["beta_max"] = grid.max;
  } else {
    if (!options.beta_of.empty()) options.beta = read_sweep(RunFile(options.beta_of)).back().beta;
    training.plan.betas = {options.beta};
    training.configuration["beta"] = options.beta;
  }
}

/// What the last epoch ended with, and what was flagged on the way.
void print_findings(const RunFile& run, std::int64_t probe_examples) {
  const SignalTable epochs = read_signals(run, "/epoch");
  print_out("train: error {:.4g} nat, {:.4g} % of the first {} test examples correct, {} flags\n",
            epochs.column("error").back(), epochs.column("test_accuracy").back(), probe_examples,
            run.vector<double>("/decision/rule").size());
}

int run(Options options) {
  check(options);
  WatchedTraining& training = options.training;
  for (const auto& input : {options.start.file, options.beta_of})
    refuse_same_file(input, training.out);
  set_data(options);
  training.configuration["baseline"] = static_cast<std::int64_t>(options.baselines.steps);
  set_start(options);
  set_rules(options);
  set_betas(options);
  if (run_training(training))
    print_findings(RunFile(training.out), training.plan.monitor.probe_examples);
  return success;
}

void add_options(CommandLine& line, Options& o) {
  WatchedTraining& training = o.training;
  TrainingPlan& plan = training.plan;
  TrainingSetup& setup = plan.setup;
  MonitorOptions& monitor = plan.monitor;
  constexpr WholeRange epochs{1, 10000}, pauses{0, 1000000};
  line.add_profile(training.profile);
  line.add("--seed", setup.seed, seed_range, "Of all random numbers");
  line.add("--dataset", o.dataset,
           in_words(data_set_choices()) + "; default: that of --start, or mnist");
  line.add("--data", setup.data, data_folder_help);
  line.add("--subset", setup.subset, example_range,
           "First so many training examples; default: all");
  line.add("--widths", o.widths, WholeRange{1, 100000},
           "Layers from input to output; default: two hidden ones of 128");
  line.add("--activation", o.activation, "sigmoid, tanh or relu");
  add_place_options(line, "start", o.start);
  line.add("--optimizer", setup.optimizer.name, "adam or sgd");
  line.add("--learning-rate", setup.learning_rate, positive, "Of the optimizer");
  line.add("--momentum", setup.optimizer.momentum, not_negative, "Of SGD");
  line.add("--batch", setup.batch, example_range, "Examples per step");
  line.add("--max-epochs", setup.stopping.max_epochs, epochs, "At most, for each beta");
  line.add("--patience", setup.stopping.patience, epochs,
           "Epochs without a new best error that end a beta; default: never")
      .usual.clear();
  line.add("--beta", o.beta, not_negative, "Strength of the L2 pull towards the origin");
  line.add("--beta-of", o.beta_of, "Instead the last of this sweep's or checkpoint's file");
  line.add("--beta-step", o.beta_step, positive, "A sweep instead: from 0 in such steps");
  line.add("--beta-max", o.beta_max, not_negative, "Where the sweep ends");
  line.add("--sample-every", monitor.every, {1, 1000000},
           "Steps from one sample of the signals to the next");
  line.add("--probe-examples", monitor.probe_examples, {4, example_range.high},
           "Test images whose hidden activations are measured");
  line.add("--curvature-every", monitor.curvature_every, pauses,
           "Epochs between Hessian spectra; 0: never");
  line.add("--curvature-examples", monitor.curvature_examples, example_range,
           "Training images of their Hessian");
  line.add("--top", monitor.top, {1, 100}, "Eigenvalues of the Hessian");
  line.add("--keep-every", plan.keep_every, pauses,
           "Epochs between checkpoints; 0: only at each beta's end");
  line.add("--keep-steps", plan.keep_steps, pauses,
           "Steps between checkpoints within epochs; 0: none");
  line.add("--baseline", o.baselines.steps, {60, 1000000},
           "Samples of a step's signals that are the baseline: a tenth of the training");
  line.add("--rule", o.rules,
           "SIGNAL DETECTOR [up|down] ACTION [FACTOR] [if SIGNAL]; may be repeated; default: the "
           "five below")
      .repeated();
  add_output_options(line, training.out);
}

/// What rules can be about, and those that there are without --rule.
std::string about_rules(const Options& options) {
  std::string text = "Signals of the network without --widths and --start, as --rule names them:";
  std::size_t column = 100;
  for (const std::string& name : signal_names(paper_network(DataSource{}.name, Activation::sigmoid),
                                              options.training.plan.monitor)) {
    if (column + name.size() > 96) text += "\n ", column = 1;
    text += " " + name;
    column += name.size() + 1;
  }
  text +=
      "\nDetectors: window, baseline, means, cusum. Actions: note, learning_rate FACTOR, pull "
      "FACTOR, stop, roll_back.\nRules without --rule:";
  for (const std::string& rule : default_rules) text += "\n  " + rule;
  return text;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  o->training.program = "train";
  o->training.out = "train.h5";
  o->training.plan.setup.stopping = {.max_epochs = 20, .patience = 10000};
  add_options(line, *o);
  line.add_note(about_rules(*o));
  return [o] { return run(*o); };
}

/// Training at the beta just behind the fourth transition, from the weights just before it; and an
/// origin sweep as one long training, whose baseline is a tenth of the samples of the steps.
std::vector<PlannedRun> plan(const std::string& profile) {
  const std::string all = fmt::format("--subset {}", example_count("mnist", Split::train));
  const std::string fall =
      of_profile<std::string>(profile, all + " --max-epochs 3 --keep-steps 100",
                              "--max-epochs 4 --keep-steps 100", "--max-epochs 10 --keep-steps 50");
  const std::string sweep = of_profile<std::string>(
      profile, "--beta-step 0.006 --max-epochs 12 --curvature-every 20 --baseline 60",
      "--subset 15000 --beta-step 0.001 --max-epochs 50 --curvature-every 5 --baseline 1800",
      "--beta-step 0.0002 --max-epochs 50 --curvature-every 5 --baseline 27000");
  return {{.files = {"monitoring/fall.h5"},
           .options = fmt::format("--start @{} --beta-of @{} {}", checkpoint_file(4, "before"),
                                  checkpoint_file(4, "after"), fall),
           .dataset = "mnist"},
          {.files = {"monitoring/watched_sweep.h5"},
           .options = sweep + " --beta-max 0.09 --patience 5 --keep-every 0",
           .dataset = "mnist"}};
}

const Registration verb(
    {.name = "train",
     .summary = "Train a network and watch: signals, detectors, rules and checkpoints.",
     .example = "caldera train --max-epochs 20 --rule \"epoch/error window up learning_rate 0.5\"",
     .prepare = prepare,
     .group = VerbGroup::first,
     .plan = plan});

}  // namespace
}  // namespace caldera
