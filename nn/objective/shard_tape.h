#pragma once
// One shard's worth of a model: what full-data passes record and replay.

#include <algorithm>
#include <span>
#include <vector>

#include "caldera/autograd/node_matrices.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"
#include "caldera/nn/objective/sharding.h"

namespace caldera {

/// A model for shards of `rows` examples, with room for its adjoints. Owns both.
struct ShardTape {
  /// rows: 1 or more.
  ShardTape(const Recorder& recorder, std::size_t rows)
      : model(recorder, rows), adjoints(model.tape) {}
  ModelTape<double> model;     ///< its leaves are bound by ShardData::load()
  NodeMatrices<double> adjoints;  ///< beside model.tape; its parameters are bound by whoever pulls back
};

/// The examples of one shard, widened to double. Owns them: it must outlive the replays of the tapes
/// that were bound to it.
struct ShardData {
  std::vector<double> inputs;   ///< rows × features
  std::vector<double> targets;  ///< rows × Dataset::target_count()

  /// Reads a shard and lets the leaves of `model`, a tape of as many rows, point at it.
  void load(const Dataset& data, const Shard& shard, ModelTape<double>& model) {
    const std::size_t width = data.target_count();
    inputs.resize(shard.rows * data.features);
    targets.resize(shard.rows * width);
    std::copy_n(data.matrix().row(shard.first).data(), inputs.size(), inputs.data());
    for (std::size_t i = 0; i < shard.rows; ++i)
      data.read_targets(shard.first + i, std::span(targets).subspan(i * width, width));
    model.tape.bind(model.inputs, inputs);
    model.tape.bind(model.targets, targets);
  }
};

/// Adds to `correct`, an entry a class, how many rows of that label have their largest logit there, the
/// first of equal ones. logits: n × classes; labels: n.
template <class T>
void count_correct(ConstMatrix<T> logits, std::span<const std::uint8_t> labels,
                   std::vector<std::size_t>& correct) {
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const auto row = logits.row(i);
    if (std::ranges::max_element(row) - row.begin() == labels[i]) ++correct[labels[i]];
  }
}

}  // namespace caldera
