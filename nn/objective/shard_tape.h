#pragma once
// One shard's worth of a model: what full-data passes record and replay.

#include <algorithm>
#include <span>
#include <vector>

#include "caldera/autograd/node_matrices.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"
#include "caldera/nn/objective/shard_examples.h"

namespace caldera {

/// A model for shards of `rows` examples, with room for its adjoints. Owns both.
template <class T>
struct ShardTape {
  /// rows: 1 or more.
  ShardTape(const Recorder& recorder, std::size_t rows)
      : model(recorder, rows), adjoints(model.tape) {}
  ModelTape<T> model;        ///< its leaves are bound by ShardData::load()
  NodeMatrices<T> adjoints;  ///< beside model.tape; its parameters are bound by whoever pulls back
};

/// Adds to `correct`, an entry a class, how many rows of that label have their largest logit there, the
/// first of equal ones: whole numbers, so their sums are exact. logits: n × classes; labels: n.
template <class T>
void count_correct(ConstMatrix<T> logits, std::span<const std::uint8_t> labels,
                   std::span<double> correct) {
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const auto row = logits.row(i);
    if (std::ranges::max_element(row) - row.begin() == labels[i]) ++correct[labels[i]];
  }
}

}  // namespace caldera
