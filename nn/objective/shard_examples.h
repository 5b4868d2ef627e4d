#pragma once
// What passes over a data set read of one shard, prepared once.

#include <optional>
#include <span>
#include <vector>

#include "caldera/autograd/background.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"
#include "caldera/nn/objective/sharding.h"

namespace caldera {

/// The examples of one shard; where the data set has a background, by their nonzeros, too: in double
/// 18 bytes for each.
template <class T>
struct ShardExamples {
  /// Reads the inputs, unless nothing is to be skipped.
  ShardExamples(const Dataset& data, const Shard& range);

  Shard shard;                              ///< which examples
  std::optional<Background<T>> background;  ///< of the inputs; in double exact
};

/// This rank's shards of a data set, by group (own_shards_by_group), prepared on arithmetic().threads threads.
/// Borrows the data set, which must outlive it.
template <class T>
struct ShardedData {
  /// examples: one or more.
  ShardedData(const Dataset& examples, const Sharding& sharding);
  ShardedData(const Dataset&&, const Sharding&) = delete;

  const Dataset& data;                                ///< borrowed
  Sharding cut;                                       ///< how it is cut up
  std::vector<std::vector<ShardExamples<T>>> groups;  ///< the shards of each group, in order; of others none
};

/// The inputs and targets of one shard, in T. Owns them: it must outlive the replays of the tapes
/// that were bound to it.
template <class T>
struct ShardData {
  std::vector<T> inputs;   ///< rows × features
  std::vector<T> targets;  ///< rows × Dataset::target_count()

  /// Reads a shard and lets the leaves of `model`, a tape of as many rows, point at it, and at its
  /// background. The inputs stay unread and unbound where their background is all that the model
  /// reads.
  void load(const Dataset& data, const ShardExamples<T>& examples, ModelTape<T>& model);
};

}  // namespace caldera
