// Hysteresis of "Phase transitions between accuracy regimes in L2 regularized deep neural networks"
// (Ersoy and Wiesner, arXiv 2505.06597): the way back.
//
// Sample runs:
//   hysteresis --rising results/study/origin_sweep/seed1.h5 --out falling1.h5
//   hysteresis --rising smoke.h5 --profile smoke --out falling.h5
//
// Description: an origin sweep has followed a network while β rose. From the weights that it
// ended with, β falls to 0, and it is trained in the same way: each β from the weights of the last,
// with a fresh Adam and the settings of that sweep. Where both branches differ, two minima coexist,
// and the one that is found depends on the past.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include <algorithm>

#include "experiments/place.h"
#include "experiments/program.h"
#include "experiments/sweep.h"
#include "experiments/sweep_table.h"

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
  if (profile == "smoke") setup.subset = std::min(smoke_examples, setup.subset.value_or(smoke_examples));
  return setup;
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Follow a network while the pull of an origin sweep falls again.", "hysteresis");
  app.footer("Example: hysteresis --rising seed1.h5 --out falling1.h5");
  Sweep sweep;
  sweep.program = "hysteresis";
  sweep.out = "hysteresis.h5";
  std::filesystem::path rising, data;
  app.add_option("--rising", rising, "Run file of the origin sweep")->required();
  app.add_option("--profile", sweep.profile, "smoke, study or paper")->capture_default_str();
  app.add_option("--data", data, data_folder_help);
  app.add_option("--out", sweep.out, "Run file to write")->capture_default_str();
  add_arithmetic_options(app);
  return run_program(app, argc, argv, [&] {
    const RunFile run(rising);
    const FallingGrid grid = grid_of(sweep.profile);
    sweep.betas = values(grid, read_sweep(run).back().beta);
    sweep.setup = setup_for(run, sweep.profile);
    sweep.setup.data = data;
    sweep.start = float_parameters(read_model(rising), rising);
    sweep.configuration = {{"beta_max", sweep.betas.front()},
                           {"coarse_step", grid.coarse_step},
                           {"direction", "falling"},
                           {"fine_from", grid.fine_from},
                           {"fine_step", grid.fine_step},
                           {"start", fingerprint(sweep.start)}};
    if (!is_complete(sweep)) run_sweep(sweep);
    return success;
  });
}
