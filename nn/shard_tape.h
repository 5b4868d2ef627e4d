#pragma once
// One shard's worth of a model: what full-data passes record and replay.

#include <algorithm>
#include <vector>

#include "autograd/companion.h"
#include "nn/dataset.h"
#include "nn/mlp.h"
#include "nn/sharding.h"

namespace caldera {

/// A recorded MLP for shards of `rows` examples, with room for its adjoints.
struct ShardTape {
  ShardTape(const MlpShape& shape, std::size_t rows) : mlp(shape, rows), adjoints(mlp.tape) {}
  MlpTape<double> mlp;
  Companion<double> adjoints;
};

/// The examples of one shard, widened to double.
struct ShardData {
  std::vector<double> inputs, labels;

  /// Reads a shard and lets the leaves of `mlp` point at it.
  void load(const Dataset& data, const Shard& shard, MlpTape<double>& mlp) {
    inputs.resize(shard.rows * data.features);
    labels.resize(shard.rows);
    std::copy_n(data.matrix().row(shard.first).data(), inputs.size(), inputs.data());
    std::copy_n(data.labels.data() + shard.first, shard.rows, labels.data());
    mlp.tape.bind(mlp.inputs, inputs.data());
    mlp.tape.bind(mlp.labels, labels.data());
  }
};

}  // namespace caldera
