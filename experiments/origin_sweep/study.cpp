// The origin sweeps of "Phase transitions reveal hierarchical structure in deep neural networks"
// (Ersoy, Cardozo Licha, Wiesner, arXiv 2512.11866), Figs. 2, 5, 6 and 7.
//
// Sample runs:
//   caldera origin_sweep --profile smoke --seed 1 --out smoke.h5
//   caldera origin_sweep --profile study --seed 2 --out results/study/origin_sweep/seed2.h5
//   caldera origin_sweep --case relu --out relu.h5
//   caldera origin_sweep --beta-step 0.01 --beta-max 0.05 --learning-rate 0.015 --out fast.h5
//   caldera origin_sweep --start smoke.h5 --beta-min 0.09 --beta-max 0.1 --out on.h5
//
// Description: trains a network from fresh random weights, at β = 0 and then at ever larger β, each
// from the weights of the last with a fresh Adam. β enters as weight decay: E + (β/2)‖θ‖² is
// minimised, E + β‖θ‖² is what the paper reports. (Of its convolutional network it reports what is
// minimised, and one SGD without momentum serves all β.) As β grows the minimum that is followed
// disappears, and the network jumps to a less accurate basin: in the paper's first case, an MLP
// with two hidden layers of 128 sigmoids on MNIST, five times. The other cases:
// experiments/origin_sweep/cases.cpp. At the end the transitions are listed that the detector finds
// (probes/transitions/transitions.h).
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/model/place.h"
#include "experiments/origin_sweep/cases.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/options.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/record.h"

namespace caldera {
namespace {

/// What --case and the other options make of a sweep.
struct Options {
  Sweep sweep;
  std::string name = sweep_cases().front().name;
  GridOptions grid;
  std::optional<double> learning_rate;            // these: instead of the case's
  std::optional<int> batch, max_epochs, patience;
  Place start;  ///< no file: random weights
};

/// Where the sweep begins, and with which weights; the configuration names those of another run.
void set_start(Sweep& sweep, const Place& start) {
  const TrainingSetup& setup = sweep.setup;
  if (start.file.empty()) {
    sweep.start = initial_parameters(setup.shape, static_cast<std::uint64_t>(setup.seed));
    return;
  }
  refuse_same_file(start.file, sweep.out);
  const Model model = read(start);
  if (describe(model.shape) != describe(setup.shape))
    throw InputError("start", start.file.string(), describe(setup.shape), describe(model.shape),
                     "name a run of the same case");
  data_of_models({start.file}, setup.dataset, setup.data, setup.seed);  // refuses another data set
  sweep.start = float_parameters(model, start.file);
  sweep.configuration["start"] = fingerprint(sweep.start);
}

/// One line a transition, or one that says that there is none.
void print_transitions(const std::vector<SweepRow>& rows) {
  if (rows.size() < fewest_points) {
    print_out("transitions: not looked for, it takes {} values of beta\n", fewest_points);
    return;
  }
  const std::vector<Transition> transitions = find_transitions(rows);
  if (transitions.empty()) print_out("transitions: none\n");
  for (std::size_t i = 0; i < transitions.size(); ++i)
    print_out("transition {}: beta {:.5f}, between {:.5f} and {:.5f}\n", i + 1, transitions[i].beta,
              transitions[i].beta_left, transitions[i].beta_right);
}

/// How a case is trained, but for what is given.
void set_training(TrainingSetup& setup, const Case& wanted, const Options& o) {
  setup.dataset = identify({wanted.dataset, setup.data});
  setup.shape = wanted.shape;
  setup.optimizer = wanted.optimizer;
  setup.learning_rate = o.learning_rate.value_or(wanted.learning_rate);
  setup.batch = o.batch.value_or(wanted.batch);
  setup.stopping.max_epochs = o.max_epochs.value_or(wanted.stopping.max_epochs);
  setup.stopping.patience = o.patience.value_or(wanted.stopping.patience);
  if (!setup.subset) setup.subset = wanted.subset(o.sweep.profile);
}

int run(Options& o) {
  const Case& wanted = case_named(o.name);
  TrainingSetup& setup = o.sweep.setup;
  set_training(setup, wanted, o);
  o.sweep.pull.convention = wanted.convention;
  const BetaGrid betas = o.grid.applied_to(wanted.grid(o.sweep.profile));
  check_grid(betas);
  set_grid(o.sweep, betas);
  set_start(o.sweep, o.start);
  run_sweep(o.sweep);
  print_transitions(read_sweep(RunFile(o.sweep.out)));
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  o->sweep.program = "origin_sweep";
  o->sweep.out = "origin_sweep.h5";
  line.add("--case", o->name, case_names());
  line.add("--learning-rate", o->learning_rate, positive, "Of the optimizer, instead of the case's");
  line.add("--batch", o->batch, example_range, "Examples per step, instead of the case's");
  line.add("--max-epochs", o->max_epochs, epoch_range,
           "At most, for each beta, instead of the case's");
  line.add("--patience", o->patience, epoch_range,
           "Epochs without a new best error, instead of the case's");
  add_sweep_options(line, o->sweep, o->grid);
  add_place_options(line, "start", o->start);
  return [o] { return run(*o); };
}

/// At ten times the rate: two seeds as published. The study has one of them, in the published steps
/// where the one transition lies that can be judged, and in large ones before and behind:
/// docs/paper.md says how far that moves it.
std::vector<PlannedRun> fast_sweeps(const std::string& profile) {
  const auto run = [](const std::string& file, const std::string& options) {
    return PlannedRun{.files = {file}, .options = "--case fast --seed " + options, .dataset = "mnist"};
  };
  constexpr const char *before = "robustness/coarse_before.h5", *first = "robustness/fast_seed1.h5",
                       *behind = "robustness/coarse_behind.h5";
  const auto from = [](const std::string& start) { return fmt::format("1 --start @{} ", start); };
  return of_profile<std::vector<PlannedRun>>(
      profile, {run(first, "1")},
      {run(before, "1 --beta-step 0.002 --beta-max 0.022"),
       run(first, from(before) + "--beta-min 0.022 --beta-max 0.036"),
       run(behind, from(first) + "--beta-min 0.036 --beta-step 0.002 --beta-max 0.056")},
      {run(first, "1 --beta-max 0.0602"), run("robustness/fast_seed2.h5", "2")});
}

/// Of the origin sweep. In the study the first seed, from which other runs begin, has the finest steps.
std::string seed_options(const std::string& profile, int seed) {
  const std::string others = of_profile<std::string>(profile, "", " --beta-step 0.0015", "");
  return fmt::format("--seed {}{}", seed, seed > 1 ? others : "");
}

/// The sweeps; minima alone, for paths between them; and the other cases. Fashion-MNIST cannot be
/// had everywhere.
std::vector<PlannedRun> plan(const std::string& profile) {
  std::vector<PlannedRun> runs;
  const auto add = [&](const std::string& file, const std::string& options,
                       const std::string& dataset) {
    runs.push_back({.files = {file},
                    .options = options,
                    .dataset = dataset,
                    .is_optional = dataset == "fashion-mnist"});
  };
  for (const int seed : sweep_seeds(profile))
    add(minimum_file(profile, seed), seed_options(profile, seed), "mnist");
  for (const int seed : other_minima(profile))
    if (!is_swept(profile, seed))
      add(minimum_file(profile, seed), fmt::format("--seed {} --beta-max 0", seed), "mnist");
  add("generalisation/relu.h5", "--case relu", "mnist");
  add("generalisation/fashion.h5", "--case fashion", "fashion-mnist");
  add("generalisation/cnn.h5", "--case cnn", "");
  for (const PlannedRun& run : fast_sweeps(profile)) runs.push_back(run);
  return runs;
}

const Registration verb(
    {.name = "origin_sweep",
     .summary = "Train while the L2 pull towards the origin grows; record every beta.",
     .example = "caldera origin_sweep --profile smoke --seed 1 --out smoke.h5",
     .prepare = prepare,
     .group = VerbGroup::first,
     .plan = plan});

}  // namespace
}  // namespace caldera
