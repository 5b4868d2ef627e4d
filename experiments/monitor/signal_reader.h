#pragma once
// Computes every signal of a training run from snapshots. The formulas are in probes/signals/; here
// they are applied to the run. Signals of a step are cheap, those of an epoch and of the curvature
// are sampled less often:
//
// step       error on the mini-batch; gradient_norm, update_norm; of the mini-batch's gradients the
//            variance, the signal, noise_scale and critical_batch; alignment with the top eigenvector and
//            top_share in the span of all known ones; on the probe examples the ranks and the entropy of
//            the last hidden layer; the ranks of each weight matrix
// epoch      running error; error and accuracy on the probe examples; distance, loss; CKA, PWCCA and
//            SVCCA of each hidden layer with itself at the epoch's beginning, and with the next layer
// curvature  curvature_reader.h
//
// Each has step, epoch, beta and learning_rate beside it. Units of eigenvalues are those of E, as θ has
// none.

#include <vector>

#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/hidden_activations.h"
#include "experiments/monitor/curvature_reader.h"
#include "experiments/monitor/monitor_options.h"
#include "experiments/monitor/signal_table.h"
#include "experiments/monitor/snapshot.h"

namespace caldera {

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

  /// What the curvature's signals come from; it keeps the last eigenvectors.
  CurvatureReader& curvature() { return curvature_; }
  const CurvatureReader& curvature() const { return curvature_; }

 private:
  Sample read_step(Snapshot& snapshot);
  Sample read_epoch(const Snapshot& snapshot);
  void add_gradient_signals(Snapshot& snapshot, Sample& sample) const;
  void add_activation_signals(Sample& sample) const;
  void add_similarities(Sample& sample) const;
  void add_weight_ranks(std::span<const float> theta, Sample& sample) const;

  NetworkShape shape_;
  Dataset probe_;
  HiddenActivations layers_;
  std::vector<std::vector<double>> reference_;  // activations at the epoch's beginning
  CurvatureReader curvature_;
};

}  // namespace caldera
