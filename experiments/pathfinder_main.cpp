// Pathfinder of "Phase transitions reveal hierarchical structure in deep neural networks" (Ersoy,
// Cardozo Licha, Wiesner, arXiv 2512.11866): from a trained minimum to another point.
//
// Sample runs:
//   pathfinder --start seed1.h5 --start-point 0 --reference seed1.h5 --reference-transition 4
//   pathfinder --start minimum1.h5 --reference minimum2.h5 --beta-step 1e-7 --beta-max 5e-6
//
// Description: follows the minimum of E + β‖θ − θ_ref‖² as β grows, each β from the
// weights of the last with a fresh Adam, starting at the given weights. Here β‖θ − θ_ref‖² is both
// minimised and reported, so the Hessian of what is minimised is ∇²E + 2βI. E is that of the data set
// which both runs were made on; they must agree. If they were trained on a part of it, so is the path.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include "autograd/arithmetic/error.h"
#include "experiments/number_options.h"
#include "experiments/place.h"
#include "experiments/program.h"
#include "experiments/sweep_options.h"

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Follow a minimum while it is pulled towards another point.", "pathfinder");
  app.footer(
      "Example: pathfinder --start seed1.h5 --start-point 0 --reference seed1.h5 "
      "--reference-transition 4 --out path.h5");
  Sweep sweep;
  sweep.program = "pathfinder";
  sweep.out = "pathfinder.h5";
  GridOptions grid;
  Place start, reference;
  add_place_options(app, "start", start);
  add_place_options(app, "reference", reference);
  std::optional<std::string> dataset;
  app.add_option("--dataset", dataset, data_set_help);
  add_sweep_options(app, sweep, grid);
  add_number(app, "--learning-rate", sweep.setup.learning_rate, positive, "Of Adam")
      ->capture_default_str();
  return run_program(app, argc, argv, [&] {
    const BetaGrid betas = grid.applied_to(path_grid(sweep.profile));
    check(betas);
    const Model from = read(start), to = read(reference);
    if (describe(from.shape) != describe(to.shape))
      throw InputError("reference", reference.file.string(), describe(from.shape),
                       describe(to.shape), "start and reference must be of one architecture");
    sweep.setup.shape = from.shape;
    take_data(sweep.setup, data_of_models({start.file, reference.file}, dataset, sweep.setup.data,
                                          sweep.setup.seed));
    sweep.start = float_parameters(from, start.file);
    const std::vector<float> target = float_parameters(to, reference.file);
    sweep.pull = {.convention = PullConvention::pathfinder, .reference = target};
    sweep.configuration = {{"start", fingerprint(sweep.start)},
                           {"reference", fingerprint(target)}};
    set_grid(sweep, betas);
    if (!is_complete(sweep)) run_sweep(sweep);
    return success;
  });
}
