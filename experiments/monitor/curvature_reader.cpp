#include "experiments/monitor/curvature_reader.h"

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/autograd/sweeps.h"
#include "caldera/nn/objective/shard_tape.h"
#include "caldera/nn/training/example_gradients.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "caldera/probes/spectrum/trace_estimates.h"
#include "experiments/monitor/sample_parts.h"

namespace caldera {

CurvatureReader::CurvatureReader(const NetworkShape& shape, const Dataset& training,
                                 const MonitorOptions& options)
    : shape_(shape), top_(static_cast<std::size_t>(options.top)),
      subset_(first_examples(training, options.curvature_every == 0
                                           ? 1  // not looked at
                                           : static_cast<std::size_t>(options.curvature_examples),
                              "--curvature-examples")),
      objective_(shape, subset_) {}

namespace {

/// |G|² and tr Σ of all examples of a small data set, exactly.
GradientNoise exact_noise(const NetworkShape& shape, const Dataset& data,
                          std::span<const double> theta, const Regulariser<double>& pull) {
  ShardTape<double> recording(shape, data.count);
  const ShardExamples<double> examples(data, {0, data.count});
  ShardData<double> widened;
  widened.load(data, examples, recording.model);
  const std::vector<double> inputs(data.inputs.begin(),
                                   data.inputs.end());  // for squared_example_gradients()
  recording.model.tape.bind(recording.model.inputs, inputs);
  std::vector<double> gradient(theta.size());
  recording.adjoints.bind_parameters(std::span<double>(gradient));
  recording.model.tape.bind_parameters(theta);
  recording.model.tape.forward();
  const double one = 1;
  pull_back(recording.model.tape, recording.model.loss, ConstMatrix<double>(&one, 1, 1),
            recording.adjoints);
  const std::vector<double> squares =
      squared_example_gradients(recording.model, recording.adjoints);
  GradientNoise noise =
      gradient_noise_of_all(squares, squared_norm(std::span<const double>(gradient)));
  pull.add_gradient(theta, gradient);
  noise.signal = squared_norm(std::span<const double>(gradient));
  return noise;
}

}  // namespace

Sample CurvatureReader::read(const Snapshot& snapshot) {
  Sample sample;
  add_place(snapshot, sample);
  const std::vector<double> theta(snapshot.theta.begin(), snapshot.theta.end());
  const std::vector<double> reference(snapshot.pull.reference.begin(),
                                      snapshot.pull.reference.end());
  add_noise(exact_noise(shape_, subset_, theta,
                        {snapshot.pull.convention, snapshot.pull.beta, reference}),
            sample);

  const std::unique_ptr<SymmetricOperator> hessian = objective_.linearize(theta);
  const EigenSummary summary =
      eigenpairs(*hessian, {.top = top_, .tolerance = 1e-3, .search_products = 0});
  if (!summary.converged)
    fmt::print(stderr, "monitor: after {} products the top eigenvalues are not converged\n",
               summary.products);
  eigenvectors_ = summary.vectors;
  for (std::size_t k = 0; k < top_; ++k)
    add(sample, fmt::format("eigenvalue{}", k + 1), "nat",
        fmt::format("eigenvalue {} of the Hessian of E, from the top", k + 1),
        summary.pairs[top_ - 1 - k].value);
  const Estimate trace = hutchinson_trace(*hessian, {.least_samples = 8, .most_samples = 8});
  add(sample, "trace", "nat", "trace of the Hessian of E", trace.value);
  add(sample, "trace_error", "nat", "its standard error", trace.standard_error);
  return sample;
}

}  // namespace caldera
