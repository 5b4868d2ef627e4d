#include "experiments/monitor/signal_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/signals/activation_entropy.h"
#include "caldera/probes/signals/alignment.h"
#include "caldera/probes/signals/canonical_correlation.h"
#include "caldera/probes/signals/columns.h"
#include "caldera/probes/signals/rank_measures.h"
#include "caldera/probes/signals/similarity.h"
#include "caldera/probes/signals/singular_values.h"
#include "experiments/monitor/sample_parts.h"

namespace caldera {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

void add_ranks(const std::string& of, const std::string& what, const RankMeasures& ranks,
               Sample& sample) {
  add(sample, of + "_effective_rank", "1", "effective rank of " + what, ranks.effective);
  add(sample, of + "_stable_rank", "1", "stable rank of " + what, ranks.stable);
  add(sample, of + "_participation", "1", "participation ratio of " + what, ranks.participation);
}

/// The bins of a hidden unit's activations. Rectified units have no upper end: 4 is beyond most.
Bins bins_of(Activation activation) {
  constexpr std::size_t count = 32;
  if (activation == Activation::sigmoid) return {0, 1, count};
  if (activation == Activation::tanh) return {-1, 1, count};
  return {0, 4, count};
}

ConstMatrix<double> view(const std::vector<double>& values, std::size_t rows) {
  return {values.data(), rows, values.size() / rows};
}

}  // namespace

SignalReader::SignalReader(const NetworkShape& shape, const Dataset& training, const Dataset& test,
                           const MonitorOptions& options)
    : shape_(shape),
      probe_(first_examples(test, static_cast<std::size_t>(options.probe_examples),
                            "--probe-examples")),
      layers_(shape, probe_), curvature_(shape, training, options) {}

Sample SignalReader::read(Snapshot& snapshot) {
  switch (snapshot.moment) {
    case Moment::epoch_start:
      layers_.compute(snapshot.theta);
      reference_.clear();
      for (std::size_t k = 0; k < layers_.count(); ++k)
        reference_.push_back(widened(layers_[k]));
      return {};
    case Moment::step:
      return read_step(snapshot);
    case Moment::epoch_end:
      return read_epoch(snapshot);
    case Moment::curvature:
      return curvature_.read(snapshot);
  }
  return {};
}

Sample SignalReader::read_step(Snapshot& snapshot) {
  Sample sample;
  add_place(snapshot, sample);
  add(sample, "error", "nat", "mean cross-entropy E on the mini-batch", snapshot.error);
  add_gradient_signals(snapshot, sample);
  layers_.compute(snapshot.theta);
  add_activation_signals(sample);
  add_weight_ranks(snapshot.theta, sample);
  return sample;
}

void SignalReader::add_gradient_signals(Snapshot& snapshot, Sample& sample) const {
  // The pull is the same for all examples: it is part of the mean, and has no variance.
  std::vector<float>& gradient = snapshot.gradient;
  const auto batch = static_cast<double>(snapshot.example_squares.size());
  const GradientNoise of_error =
      gradient_noise(snapshot.example_squares, squared_norm(std::span<const float>(gradient)));
  snapshot.pull.add_gradient(snapshot.theta, gradient);
  const double square = squared_norm(std::span<const float>(gradient));
  const GradientNoise noise{.signal = square - of_error.trace / batch, .trace = of_error.trace};
  add(sample, "gradient_norm", "1", "norm of the mini-batch's gradient of what is minimised",
      std::sqrt(square));
  add(sample, "update_norm", "1", "norm of the step of the parameters",
      snapshot.update_norm);
  add_noise(noise, sample);
  add(sample, "noise_scale", "1", "variance of the mini-batch's gradient over the signal",
      noise.scale(batch));

  const std::vector<double>& vectors = curvature_.eigenvectors();
  const bool is_known = !vectors.empty();
  const std::vector<double> wide(gradient.begin(), gradient.end());
  const ConstMatrix<double> top(vectors.data(), vectors.size() / wide.size(), wide.size());
  add(sample, "alignment", "1", "|cosine| of the gradient and the Hessian's top eigenvector",
      is_known ? alignment(wide, top.row(top.rows - 1)) : none);
  add(sample, "top_share", "1", "share of the gradient's square among the top eigenvectors",
      is_known ? share_in_span(wide, top) : none);
}

void SignalReader::add_activation_signals(Sample& sample) const {
  const ConstMatrix<float> last = layers_[layers_.count() - 1];
  const std::vector<double> centred = centred_columns(last);
  add_ranks("hidden", "the last hidden layer's activations",
            rank_measures(singular_values(view(centred, last.rows))), sample);
  add(sample, "hidden_entropy", "nat", "mean entropy of the last hidden layer's units",
      activation_entropy(last, bins_of(shape_.activation)));
}

void SignalReader::add_weight_ranks(std::span<const float> theta, Sample& sample) const {
  for (const ParameterSlice& slice : parameter_slices(shape_)) {
    if (slice.kind != "weight") continue;
    const ConstMatrix<float> weight(theta.data() + slice.offset, slice.rows, slice.cols);
    add_ranks(slice.layer, "the weights of " + slice.layer,
              rank_measures(singular_values(weight)), sample);
  }
}

Sample SignalReader::read_epoch(const Snapshot& snapshot) {
  Sample sample;
  add_place(snapshot, sample);
  add(sample, "error", "nat", "running mean of E over the epoch", snapshot.error);
  layers_.compute(snapshot.theta);
  add(sample, "test_error", "nat", "E on the probe examples", layers_.error());
  add(sample, "test_accuracy", "%", "correct answers on the probe examples", layers_.accuracy());
  const double distance = snapshot.pull.distance(snapshot.theta);
  add(sample, "distance", "1", "distance from the reference of the pull", distance);
  add(sample, "loss", "nat", "error and what the pull adds to what is minimised",
      snapshot.error + snapshot.pull.minimised_penalty(distance));
  add_similarities(sample);
  return sample;
}

void SignalReader::add_similarities(Sample& sample) const {
  const std::vector<std::string> names = hidden_layers(shape_);
  std::vector<std::vector<double>> now;
  for (std::size_t k = 0; k < layers_.count(); ++k) now.push_back(widened(layers_[k]));
  const auto compare = [&](const std::string& name, const std::string& what,
                           const std::vector<double>& a, const std::vector<double>& b) {
    const ConstMatrix<double> x = view(a, probe_.count), y = view(b, probe_.count);
    const CanonicalCorrelations correlations = canonical_correlations(x, y);
    add(sample, name + "_cka", "1", "debiased linear CKA of " + what,
        linear_hsic(x, y, HsicEstimator::debiased).cka());
    add(sample, name + "_pwcca", "1", "PWCCA of " + what, correlations.pwcca());
    add(sample, name + "_svcca", "1", "SVCCA of " + what, correlations.svcca());
  };
  for (std::size_t k = 0; k < now.size(); ++k) {
    compare(names[k], names[k] + " with itself an epoch before", now[k], reference_[k]);
    if (k + 1 < now.size())
      compare(names[k] + "_" + names[k + 1], names[k] + " with " + names[k + 1], now[k],
              now[k + 1]);
  }
}

}  // namespace caldera
