// Deep linear networks, whose transitions are known in closed form: what minimisation and continuation
// find of them, to the last digits.
//
// Sample runs:
//   caldera linear_cascade --out linear.h5
//   caldera linear_cascade --profile smoke --seed 2 --out smoke.h5
//
// Description: f(x) = W_D…W₁x of depth D = 2, 3 and 4 learns a target with the singular values 1.7, 1.2
// and 0.8 (nn/models/linear_network.h). For each depth
//   - the minimum of L = E + (β/2)‖θ‖² is followed while β rises until all modes are zero, and while
//     it falls again;
//   - the curves of stationary points are followed by continuation, past the end of every mode and
//     back along the saddles, and the ends are refined;
//   - at each transition, short sweeps with ever smaller steps of β measure by how much the mode's
//     product jumps in the step in which the mode disappears: this tells the order;
//   - next to each end, the smallest eigenvalue of ∇²L is measured against the distance in β.
// The closed forms (nn/models/linear_mode.h) are written beside all this, and used for nothing but the
// disturbed start and the range of β. The figure: plots/linear_cascade/figure.cpp.

#include <fmt/format.h>

#include <algorithm>

#include "experiments/linear_cascade/closed_forms.h"
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
  std::filesystem::path out = "linear.h5";
};

constexpr std::size_t depths[] = {2, 3, 4};
constexpr double singular_values[] = {1.7, 1.2, 0.8};

LinearStudyOptions study_of(const Options& options) {
  LinearStudyOptions study = of_profile<LinearStudyOptions>(
      options.profile, {.points = 40, .steps = 8}, {}, {.points = 400});
  study.seed = static_cast<std::uint64_t>(options.seed);
  return study;
}

RunIdentity identity_of(const Options& options, const LinearStudyOptions& study) {
  return {.program = "linear_cascade",
          .study = "linear",
          .profile = options.profile,
          .seed = options.seed,
          .configuration = {{"depths", listed(depths)},
                            {"deviation", study.deviation},
                            {"farthest", study.farthest},
                            {"largest_step", study.largest_step},
                            {"minima", integer(study.minima)},
                            {"points", integer(study.points)},
                            {"saddles", integer(study.saddles)},
                            {"singular_values", listed(singular_values)},
                            {"steps", integer(study.steps)}}};
}

void say(const LinearRun& run) {
  for (const std::string& note : run.notes) print_out("linear_cascade: {}\n", note);
  for (const LinearCritical& at : run.critical)
    print_out(
        "linear_cascade: depth {:g} mode {:g} {} beta {:.12f}, formula {:+.1e}, "
        "estimate {:.1e}\n",
        at.depth, at.mode, at.fold == 1 ? "fold  " : "branch", at.beta, at.beta - at.formula,
        at.beta_error);
  for (const LinearOrder& order : run.orders)
    print_out(
        "linear_cascade: depth {:g} mode {:g} {} jump ~ step^{:.4f} +- {:.4f}, at 0 {:.9f}, "
        "formula {:+.1e}\n",
        order.depth, order.mode, order.rising == 1 ? "rising" : "falling", order.exponent,
        order.exponent_error, order.limit, order.limit - order.formula);
  for (const LinearExponent& law : run.exponents)
    print_out("linear_cascade: depth {:g} mode {:g} {} eigenvalue ~ distance^{:.5f} +- {:.5f}\n",
              law.depth, law.mode, law.saddle == 1 ? "saddles" : "minima ", law.exponent,
              law.exponent_error);
}

LinearRun study_all(const LinearStudyOptions& study) {
  LinearRun found{.singular_values = {std::begin(singular_values), std::end(singular_values)}};
  Progress progress("linear_cascade");
  for (const std::size_t depth : depths)
    study_depth(found, depth, study, [&](double share) {
      const double done = static_cast<double>(found.depths.size()) + share;
      progress.show(std::min(1.0, done / std::size(depths)), fmt::format("depth {}", depth));
    });
  return found;
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const LinearStudyOptions study = study_of(options);
  const StudyRun run(options.out, identity_of(options, study));
  if (is_complete(run)) return success;
  prepare_output(options.out);

  // 2. Depth by depth.
  const LinearRun found = study_all(study);

  // 3. The run file, and what was found.
  write_run(
      run,
      fmt::format("{} critical points of {} depths", found.critical.size(), found.depths.size()),
      [&](RunWriter& file) { write_linear_run(file, found); });
  say(found);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, seed_range, "Of the disturbance of the start");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"theory/linear.h5"}, .is_quick = true}};
}

const Registration verb(
    {.name = "linear_cascade",
     .summary = "Transitions of deep linear networks against their closed forms.",
     .example = "caldera linear_cascade --out linear.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
