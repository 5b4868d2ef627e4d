#pragma once
// One shard's worth of a model: what full-data passes record and replay.

#include <algorithm>
#include <span>
#include <vector>

#include "autograd/companion.h"
#include "nn/dataset.h"
#include "nn/recorder.h"
#include "nn/sharding.h"

namespace caldera {

/// A model for shards of `rows` examples, with room for its adjoints.
struct ShardTape {
  ShardTape(const Recorder& recorder, std::size_t rows)
      : model(recorder, rows), adjoints(model.tape) {}
  ModelTape<double> model;
  Companion<double> adjoints;
};

/// The examples of one shard, widened to double.
struct ShardData {
  std::vector<double> inputs, targets;

  /// Reads a shard and lets the leaves of `model` point at it.
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

/// Adds to `correct` how many rows of each class have their largest logit at their label.
template <class T>
void count_correct(ConstMatrix<T> logits, std::span<const std::uint8_t> labels,
                   std::vector<std::size_t>& correct) {
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const auto row = logits.row(i);
    if (std::ranges::max_element(row) - row.begin() == labels[i]) ++correct[labels[i]];
  }
}

}  // namespace caldera
