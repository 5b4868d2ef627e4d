// Bits of what watches training: signals, detectors, and the evaluation of slices.

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/models/filter_direction.h"
#include "caldera/nn/models/hidden_activations.h"
#include "caldera/nn/objective/plane_evaluation.h"
#include "caldera/nn/training/mini_batches.h"
#include "caldera/probes/detectors/detector.h"
#include "caldera/probes/detectors/synthetic_series.h"
#include "caldera/probes/signals/activation_entropy.h"
#include "caldera/probes/signals/alignment.h"
#include "caldera/probes/signals/canonical_correlation.h"
#include "caldera/probes/signals/gradient_noise.h"
#include "caldera/probes/signals/rank_measures.h"
#include "caldera/probes/signals/similarity.h"
#include "caldera/probes/signals/singular_values.h"
#include "tests/golden/computations.h"

namespace caldera::golden {
namespace {

const NetworkShape shape{{784, 24, 16, 10}, Activation::sigmoid};

void add_ranks(Step& step, const std::string& name, ConstMatrix<float> matrix) {
  const std::vector<double> values = singular_values(matrix);
  const RankMeasures ranks = rank_measures(values);
  step.add(name + ", singular values", values);
  step.add(name + ", ranks",
           std::vector<double>{ranks.effective, ranks.stable, ranks.participation});
}

void add_representations(Record& record, const Dataset& data, std::span<const float> theta) {
  HiddenActivations layers(shape, data);
  layers.compute(theta);
  Step step{"signals/representations"};
  add_ranks(step, "weights", {theta.data(), 24, 784});
  add_ranks(step, "activations", layers[1]);
  const LinearHsic hsic = linear_hsic(layers[0], layers[1], HsicEstimator::debiased);
  step.add("CKA", std::vector<double>{hsic.xy, hsic.xx, hsic.yy, hsic.cka()});
  const CanonicalCorrelations cca = canonical_correlations(layers[0], layers[1]);
  step.add("CCA", cca.correlations);
  step.add("CCA, weights", cca.weights);
  step.add("entropy", activation_entropy(layers[1], {0, 1, 32}));
  record.push_back(step);
}

void add_gradient(Record& record, const Dataset& data, std::span<const float> theta) {
  MiniBatches batches(shape, data, data.count, 1);
  batches.shuffle(0);
  std::vector<float> gradient(theta.size());
  batches.value_and_gradient(0, theta, gradient);
  const std::vector<double> squares = batches.squared_example_gradients();
  const GradientNoise noise = gradient_noise(squares, squared_norm(std::span<const float>(gradient)));
  Step step{"signals/gradient"};
  step.add("squared norms", squares);
  step.add("noise", std::vector<double>{noise.signal, noise.trace, noise.critical_batch()});
  step.add("alignment", alignment(gradient, std::vector<double>(theta.begin(), theta.end())));
  record.push_back(step);
}

void add_flags(Record& record) {
  const std::vector<std::pair<const char*, Detector>> rules = {
      {"window", WindowRule{}}, {"baseline", BaselineRule{}}, {"CUSUM", CusumRule{}}};
  for (const Noise noise : all_noises) {
    std::vector<double> series = synthetic_series(noise, series_length, 7, 0);
    add_change(series, {.size = 3});
    Step step{"signals/series, " + name(noise)};
    step.add("series", series);
    for (const auto& [text, rule] : rules) {
      std::vector<double> flags;
      for (const Flag& flag : find_flags(series, rule))
        flags.insert(flags.end(), {static_cast<double>(flag.start),
                                   static_cast<double>(flag.confirmed), flag.deviations});
      step.add(text, flags);
    }
    record.push_back(step);
  }
}

void add_plane(Record& record, const Dataset& data, std::span<const float> theta) {
  const std::vector<double> centre(theta.begin(), theta.end());
  const std::vector<double> u = filter_direction(shape, centre, 1, 0);
  const std::vector<double> v = filter_direction(shape, centre, 1, 1);
  PlaneEvaluation plane(shape, data, {centre, u, v}, {.rows = 30, .groups = 4});
  std::vector<double> errors;
  for (const PlaneValue& value : plane.at(std::vector<PlanePoint>{{0, 0}, {0.3, -0.7}, {1, 1}}))
    errors.push_back(value.error);
  Step step{"signals/plane"};
  step.add("direction", u);
  step.add("errors", errors);
  record.push_back(step);
}

}  // namespace

void signal_bits(const Request& request, Record& record) {
  const Dataset data = first_examples(load_mnist(request.mnist, Split::train), 100);
  std::vector<float> theta = initial_parameters(shape, 1);
  for (float& entry : theta) entry *= 4;
  add_representations(record, data, theta);
  add_gradient(record, data, theta);
  add_flags(record);
  add_plane(record, data, theta);
}

}  // namespace caldera::golden
