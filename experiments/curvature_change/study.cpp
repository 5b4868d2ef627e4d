// Scalar curvature of the error surface along a sweep: does it change at the transitions, as in
// "Phase transitions between accuracy regimes in L2 regularized deep neural networks" (Ersoy,
// Wiesner, arXiv 2505.06597)?
//
// Sample runs:
//   caldera curvature_change --sweep results/study/origin_sweep/seed1.h5 --out curvature.h5
//   caldera curvature_change --sweep seed1.h5 --profile smoke --out smoke.h5
//   caldera curvature_change --sweep seed1.h5 --every 5 --subset 5000 --directions 200 --out coarse.h5
//
// Description: at points of an earlier sweep, estimates the scalar curvature R of the graph
// of E over θ with its standard error, and what it is made of: tr H and tr H² likewise, ‖g‖², gᵀHg
// and ‖Hg‖² exactly; g = ∇E, H = ∇²E (probes/landscape/scalar_curvature.h). E is that of the first of the
// examples that the sweep was trained on. The points are every n-th of the sweep and both ends of every
// transition that the detector finds. All of them see the same random directions.
//
// Interrupted at any moment, the same command goes on after the last finished point, to the same
// bits.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/curvature_change/record.h"
#include "experiments/run/digest.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/visit.h"

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

Configuration configuration_of(const Options& o, const RunData& made_on) {
  const Sharding sharding;
  return {{"block", integer(block)},
          {"dataset", made_on.source.name},
          {"directions", integer(o.resolution.directions)},
          {"every", integer(o.resolution.every)},
          {"groups", integer(sharding.groups)},
          {"shard_rows", integer(sharding.rows)},
          {"subset", integer(o.resolution.subset)},
          {"sweep", digest(o.sweep)}};
}

/// The rows of the table that are the ends of each transition.
std::vector<TransitionRows> brackets(const SweepVisit& sweep) {
  const auto row_of = [&](std::size_t point) {
    return static_cast<std::size_t>(std::ranges::find(sweep.points, point) - sweep.points.begin());
  };
  std::vector<TransitionRows> result;
  for (const Transition& transition : sweep.transitions)
    result.push_back({row_of(transition.left), row_of(transition.right)});
  return result;
}

int run(Options options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  std::vector<SweepRow> rows = read_sweep(RunFile(options.sweep));
  const RunData made_on = data_of_runs({options.sweep}, options.data);
  options.resolution.subset =
      examples_for(made_on, "--subset", options.subset,
                   of_profile<std::size_t>(options.profile, 300, 500, 5000));
  const StudyRun run(options.out, "curvature_change", options.profile, options.seed,
                     configuration_of(options, made_on));
  if (is_complete(run)) return success;

  // 2. The sweep, its points, and E on the first examples.
  const SweepVisit sweep = visit(options.sweep, std::move(rows), options.resolution.every,
                                 made_on.source, options.resolution.subset);
  DatasetObjective objective(sweep.models.shape, sweep.data);
  const Sampling sampling{.seed = static_cast<std::uint64_t>(options.seed),
                          .least_samples = options.resolution.directions,
                          .most_samples = options.resolution.directions,
                          .block = block};

  // 3. One point after the other, and one file of all.
  in_steps(
      run, sweep.points.size(), fmt::format("{} points", sweep.points.size()),
      [&](const Step& step) {
        const std::size_t point = sweep.points[step.number];
        step.show(0, fmt::format("beta {:.4f}", sweep.rows[point].beta));
        const std::vector<double> theta = sweep.models.at(point).parameters;
        const CurvatureRow row{.point = static_cast<double>(point),
                               .sweep = sweep.rows[point],
                               .at = scalar_curvature(objective, theta, sampling)};
        write_curvature(step.segment, {.rows = {row}, .transitions = {}});
      },
      [&](const Segments& segments, RunWriter& file) {
        CurvatureTable table{.rows = {}, .transitions = brackets(sweep)};
        for (std::size_t k = 0; k < sweep.points.size(); ++k)
          table.rows.push_back(read_curvature(segments.open(k)).rows.front());
        write_curvature(file, table);
      });
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
  add_output_options(line, o->out);
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
     .plan = plan,
     .on_ranks = true});

}  // namespace
}  // namespace caldera
