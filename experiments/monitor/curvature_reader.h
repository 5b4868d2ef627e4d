#pragma once
// The signals of a training run that need second derivatives, or every example of a subset. They
// take as long as hundreds of steps, so they are computed less often.

#include <vector>

#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/monitor/monitor_options.h"
#include "experiments/monitor/signal_table.h"
#include "experiments/monitor/snapshot.h"

namespace caldera {

class CurvatureReader {
 public:
  /// Throws InputError if there are fewer training examples than `options` wants to look at.
  CurvatureReader(const NetworkShape& shape, const Dataset& training, const MonitorOptions& options);

  /// Top eigenvalues of ∇²E on the subset and its trace; |G|², tr Σ and the critical batch of the same
  /// examples, exactly.
  Sample read(const Snapshot& snapshot);

  /// The top eigenvectors found last, as many rows of P entries as there are, ascending by eigenvalue;
  /// none before the first.
  const std::vector<double>& eigenvectors() const { return eigenvectors_; }
  /// Those that an interrupted run had.
  void restore(std::vector<double> eigenvectors) { eigenvectors_ = std::move(eigenvectors); }

 private:
  NetworkShape shape_;
  std::size_t top_;
  Dataset subset_;
  DatasetObjective objective_;  // E on the subset
  std::vector<double> eigenvectors_;
};

}  // namespace caldera
