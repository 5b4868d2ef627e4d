// A real network: the ends of the Hessian's spectrum, certified, and checked by differences.
//
//     13_mnist data/mnist

#include <fmt/core.h>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/training/training.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "caldera/probes/spectrum/trace_estimates.h"

using namespace caldera;

std::vector<double> trained(const NetworkShape& shape, const Dataset& data) {
  std::vector<float> theta = initial_parameters(shape, 1);
  Trainer trainer(shape, data, 50, 1);
  Adam<float> adam(theta.size(), {});
  for (std::uint32_t epoch = 0; epoch < 20; ++epoch) trainer.run_epoch(theta, adam, {}, epoch);
  return {theta.begin(), theta.end()};
}

/// vᵀ (∇E(θ + h v) − ∇E(θ − h v)) / 2h: the curvature along v, without any second derivative.
double curvature_by_differences(Objective& error, std::vector<double> theta,
                                std::span<const double> v) {
  constexpr double h = 1e-4;
  std::vector<double> ahead(theta.size()), behind(theta.size());
  for (std::size_t i = 0; i < v.size(); ++i) theta[i] += h * v[i];
  error.value_and_gradient(theta, ahead);
  for (std::size_t i = 0; i < v.size(); ++i) theta[i] -= 2 * h * v[i];
  error.value_and_gradient(theta, behind);
  return (dot(v, ahead) - dot(v, behind)) / (2 * h);
}

int main(int argc, char** argv) try {
  const char* folder = argc > 1 ? argv[1] : "data/mnist";
  const Dataset data = first_examples(load_mnist(folder, Split::train), 1000);
  const NetworkShape shape{{784, 16, 10}};
  const std::vector<double> theta = trained(shape, data);

  DatasetObjective error(shape, data);
  const Evaluation now = error.evaluate(theta);
  fmt::print("{} weights, E = {:.4f}, {:.1f} % right\n\n", error.dim(), now.error, now.accuracy);

  const auto hessian = error.linearize(theta);
  const EigenSummary found = eigenpairs(*hessian, {.top = 8, .bottom = 4});
  fmt::print("eigenvalue    bound   by differences\n");
  for (std::size_t i = 0; i < found.pairs.size(); ++i)
    fmt::print("{:10.6f}    {:.0e}{:17.6f}\n", found.pairs[i].value, found.pairs[i].bound,
               curvature_by_differences(error, theta, found.vector_rows().row(i)));
  fmt::print("{}, {} products\n\n", found.converged ? "all converged" : "NOT converged",
             found.products);

  const Estimate trace = hutchinson_trace(*hessian, {.least_samples = 64, .most_samples = 64});
  fmt::print("trace {:.2f}, standard error {:.2f}\n", trace.value, trace.standard_error);
} catch (const InputError& problem) {
  fmt::print(stderr, "13_mnist: {}\n", problem.what());
  return 2;
}
