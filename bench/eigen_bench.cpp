// Sample runs:
//   eigen_bench --data data/mnist --model model.h5
//   eigen_bench --data data/mnist --model model.h5 --images 60000 --tol 1e-3 --single
//
// Description: times the eigenpairs of largest magnitude of the Hessian: what pytorch_hessian.py does
// with ARPACK. The clock starts before the Hessian is linearised, and stops when every pair has its
// certificate, which takes four products in all; a search for missing pairs is included. With
// --single all products are in float but those of the certificates, and so is a linearisation of
// their own. Prints measurements: seconds, products, how many of them were search, the largest
// residual, and the largest and smallest magnitude among the pairs.

#include <algorithm>
#include <cmath>

#include "bench/measurement.h"
#include "bench/seconds.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/spectrum/precision.h"
#include "experiments/model/model_file.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string folder = "data/mnist", model;
  std::size_t images = 10000;
  EigenOptions eigen{.largest_magnitude = 50, .brief_search = true};
  bool single = false;
};

int run(const Options& options) {
  const Dataset data = first_examples(load_mnist(options.folder, Split::train), options.images);
  const Model model = read_model(options.model);
  DatasetObjective objective(model.shape, data);
  EigenSummary found;
  const double seconds = seconds_of([&] {
    const auto hessian = objective.linearize(model.parameters);
    found = eigenpairs_in(
                options.single ? Precision::in_float : Precision::in_double, *hessian,
                [&] { return objective.linearize_in_float(model.parameters, Curvature::hessian); },
                options.eigen)
                .found;
  });
  double largest = 0, smallest = found.norm, residual = 0, bound = 0;
  for (const Eigenpair& pair : found.pairs) {
    largest = std::max(largest, std::abs(pair.value));
    smallest = std::min(smallest, std::abs(pair.value));
    residual = std::max(residual, pair.residual);
    bound = std::max(bound, pair.bound);
  }
  print_measurement("seconds", seconds, "s");
  print_measurement("products", static_cast<double>(found.products), "1");
  print_measurement("search", static_cast<double>(found.searched), "1");
  print_measurement("residual", residual, "nat");
  print_measurement("bound", bound, "nat");
  print_measurement("largest", largest, "nat", 10);
  print_measurement("smallest", smallest, "nat", 10);
  return found.converged ? success : negative_finding;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add("--data", o->folder, "Folder with the four MNIST files");
  line.add("--model", o->model, "Model file").required();
  line.add("--images", o->images, {1, 60000}, "The first so many of the training set");
  line.add("--pairs", o->eigen.largest_magnitude, {1, 1000}, "How many");
  line.add("--tol", o->eigen.tolerance, positive, "Largest residual, as a share of the norm");
  line.add("--single", o->single, "Products in float, certificates in double");
  add_arithmetic_options(line);
  return [o] { return run(*o); };
}

}  // namespace
}  // namespace caldera

int main(int argc, char** argv) {
  return caldera::run_program(
      {.name = "eigen_bench",
       .summary = "Seconds and products of the eigenpairs of largest magnitude.",
       .example = "eigen_bench --data data/mnist --model model.h5",
       .prepare = caldera::prepare},
      {argv + 1, argv + argc});
}
