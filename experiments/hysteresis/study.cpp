// Hysteresis of "Phase transitions between accuracy regimes in L2 regularized deep neural networks"
// (Ersoy and Wiesner, arXiv 2505.06597): after an origin sweep, β falls again.
//
// Sample runs:
//   caldera hysteresis --rising results/study/origin_sweep/seed1.h5 --out falling1.h5
//   caldera hysteresis --rising smoke.h5 --profile smoke --out falling.h5
//
// Description: an origin sweep has followed a network while β rose. From the weights that it
// ended with, β falls to 0, and it is trained in the same way: each β from the weights of the last,
// with a fresh Adam and the settings of that sweep. Where both branches differ, two minima coexist,
// and the one that is found depends on the past.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include <fmt/format.h>

#include <algorithm>

#include "experiments/model/place.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"
#include "experiments/sweep/planned_sweeps.h"
#include "experiments/sweep/record.h"
#include "experiments/sweep/sweep.h"

namespace caldera {
namespace {

/// β falls in coarse steps as long as nothing happens, which is known from the paper, and then in
/// fine ones.
struct FallingGrid {
  double coarse_step = 0.015, fine_step = 0.003, fine_from = 0.03;
};

FallingGrid grid_of(const std::string& profile) {
  return of_profile<FallingGrid>(profile, {.coarse_step = 0.03}, {},
                                 {.coarse_step = 0.0002, .fine_step = 0.0002});
}

/// From `top` down to fine_from, and from there to 0; multiples of the steps.
std::vector<double> values(const FallingGrid& grid, double top) {
  std::vector<double> betas;
  for (const double beta : values(BetaGrid{grid.fine_step, grid.fine_from})) betas.push_back(beta);
  for (const double beta : values(BetaGrid{grid.coarse_step, top}))
    if (beta > betas.back()) betas.push_back(beta);
  std::ranges::reverse(betas);
  return betas;
}

/// How a sweep was trained, and on what; in the profile smoke on few examples.
TrainingSetup setup_for(const RunFile& rising, const std::string& profile) {
  TrainingSetup setup = setup_of(rising);
  if (profile == "smoke")
    setup.subset = std::min(smoke_examples, setup.subset.value_or(smoke_examples));
  return setup;
}

struct Options {
  Sweep sweep;
  std::filesystem::path rising, data;
};

int run(Options& o) {
  Sweep& sweep = o.sweep;
  refuse_same_file(o.rising, sweep.out);
  const RunFile rising(o.rising);
  const FallingGrid grid = grid_of(sweep.profile);
  sweep.betas = values(grid, read_sweep(rising).back().beta);
  sweep.setup = setup_for(rising, sweep.profile);
  sweep.setup.data = o.data;
  sweep.pull.convention = origin_convention_of(rising);
  sweep.start = float_parameters(read_model(o.rising), o.rising);
  sweep.configuration = {{"beta_max", sweep.betas.front()}, {"coarse_step", grid.coarse_step},
                         {"direction", "falling"},          {"fine_from", grid.fine_from},
                         {"fine_step", grid.fine_step},     {"start", fingerprint(sweep.start)}};
  run_sweep(sweep);
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  o->sweep.program = "hysteresis";
  o->sweep.out = "hysteresis.h5";
  line.add("--rising", o->rising, "Run file of the origin sweep").required();
  line.add_profile(o->sweep.profile);
  line.add("--data", o->data, data_folder_help);
  add_output_options(line, o->sweep.out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string& profile) {
  std::vector<PlannedRun> runs;
  for (const int seed : of_profile<std::vector<int>>(profile, {1}, {1}, sweep_seeds("paper")))
    runs.push_back({.files = {fmt::format("hysteresis/seed{}.h5", seed)},
                    .options = fmt::format("--rising @{}", minimum_file(profile, seed)),
                    .dataset = "mnist"});
  return runs;
}

const Registration verb(
    {.name = "hysteresis",
     .summary = "Follow a network while the pull of an origin sweep falls again.",
     .example = "caldera hysteresis --rising seed1.h5 --out falling1.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
