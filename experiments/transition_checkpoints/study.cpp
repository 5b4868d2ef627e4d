// The weights just before and just after a transition of an origin sweep, as model files.
//
// Sample runs:
//   caldera transition_checkpoints --sweep results/study/origin_sweep/seed1.h5 --transition 4 --out T4
//   caldera transition_checkpoints --sweep seed1.h5 --transition 1 --width 1e-10 --out T1
//
// Description: the detector finds a transition of the sweep between two values of β. The bracket is
// halved until it is as narrow as wanted: from the weights before the transition the network is
// trained at the β in the middle, as the sweep does, and the result replaces the end of the bracket
// whose distance from the origin is nearer to its own. Writes <out>_before.h5 and <out>_after.h5, the ends of
// the last bracket; each is a model file and has the table of experiments/sweep/record.h, of one row.
//
// Interrupted at any moment, the same command goes on after the last halving, to the same bits.

#include <fmt/format.h>

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/model/model_file.h"
#include "experiments/model/network_minimiser.h"
#include "experiments/model/training_setup.h"
#include "experiments/run/digest.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/progress.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/record.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::filesystem::path sweep, out = "transition", data;
  std::size_t transition = 1;
  double width = 0;
};

std::filesystem::path file_of(const Options& options, const std::string& side) {
  return options.out.string() + "_" + side + ".h5";
}

RunIdentity identity_of(const Options& options, const TrainingSetup& setup,
                        const std::string& sweep_digest, const std::string& side) {
  RunIdentity identity{.program = "transition_checkpoints",
                       .study = "transition_checkpoints",
                       .profile = options.profile,
                       .seed = setup.seed,
                       .configuration = configuration_of(setup)};
  identity.configuration.merge(
      Configuration{{"side", side},
                    {"sweep", sweep_digest},
                    {"transition", static_cast<std::int64_t>(options.transition)},
                    {"width", options.width}});
  return identity;
}

/// The bracket of the sweep's own grid.
Bracket<float> bracket_of(const Options& options, const std::vector<SweepRow>& rows) {
  const Transition transition = transition_number(options.transition, rows, options.sweep);
  const SweepModels models = read_sweep_models(options.sweep);
  const auto end = [&](std::size_t point) {
    const SweepRow& row = rows[point];
    return BracketEnd<float>{row.beta,
                             row.distance,
                             {static_cast<int>(row.epochs), row.training_error_running},
                             float_parameters(models.at(point), options.sweep)};
  };
  return {end(transition.left), end(transition.right)};
}

void write_end(RunWriter& segment, const std::string& side, const BracketEnd<float>& end) {
  const std::string group = "/state/" + side + "/";
  segment.scalar(group + "beta", end.beta, {"1", "regularisation strength beta"});
  segment.scalar(group + "distance", end.distance, {"1", "distance from the reference"});
  segment.scalar(group + "epochs", std::int64_t{end.summary.iterations}, {"epoch", "epochs used"});
  segment.scalar(group + "error", end.summary.error, {"nat", "running mean over the last epoch"});
  segment.vector(group + "parameters", end.theta, {"1", "parameters, flat"});
}

BracketEnd<float> read_end(const RunFile& segment, const std::string& side) {
  const std::string group = "/state/" + side + "/";
  return {segment.scalar<double>(group + "beta"),
          segment.scalar<double>(group + "distance"),
          {static_cast<int>(segment.scalar<std::int64_t>(group + "epochs")),
           segment.scalar<double>(group + "error")},
          segment.vector<float>(group + "parameters")};
}

int run(const Options& options) {
  // 1. What the runs are. Earlier results of the same runs are left as they are. The file after the
  // transition is written last, so that it says whether both are there.
  for (const char* side : {"before", "after"})
    refuse_same_file(options.sweep, file_of(options, side));
  const RunFile sweep(options.sweep);
  TrainingSetup setup = setup_of(sweep);
  setup.data = options.data;
  const std::string sweep_digest = digest(options.sweep);
  const auto run_of = [&](const std::string& side) {
    return StudyRun(file_of(options, side), identity_of(options, setup, sweep_digest, side));
  };
  // Both are asked: neither file of other settings is overwritten.
  const StudyRun before = run_of("before"), after = run_of("after");
  const bool before_is_there = run_is_complete(before.out, before.identity);
  const bool after_is_there = run_is_complete(after.out, after.identity);
  if (before_is_there && after_is_there && is_complete(after)) return success;

  // 2. The bracket of the sweep, or what an interrupted run made of it; the data.
  const std::vector<SweepRow> rows = read_sweep(sweep);
  Bracket<float> bracket = bracket_of(options, rows);
  const double first_width = bracket.width();
  const TrainingData data = load(setup, "transition_checkpoints");
  Segments segments(after.out, after.identity);
  if (segments.count() > 0) {
    const RunFile segment = segments.open(segments.count() - 1);
    bracket = {read_end(segment, "before"), read_end(segment, "after")};
  }
  NetworkMinimiser minimiser(setup, data.training);

  // 3. Halvings; one segment each. Their shuffles come after those of the sweep.
  Progress progress(fmt::format("transition_checkpoints {}", options.transition));
  const double halvings = std::ceil(std::log2(first_width / options.width));
  std::size_t done = segments.count();
  minimiser.watch = [&](std::size_t, double beta, int) {
    progress.show(static_cast<double>(done) / halvings, fmt::format("beta {:.10g}", beta));
  };
  for (; bracket.width() > options.width; ++done) {
    bisect_bracket<float>(minimiser, {}, rows.size() + done, bracket);
    RunWriter segment = segments.writer(done);
    write_end(segment, "before", bracket.before);
    write_end(segment, "after", bracket.after);
    segments.commit(segment);
  }

  // 4. The two files, and what was found.
  DatasetObjective training_set(setup.shape, data.training), test_set(setup.shape, data.test);
  const auto write = [&](const StudyRun& run, const BracketEnd<float>& end) {
    const PathPoint<float> point{done, {.beta = end.beta}, end.summary, end.theta};
    const auto fill = [&](RunWriter& file) {
      write_sweep(file, {measure(point, training_set, test_set)});
      write_model<float>(file, setup.shape, end.theta);
    };
    write_run(run, "the weights", fill, segments.time_before());
  };
  write(before, bracket.before);
  write(after, bracket.after);
  segments.remove();
  print_out("transition_checkpoints: transition {} at beta {:.10g} to {:.10g}\n",
            options.transition, bracket.before.beta, bracket.after.beta);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--sweep", o->sweep, "Run file of an origin sweep").required();
  line.add("--transition", o->transition, {1, 1000000}, "Which of those that are found, from 1");
  line.add_profile(o->profile);
  line.add("--width", o->width, {1e-3, 1e-5, 1e-10}, positive, "Of the bracket in beta");
  line.add("--data", o->data, data_folder_help);
  line.add("--out", o->out, "Beginning of both files' names");
  add_arithmetic_options(line);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  std::vector<PlannedRun> runs;
  for (int k = 1; k <= planned_transitions; ++k)
    runs.push_back({.files = {checkpoint_file(k, "after"), checkpoint_file(k, "before")},
                    .options = fmt::format("--sweep @{} --transition {}", first_sweep, k),
                    .dataset = "mnist",
                    .out = fmt::format("checkpoints/T{}", k)});
  return runs;
}

const Registration verb(
    {.name = "transition_checkpoints",
     .summary = "Narrow a transition of an origin sweep down, and keep the weights on both sides.",
     .example = "caldera transition_checkpoints --sweep seed1.h5 --transition 4 --out T4",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
