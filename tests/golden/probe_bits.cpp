// Bits of the probes, on a small network and real MNIST.

#include "caldera/nn/data/mnist.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/landscape/scalar_curvature.h"
#include "caldera/probes/spectrum/density.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "caldera/probes/spectrum/trace_estimates.h"
#include "tests/golden/computations.h"

namespace caldera::golden {
namespace {

Step pairs_step(const std::string& name, const EigenSummary& found) {
  std::vector<double> values, residuals, bounds;
  for (const Eigenpair& pair : found.pairs) {
    values.push_back(pair.value);
    residuals.push_back(pair.residual);
    bounds.push_back(pair.bound);
  }
  Step step{name};
  step.add("values", values);
  step.add("residuals", residuals);
  step.add("bounds", bounds);
  step.add("vectors", found.vectors);
  step.add("products", static_cast<double>(found.products));
  return step;
}

/// Steps in float, and what a brief search says of all others.
Step single_step(SymmetricOperator& a, SymmetricOperator& in_float) {
  const EigenSummary found =
      eigenpairs(a, in_float, {.top = 5, .tolerance = 1e-4, .brief_search = true});
  Step step = pairs_step("probes/eigenpairs, single", found);
  step.add("rounding", found.rounding);
  step.add("lowest of the others", found.others.lowest);
  step.add("highest of the others", found.others.highest);
  return step;
}

void add_estimate(Step& step, const std::string& name, const Estimate& estimate) {
  step.add(name, estimate.value);
  step.add(name + ", standard error", estimate.standard_error);
}

void add_density(Record& record, SymmetricOperator& a) {
  const SpectralDensity found =
      spectral_density(a, {.sampling = {.least_samples = 4, .most_samples = 4, .block = 2},
                           .steps = 12,
                           .grid_points = 50});
  Step step{"probes/density"};
  step.add("nodes", found.rules.front().nodes);
  step.add("weights", found.rules.front().weights);
  step.add("density", found.density);
  step.add("standard error", found.standard_error);
  record.push_back(step);
}

}  // namespace

void probe_bits(const Request& request, Record& record) {
  const Dataset data = first_examples(load_mnist(request.mnist, Split::train), 200);
  const NetworkShape shape{{784, 16, 10}, Activation::tanh};
  std::vector<double> theta;
  for (const float entry : initial_parameters(shape, 1)) theta.push_back(4 * double{entry});
  DatasetObjective objective(shape, data, {.rows = 30, .groups = 4});
  const auto hessian = objective.linearize(theta);

  record.push_back(pairs_step("probes/eigenpairs",
                              eigenpairs(*hessian, {.top = 4, .bottom = 3, .block = 2})));
  record.push_back(pairs_step(
      "probes/eigenpairs, restarted",
      eigenpairs(*hessian,
                 {.largest_magnitude = 6, .bottom = 1, .tolerance = 1e-4, .basis = 20})));
  record.push_back(single_step(*hessian, *objective.linearize_in_float(theta, Curvature::hessian)));
  add_density(record, *hessian);
  const Sampling sampling{.least_samples = 16, .most_samples = 16};
  Step step{"probes/estimates"};
  add_estimate(step, "trace", hutchinson_trace(*hessian, sampling));
  add_estimate(step, "trace, Hutch++", hutch_plus_plus_trace(*hessian, 8, sampling));
  add_estimate(step, "Frobenius norm", frobenius_norm(*hessian, sampling));
  step.add("diagonal", estimate_diagonal(*hessian, sampling).value);
  add_estimate(step, "scalar curvature", scalar_curvature(objective, theta, sampling).curvature);
  record.push_back(step);
}

}  // namespace caldera::golden
