#pragma once
// E(θ) of a model on a whole data set, and what else one pass over the data tells.

#include <memory>
#include <span>
#include <vector>

#include "nn/dataset.h"
#include "nn/mlp.h"

namespace caldera {

/// What a model does on a data set.
struct Evaluation {
  double error = 0;                    ///< E: mean cross-entropy, nats
  double accuracy = 0;                 ///< correct answers, percent
  std::vector<double> class_accuracy;  ///< the same by true class; NaN for an absent class
};

/// How full-data passes are cut up. Part of the configuration: it fixes the order of all sums.
struct Sharding {
  std::size_t rows = 500;   ///< examples a shard
  std::size_t groups = 16;  ///< shards are dealt to this many groups, in contiguous runs
};

/// The mean cross-entropy E(θ) of an MLP on a data set, as a function of θ, in the precision T.
/// Shards of a group are added in order, groups in a fixed binary tree; threads
/// (arithmetic().threads) take whole groups, so their number changes no bit.
/// The data set must outlive it.
template <class T>
class DatasetObjective {
 public:
  DatasetObjective(const MlpShape& shape, const Dataset& data, const Sharding& sharding = {});
  ~DatasetObjective();

  std::size_t dim() const { return parameter_count_; }

  /// E(θ) and accuracies.
  Evaluation evaluate(std::span<const T> theta);

  /// The same, and out = ∇E(θ).
  Evaluation gradient(std::span<const T> theta, std::span<T> out);

 private:
  struct Worker;  // one thread's recordings and buffers
  struct Group;   // the sums of one group of shards
  void run(std::span<const T> theta, bool with_gradient);
  void run_group(Worker& worker, Group& group, std::span<const T> theta, bool with_gradient);
  Evaluation summarise() const;

  MlpShape shape_;
  const Dataset& data_;
  Sharding sharding_;
  std::size_t parameter_count_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<Group> groups_;
};

}  // namespace caldera
