// Scalar curvature of the error surface along a sweep: does it change at the transitions, as in
// "Phase transitions between accuracy regimes in L2 regularized deep neural networks" (Ersoy,
// Wiesner, arXiv 2505.06597)?
//
// Sample runs:
//   caldera curvature_change --sweep results/study/origin_sweep/seed1.h5 --out curvature.h5
//   caldera curvature_change --sweep seed1.h5 --profile smoke --out smoke.h5
//   caldera curvature_change --sweep seed1.h5 --every 5 --subset 5000 --directions 200 --out coarse.h5
//
// Description: at points of a sweep that ran before, estimates the scalar curvature R of the graph
// of E over θ with its standard error, and what it is made of: tr H and tr H² likewise, ‖g‖², gᵀHg
// and ‖Hg‖² exactly; g = ∇E, H = ∇²E (probes/scalar_curvature.h). E is that of the first of the
// examples that the sweep was trained on. The points are every n-th of the sweep and both ends of every
// transition that the detector finds. All of them see the same random directions.
//
// Interrupted at any moment, the same command goes on after the last finished point, to the same
// bits.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "experiments/curvature_change/record.h"
#include "experiments/model/data_sets.h"
#include "experiments/model/model_file.h"
#include "experiments/run/digest.h"
#include "experiments/run/segments.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/profile.h"
#include "experiments/study/progress.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "nn/objective.h"

namespace caldera {
namespace {

/// How closely a profile looks.
struct Resolution {
  std::size_t every = 0;   ///< n
  std::size_t subset = 0;  ///< training images, the first so many
  std::size_t directions = 0;
};

struct Options {
  std::string profile = "study";
  Resolution resolution;
  std::int64_t seed = 1;
  std::optional<std::size_t> subset;  // instead of the profile's
  std::filesystem::path sweep, data, out = "curvature_change.h5";
};

constexpr std::size_t block = 8;

RunIdentity identity_of(const Options& o, const RunData& made_on) {
  const Sharding sharding;
  const auto integer = [](std::size_t number) { return static_cast<std::int64_t>(number); };
  return {.program = "curvature_change",
          .study = "curvature_change",
          .profile = o.profile,
          .seed = o.seed,
          .configuration = {{"block", integer(block)},
                            {"dataset", made_on.source.name},
                            {"directions", integer(o.resolution.directions)},
                            {"every", integer(o.resolution.every)},
                            {"groups", integer(sharding.groups)},
                            {"shard_rows", integer(sharding.rows)},
                            {"subset", integer(o.resolution.subset)},
                            {"sweep", digest(o.sweep)}}};
}

/// The rows of the table that are the ends of each transition.
std::vector<TransitionRows> brackets(const std::vector<Transition>& transitions,
                                     const std::vector<std::size_t>& points) {
  const auto row_of = [&](std::size_t point) {
    return static_cast<std::size_t>(std::ranges::find(points, point) - points.begin());
  };
  std::vector<TransitionRows> result;
  for (const Transition& transition : transitions)
    result.push_back({row_of(transition.left), row_of(transition.right)});
  return result;
}

int run(Options options) {
  const auto started = std::chrono::steady_clock::now();

  // 1. What the run is. An earlier result of the same run is left as it is.
  const std::vector<SweepRow> rows = read_sweep(RunFile(options.sweep));
  const RunData made_on = data_of_runs({options.sweep}, options.data);
  options.resolution.subset =
      examples_for(made_on, "--subset", options.subset,
                   of_profile<std::size_t>(options.profile, 300, 500, 5000));
  const RunIdentity identity = identity_of(options, made_on);
  if (Segments::is_complete(options.out, identity)) return success;

  // 2. The sweep, its points, and the data.
  const std::vector<Transition> transitions = find_transitions(rows);
  const std::vector<std::size_t> points =
      points_to_visit(rows, transitions, options.resolution.every);
  const SweepModels models = read_sweep_models(options.sweep);
  const Dataset data =
      first_examples(load(made_on.source, Split::train), options.resolution.subset);
  check_fits(models.shape, options.sweep.string() + ":/@layers", data);
  DatasetObjective objective(models.shape, data);
  const Sampling sampling{.seed = static_cast<std::uint64_t>(options.seed),
                          .least_samples = options.resolution.directions,
                          .most_samples = options.resolution.directions,
                          .block = block};

  // 3. One point after the other; one segment each.
  Segments segments(options.out, identity);
  Progress progress("curvature_change");
  for (std::size_t k = segments.count(); k < points.size(); ++k) {
    const SweepRow& at = rows[points[k]];
    progress.show(static_cast<double>(k) / static_cast<double>(points.size()),
                  fmt::format("beta {:.4f}", at.beta));
    const std::vector<double> theta = models.at(points[k]).parameters;
    RunWriter segment = segments.writer(k);
    write_curvature(segment, {.rows = {{.point = static_cast<double>(points[k]),
                                        .sweep = at,
                                        .at = scalar_curvature(objective, theta, sampling)}},
                              .transitions = {}});
    segment.commit();
  }

  // 4. One file from all segments.
  CurvatureTable table{.rows = {}, .transitions = brackets(transitions, points)};
  for (std::size_t k = 0; k < points.size(); ++k)
    table.rows.push_back(read_curvature(segments.open(k)).rows.front());
  RunWriter file(options.out, identity);
  write_curvature(file, table);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  file.machine("wall_seconds", seconds.count());
  file.commit();
  segments.remove();
  print_out("curvature_change: {} points written to {} in {:.0f} s\n", points.size(),
            options.out.string(), seconds.count());
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--sweep", o->sweep, "Run file of a sweep").required();
  line.add_profile(o->profile);
  line.add("--every", o->resolution.every, {6, 1, 1}, {1, 1000000}, "Takes every n-th point");
  line.add("--subset", o->subset, example_range, "First training images, instead of the profile's");
  line.add("--directions", o->resolution.directions, {16, 32, 64}, {3, 1000000},
           "Random directions");
  line.add("--seed", o->seed, seed_range, "Of random directions");
  line.add("--data", o->data, data_folder_help);
  line.add("--out", o->out, "Run file to write");
  add_arithmetic_options(line);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"theory/curvature.h5"},
           .options = fmt::format("--sweep @{}", first_sweep),
           .dataset = "mnist"}};
}

const Registration verb(
    {.name = "curvature_change",
     .summary = "Scalar curvature of the error surface at points of a sweep.",
     .example = "caldera curvature_change --sweep seed1.h5 --profile smoke --out curvature.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
