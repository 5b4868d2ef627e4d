// The origin sweep of "Phase transitions reveal hierarchical structure in deep neural networks"
// (Ersoy, Cardozo Licha, Wiesner, arXiv 2512.11866), Fig. 2.
//
// Sample runs:
//   origin_sweep --profile smoke --seed 1 --out smoke.h5
//   origin_sweep --profile study --seed 2 --out results/study/origin_sweep/seed2.h5
//   origin_sweep --beta-step 0.01 --beta-max 0.05 --learning-rate 0.015 --out fast.h5
//
// Description: trains an MLP 784-128-128-10 with sigmoids on MNIST from fresh random weights, at
// β = 0 and then at ever larger β, each from the weights of the last with a fresh Adam. β enters
// as weight decay: E + (β/2)‖θ‖² is minimised, E + β‖θ‖² is what the paper reports. As β grows the
// minimum that is followed disappears five times, and the network jumps to a less accurate basin.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include "experiments/program.h"
#include "experiments/sweep_options.h"

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Train on MNIST while the L2 pull towards the origin grows; record every beta.",
               "origin_sweep");
  app.footer("Example: origin_sweep --profile smoke --seed 1 --out smoke.h5");
  Sweep sweep;
  sweep.program = "origin_sweep";
  sweep.shape = {{784, 128, 128, 10}, Activation::sigmoid};
  sweep.out = "origin_sweep.h5";
  GridOptions grid;
  add_sweep_options(app, sweep, grid);
  return run_program(app, argc, argv, [&] {
    sweep.grid = grid.applied_to(origin_grid(sweep.profile));
    check(sweep);
    if (!is_complete(sweep)) {
      sweep.start = initial_parameters(sweep.shape, static_cast<std::uint64_t>(sweep.seed));
      run_sweep(sweep);
    }
    return success;
  });
}
