// The origin sweeps of "Phase transitions reveal hierarchical structure in deep neural networks"
// (Ersoy, Cardozo Licha, Wiesner, arXiv 2512.11866), Figs. 2, 5, 6 and 7.
//
// Sample runs:
//   origin_sweep --profile smoke --seed 1 --out smoke.h5
//   origin_sweep --profile study --seed 2 --out results/study/origin_sweep/seed2.h5
//   origin_sweep --case relu --out relu.h5
//   origin_sweep --beta-step 0.01 --beta-max 0.05 --learning-rate 0.015 --out fast.h5
//
// Description: trains a network from fresh random weights, at β = 0 and then at ever larger β, each
// from the weights of the last with a fresh Adam. β enters as weight decay: E + (β/2)‖θ‖² is
// minimised, E + β‖θ‖² is what the paper reports. As β grows the minimum that is followed disappears,
// and the network jumps to a less accurate basin: in the paper's first case, an MLP 784-128-128-10
// with sigmoids on MNIST, five times. The other cases: experiments/cases.h.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include "experiments/cases.h"
#include "experiments/number_options.h"
#include "experiments/program.h"
#include "experiments/sweep_options.h"

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Train while the L2 pull towards the origin grows; record every beta.",
               "origin_sweep");
  app.footer("Example: origin_sweep --profile smoke --seed 1 --out smoke.h5");
  Sweep sweep;
  sweep.program = "origin_sweep";
  sweep.out = "origin_sweep.h5";
  std::string name = "mnist";
  GridOptions grid;
  std::optional<double> learning_rate;
  app.add_option("--case", name, "mnist, fast, relu, fashion or cnn")->capture_default_str();
  add_number(app, "--learning-rate", learning_rate, positive, "Of Adam, instead of the case's");
  add_sweep_options(app, sweep, grid);
  return run_program(app, argc, argv, [&] {
    const Case wanted = case_named(name, sweep.profile);
    TrainingSetup& setup = sweep.setup;
    setup.dataset = identify({wanted.dataset, setup.data});
    setup.shape = wanted.shape;
    setup.learning_rate = learning_rate.value_or(wanted.learning_rate);
    if (!setup.subset) setup.subset = wanted.subset;
    const BetaGrid betas = grid.applied_to(wanted.grid);
    check(betas);
    set_grid(sweep, betas);
    if (!is_complete(sweep)) {
      sweep.start = initial_parameters(setup.shape, static_cast<std::uint64_t>(setup.seed));
      run_sweep(sweep);
    }
    return success;
  });
}
