// Does more complex data have more transitions, and is the onset of learning of first order for two
// hidden layers and of second for one? Both are claims of "Phase transitions between accuracy
// regimes in L2 regularized deep neural networks" (arXiv 2505.06597).
//
// Sample runs:
//   caldera complexity --out complexity.h5
//   caldera complexity --profile smoke --seed 4 --out smoke.h5
//
// Description: the data are Gaussian mixtures (nn/data/mixture.h), the networks fully connected, with
// tanh. Minima of E + (β/2)‖θ‖² are followed with Newton's method and the gradient of all examples;
// nothing but the mixture and the initial weights is random.
//   - Classes: mixtures of 2 to 8 classes, each in the plane and in eight dimensions. A network
//     with two hidden layers is followed from a random start until its answers no longer depend on the
//     input. The detector counts the transitions on the way (plots/complexity/onset.h).
//   - Onset: three classes in eight dimensions, and networks with one, two and three hidden layers.
//     Near the β at which the trivial phase begins, β rises and falls in steps that are halved again
//     and again. The limit of the jump of ½‖θ‖² = dL/dβ tells the order.
// The figure: plots/complexity/figure.cpp.
//
// Interrupted at any moment, the same command goes on after the last finished mixture or network,
// to the same bits.

#include <fmt/format.h>

#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/minimise/saddle_escaping_minimiser.h"
#include "experiments/complexity/branches.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  std::filesystem::path out = "complexity.h5";
};

/// How closely a profile looks.
struct Resolution {
  std::int64_t seeds = 4;   ///< so many, from --seed on
  std::int64_t stride = 1;  ///< of the numbers of classes: 2, 2 + stride, … 8
  BetaGrid classes = {.step = 0.0025, .max = 1};
  BetaGrid onset = {.step = 1.0 / 64, .max = 1.5};
  int halvings = 6;  ///< of the onset's step
};

Resolution resolution_of(const std::string& profile) {
  return of_profile<Resolution>(profile,
                                {.seeds = 1,
                                 .stride = 3,
                                 .classes = {.step = 0.005, .max = 1},
                                 .onset = {.step = 1.0 / 64, .max = 1.5},
                                 .halvings = 3},
                                {},
                                {.seeds = 10,
                                 .stride = 1,
                                 .classes = {.step = 0.001, .max = 1},
                                 .onset = {.step = 1.0 / 64, .max = 1.5},
                                 .halvings = 8});
}

constexpr std::int64_t most_classes = 8, most_hidden = 3;
constexpr std::int64_t dimensions[] = {2, 8};

Configuration configuration_of(const Resolution& resolution) {
  const GaussianMixture mixture;
  return {{"activation", name(Activation::tanh)},
          {"classes_beta_max", resolution.classes.max},
          {"classes_beta_step", resolution.classes.step},
          {"classes_stride", resolution.stride},
          {"deviation", mixture.deviation},
          {"each", integer(mixture.each)},
          {"kick", SettleRule{}.kick},
          {"onset_beta_max", resolution.onset.max},
          {"onset_beta_step", resolution.onset.step},
          {"onset_halvings", integer(resolution.halvings)},
          {"hidden_width", integer(hidden_width)},
          {"seeds", resolution.seeds},
          {"spread", mixture.spread},
          {"tolerance", NewtonRule{}.gradient}};
}

/// One step's work.
struct Task {
  ComplexityCase of;
  bool onset = false;
};

std::vector<Task> tasks_of(const Options& options, const Resolution& resolution) {
  std::vector<Task> tasks;
  for (std::int64_t seed = options.seed; seed < options.seed + resolution.seeds; ++seed) {
    for (const std::int64_t features : dimensions)
      for (std::int64_t classes = 2; classes <= most_classes; classes += resolution.stride)
        tasks.push_back({{.seed = seed, .features = features, .classes = classes}, false});
    for (std::int64_t hidden = 1; hidden <= most_hidden; ++hidden)
      tasks.push_back({{.seed = seed, .hidden = hidden}, true});
  }
  return tasks;
}

std::string describe(const Task& task) {
  return task.onset ? fmt::format("seed {}, {} hidden", task.of.seed, task.of.hidden)
                    : fmt::format("seed {}, {} classes", task.of.seed, task.of.classes);
}

ComplexityTable perform(const Task& task, const Resolution& resolution,
                        const std::function<void(double)>& watch) {
  return task.onset ? follow_onset(task.of, resolution.onset, resolution.halvings, watch)
                    : follow_classes(task.of, resolution.classes);
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const Resolution resolution = resolution_of(options.profile);
  const StudyRun run(options.out, "complexity", options.profile, options.seed,
                     configuration_of(resolution));
  if (is_complete(run)) return success;

  // 2. One mixture or network after the other, and one file of all.
  const std::vector<Task> tasks = tasks_of(options, resolution);
  in_steps(
      run, tasks.size(), fmt::format("{} mixtures and networks", tasks.size()),
      [&](const Step& step) {
        const Task& task = tasks[step.number];
        const auto watch = [&](double share) { step.show(share, describe(task)); };
        watch(0);
        const ComplexityTable part = perform(task, resolution, watch);
        write_complexity(step.segment, part);
        if (part.unconverged > 0)
          print_out("complexity: {}: {} descents did not end by their gradient\n", describe(task),
                    part.unconverged);
      },
      [&](const Segments& segments, RunWriter& file) {
        ComplexityTable table;
        for (std::size_t k = 0; k < tasks.size(); ++k)
          table.append(read_complexity(segments.open(k)));
        write_complexity(file, table);
      });
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, first_seed_range, "The first seed");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) { return {{.files = {"theory/complexity.h5"}}}; }

const Registration verb(
    {.name = "complexity",
     .summary = "Transitions against the number of classes, and the order of the onset by depth.",
     .example = "caldera complexity --out complexity.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
