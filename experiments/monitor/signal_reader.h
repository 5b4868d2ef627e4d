#pragma once
// Every signal of a training run, from snapshots of it. The formulas are in probes/signals/; here is
// what they are applied to. Signals of a step are cheap, those of an epoch and of the curvature are
// sampled less often:
//
// step       error on the mini-batch; gradient_norm, update_norm; of the mini-batch's gradients the
//            variance, the signal, noise_scale and critical_batch; alignment with the top eigenvector and
//            top_share in the span of all known ones; on the probe examples the ranks and the entropy of
//            the last hidden layer; the ranks of each weight matrix
// epoch      running error; error and accuracy on the probe examples; distance, loss; CKA, PWCCA and
//            SVCCA of each hidden layer with itself at the epoch's beginning, and with the next layer
// curvature  |G|², tr Σ and the critical batch of the first training examples, exactly; the top
//            eigenvalues of ∇²E on them, and its trace
//
// Each has step, epoch, beta and learning_rate beside it. Units of eigenvalues are those of E, as θ has
// none.

#include <vector>

#include "experiments/monitor/signal_table.h"
#include "experiments/monitor/snapshot.h"
#include "nn/dataset.h"
#include "nn/hidden_activations.h"
#include "nn/objective.h"

namespace caldera {

/// How closely a run is watched. Part of its configuration.
struct MonitorOptions {
  std::int64_t every = 10;              ///< steps from one sample to the next
  std::int64_t probe_examples = 256;    ///< the first so many test examples, for what layers make of them
  std::int64_t curvature_every = 10;    ///< epochs; 0: never
  std::int64_t curvature_examples = 500;  ///< the first so many training examples
  std::int64_t top = 3;                 ///< eigenvalues
};

/// Reads snapshots in order: it keeps the layers' activations at the beginning of the epoch, and the
/// last eigenvectors.
class SignalReader {
 public:
  /// The data sets must outlive it. They hold as many examples as are used, or more.
  SignalReader(const NetworkShape& shape, const Dataset& training, const Dataset& test,
               const MonitorOptions& options);

  /// A sample of what the moment is for; an epoch's start has none. Adds the pull to the snapshot's
  /// gradient.
  Sample read(Snapshot& snapshot);

  /// The top eigenvectors found last, as many rows of P entries as there are; none before the first.
  const std::vector<double>& eigenvectors() const { return eigenvectors_; }
  /// Those that an interrupted run had.
  void restore(std::vector<double> eigenvectors) { eigenvectors_ = std::move(eigenvectors); }

 private:
  Sample read_step(Snapshot& snapshot);
  Sample read_epoch(const Snapshot& snapshot);
  Sample read_curvature(const Snapshot& snapshot);
  void add_gradient_signals(Snapshot& snapshot, Sample& sample) const;
  void add_activation_signals(Sample& sample) const;
  void add_similarities(Sample& sample) const;
  void add_weight_ranks(std::span<const float> theta, Sample& sample) const;

  NetworkShape shape_;
  MonitorOptions options_;
  Dataset probe_, subset_;
  HiddenActivations layers_;
  DatasetObjective objective_;  // E on the subset
  std::vector<std::vector<double>> reference_;  // activations at the epoch's beginning
  std::vector<double> eigenvectors_;
};

}  // namespace caldera
