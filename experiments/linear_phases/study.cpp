// Phases of deep linear networks: which minima there are, where they end, where two are equally deep, how
// high the saddle between them is, and the tree that they make.
//
// Sample runs:
//   caldera linear_phases --out phases.h5
//   caldera linear_phases --profile smoke --seed 2 --out smoke.h5
//
// Description: f(x) = W_D…W₁x of depth D = 2, 3 and 4 learns a target with the singular values 1.7, 1.2
// and 0.8 (nn/models/linear_network.h). L = E + (β/2)‖θ‖² is a function of all weights. For each depth
//   - minima are sought by descent, and the curve of each is followed through its fold and back along the
//     saddles behind it; descent on both sides of such a saddle shows which phases it lies between;
//   - both phases are followed to the β at which they are equally deep (probes/continuation/equal_depth.h);
//   - at a grid of β the heights of both and of the saddle are measured;
//   - at three β the minima and the saddles with one negative direction make a tree
//     (probes/landscape/merge_tree.h).
// At depth 2 a phase begins where the last one ends, so that there is one minimum and no barrier.
// Starts are balanced weights in the singular bases of the target, which are known. All numbers are then
// found by Newton's method and descent; the closed forms are in the figure and the verdict
// (plots/linear_phases). A minimum far from all starts would not be seen.

#include <fmt/format.h>

#include <algorithm>

#include "experiments/linear_phases/phases.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/joined.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/progress.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  std::size_t points = 0;
  std::filesystem::path out = "phases.h5";
};

constexpr std::size_t depths[] = {2, 3, 4};
constexpr double singular_values[] = {1.7, 1.2, 0.8};

LinearPhasesOptions study_of(const Options& options) {
  return {.starts = {.seed = static_cast<std::uint64_t>(options.seed)}, .points = options.points};
}

StudyRun run_of(const Options& options, const LinearPhasesOptions& study) {
  return {options.out,
          "linear_phases",
          options.profile,
          options.seed,
          {{"depths", listed(depths)},
           {"deviation", study.starts.deviation},
           {"highest", study.range.highest},
           {"lowest", study.range.lowest},
           {"points", static_cast<std::int64_t>(study.points)},
           {"singular_values", listed(singular_values)},
           {"start", study.range.start}}};
}

void say(const LinearPhases& run) {
  for (const PhaseEnd& end : run.ends)
    print_out("linear_phases: depth {} mode {} {} ends at beta {:.12f} +- {:.1e} by {}\n", end.depth,
              end.mode, end.is_learned ? "learned  " : "unlearned", end.beta, end.beta_error,
              end.found);
  for (const PhaseBalance& at : run.balances)
    print_out("linear_phases: depth {} mode {} equally deep at beta {:.12f} +- {:.1e}\n", at.depth,
              at.mode, at.beta, at.beta_error);
  for (const PhaseMinimum& at : run.minima)
    print_out("linear_phases: depth {} beta {:.6f} minimum {} of loss {:.9f}, {} starts\n", at.depth,
              at.beta, at.learned, at.loss, at.starts);
  for (const PhaseJoin& at : run.joins)
    print_out("linear_phases: depth {} beta {:.6f} minima {} and {} join at {:.9f}, barrier {:.3e}\n",
              at.depth, at.beta, at.deeper, at.shallower, at.height, at.barrier);
}

LinearPhases all_depths(const LinearPhasesOptions& study) {
  LinearPhases found{.singular_values = {std::begin(singular_values), std::end(singular_values)}};
  Progress progress("linear_phases");
  double done = 0;
  for (const std::size_t depth : depths) {
    add_depth(found, depth, study, [&](double share) {
      progress.show(std::min(1.0, (done + share) / std::size(depths)), fmt::format("depth {}", depth));
    });
    ++done;
  }
  return found;
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const LinearPhasesOptions study = study_of(options);
  const StudyRun run = run_of(options, study);
  if (is_complete(run)) return success;
  prepare_output(options.out);

  // 2. Depth by depth.
  const LinearPhases found = all_depths(study);

  // 3. The run file, and what was found.
  write_run(run, fmt::format("{} minima and {} joins", found.minima.size(), found.joins.size()),
            [&](RunWriter& file) { write_linear_phases(file, found); });
  say(found);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, seed_range, "Of the disturbance of the starts");
  line.add("--points", o->points, {8, 40, 200}, {2, 1000}, "Values of beta with a barrier, per mode");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"theory/phases.h5"}, .is_quick = true}};
}

const Registration verb(
    {.name = "linear_phases",
     .summary = "Minima of deep linear networks, their saddles and their tree.",
     .example = "caldera linear_phases --out phases.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
