// Hysteresis of "Phase transitions between accuracy regimes in L2 regularized deep neural networks"
// (Ersoy and Wiesner, arXiv 2505.06597): the way back.
//
// Sample runs:
//   hysteresis --rising results/study/origin_sweep/seed1.h5 --out falling1.h5
//   hysteresis --rising smoke.h5 --profile smoke --out falling.h5
//
// Description: an origin sweep has followed a network on MNIST while β rose. From the weights that it
// ended with, β falls to 0, and it is trained in the same way: each β from the weights of the last,
// with a fresh Adam and the settings of that sweep. Where both branches differ, two minima coexist,
// and the one that is found depends on the past.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include "experiments/place.h"
#include "experiments/program.h"
#include "experiments/sweep_options.h"
#include "experiments/sweep_table.h"

namespace caldera {
namespace {

/// The step of β. Nothing happens over most of the way, so it is coarser than that of the rise.
double step_of(const std::string& profile) { return of_profile(profile, 0.005, 0.003, 0.0002); }

/// How a sweep was trained; in the profile smoke on few examples.
TrainingSetup setup_for(const RunFile& rising, const std::string& profile) {
  TrainingSetup setup = setup_of(rising);
  if (profile == "smoke") setup.subset = smoke_examples;
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
  GridOptions grid;
  std::filesystem::path rising, data = "data/mnist";
  app.add_option("--rising", rising, "Run file of the origin sweep")->required();
  app.add_option("--profile", sweep.profile, "smoke, study or paper")->capture_default_str();
  app.add_option("--beta-step", grid.step, "Instead of the profile's");
  app.add_option("--data", data, "Folder with the data set's four files")->capture_default_str();
  app.add_option("--out", sweep.out, "Run file to write")->capture_default_str();
  add_arithmetic_options(app);
  return run_program(app, argc, argv, [&] {
    const RunFile run(rising);
    const double top = read_sweep(run).back().beta;
    sweep.grid = grid.applied_to({.step = step_of(sweep.profile), .max = top, .falling = true});
    sweep.setup = setup_for(run, sweep.profile);
    sweep.setup.data = data;
    check(sweep);
    sweep.start = float_parameters(read_model(rising), rising);
    sweep.configuration = {{"direction", "falling"}, {"start", fingerprint(sweep.start)}};
    if (!is_complete(sweep)) run_sweep(sweep);
    return success;
  });
}
