// Pathfinder of "Phase transitions reveal hierarchical structure in deep neural networks" (Ersoy,
// Cardozo Licha, Wiesner, arXiv 2512.11866): from a trained minimum to another point.
//
// Sample runs:
//   pathfinder --start seed1.h5 --start-point 0 --reference seed1.h5 --reference-transition 4
//   pathfinder --start minimum1.h5 --reference minimum2.h5 --beta-step 1e-7 --beta-max 5e-6
//
// Description: follows the minimum of E + β‖θ − θ_ref‖² on MNIST as β grows, each β from the
// weights of the last with a fresh Adam, starting at the given weights. Here β‖θ − θ_ref‖² is both
// minimised and reported, so the Hessian of what is minimised is ∇²E + 2βI.
//
// Interrupted at any moment, the same command goes on after the last finished β, to the same bits.

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/sha256.h"
#include "experiments/model_file.h"
#include "experiments/option_checks.h"
#include "experiments/program.h"
#include "experiments/sweep_options.h"
#include "experiments/sweep_table.h"

namespace caldera {
namespace {

/// A model file, or a point of a sweep's run file.
struct Place {
  std::filesystem::path file;
  std::optional<std::size_t> point;
  std::optional<std::size_t> transition;  ///< the point just after the k-th, counted from 1
};

/// Refuses what can be refused before anything is read.
void check(const Place& place, const std::string& option) {
  if (place.point) check_count(option + "-point", *place.point, 0, 1000000);
  if (place.transition) check_count(option + "-transition", *place.transition, 1, 1000000);
}

/// The point just after a transition of a sweep.
std::size_t point_after(const Place& place) {
  const std::vector<Transition> found = find_transitions(read_sweep(RunFile(place.file)));
  const std::size_t k = *place.transition;
  if (k > found.size())
    throw InputError("transition", place.file.string(),
                     found.empty() ? "a sweep with transitions"
                                   : "1 to " + std::to_string(found.size()) +
                                         ", those that are found",
                     std::to_string(k), "name one of them, or a point");
  return found[k - 1].right;
}

Model read(Place place) {
  if (place.transition) place.point = point_after(place);
  return place.point ? read_model_at(place.file, *place.point) : read_model(place.file);
}

/// Which weights they are, whatever file they lie in.
std::string fingerprint(const std::vector<float>& theta) {
  return sha256_hex(std::as_bytes(std::span(theta)));
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  using namespace caldera;
  CLI::App app("Follow a minimum on MNIST while it is pulled towards another point.", "pathfinder");
  app.footer(
      "Example: pathfinder --start seed1.h5 --start-point 0 --reference seed1.h5 "
      "--reference-transition 4 --out path.h5");
  Sweep sweep;
  sweep.program = "pathfinder";
  sweep.out = "pathfinder.h5";
  GridOptions grid;
  Place start, reference;
  app.add_option("--start", start.file, "Model file, or run file of a sweep")->required();
  app.add_option("--start-point", start.point, "Point of that sweep, from 0; default: the last");
  app.add_option("--reference", reference.file, "Model file, or run file of a sweep")->required();
  CLI::Option* const point = app.add_option("--reference-point", reference.point, "Point of that sweep");
  app.add_option("--reference-transition", reference.transition,
                 "The point just after this transition of that sweep, from 1")
      ->excludes(point);
  add_sweep_options(app, sweep, grid);
  return run_program(app, argc, argv, [&] {
    sweep.grid = grid.applied_to(path_grid(sweep.profile));
    check(sweep);
    check(start, "--start");
    check(reference, "--reference");
    const Model from = read(start), to = read(reference);
    if (describe(from.shape) != describe(to.shape))
      throw InputError("reference", reference.file.string(), describe(from.shape),
                       describe(to.shape), "start and reference must be of one architecture");
    sweep.shape = from.shape;
    sweep.start = float_parameters(from, start.file);
    const std::vector<float> target = float_parameters(to, reference.file);
    sweep.pull = {.convention = PullConvention::pathfinder, .reference = target};
    sweep.configuration = {{"start", fingerprint(sweep.start)},
                           {"reference", fingerprint(target)}};
    if (!is_complete(sweep)) run_sweep(sweep);
    return success;
  });
}
