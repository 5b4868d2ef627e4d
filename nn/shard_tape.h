#pragma once
// One shard's worth of a model: what full-data passes record and replay.

#include <algorithm>
#include <span>
#include <vector>

#include "caldera/autograd/companion.h"
#include "caldera/nn/dataset.h"
#include "caldera/nn/network.h"
#include "caldera/nn/sharding.h"

namespace caldera {

/// A recorded network for shards of `rows` examples, with room for its adjoints.
struct ShardTape {
  ShardTape(const NetworkShape& shape, std::size_t rows) : network(shape, rows), adjoints(network.tape) {}
  NetworkTape<double> network;
  Companion<double> adjoints;
};

/// The examples of one shard, widened to double.
struct ShardData {
  std::vector<double> inputs, labels;

  /// Reads a shard and lets the leaves of `network` point at it.
  void load(const Dataset& data, const Shard& shard, NetworkTape<double>& network) {
    inputs.resize(shard.rows * data.features);
    labels.resize(shard.rows);
    std::copy_n(data.matrix().row(shard.first).data(), inputs.size(), inputs.data());
    std::copy_n(data.labels.data() + shard.first, shard.rows, labels.data());
    network.tape.bind(network.inputs, inputs);
    network.tape.bind(network.labels, labels);
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
