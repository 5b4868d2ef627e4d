#include "caldera/nn/objective/shard_examples.h"

#include "caldera/autograd/ops.h"

namespace caldera {
namespace {

/// The inputs of a shard, row by row.
std::span<const float> inputs_of(const Dataset& data, const Shard& shard) {
  return std::span(data.inputs).subspan(shard.first * data.features, shard.rows * data.features);
}

}  // namespace

template <class T>
ShardExamples<T>::ShardExamples(const Dataset& data, const Shard& range) : shard(range) {
  if (!skips_background(data)) return;
  const auto inputs = inputs_of(data, shard);
  const std::vector<T> widened(inputs.begin(), inputs.end());
  background.emplace();
  background->assign({widened.data(), shard.rows, data.features}, T{data.background});
}

template <class T>
ShardedData<T>::ShardedData(const Dataset& examples, const Sharding& sharding)
    : data(examples), cut(sharding) {
  const auto shards = own_shards_by_group(data.count, sharding);
  groups.resize(shards.size());
  for_each_group(shards.size(), [&](std::size_t g, std::size_t) {
    for (const Shard& shard : shards[g]) groups[g].emplace_back(data, shard);
  });
}

template <class T>
void ShardData<T>::load(const Dataset& data, const ShardExamples<T>& examples, ModelTape<T>& model) {
  const Shard& shard = examples.shard;
  const std::size_t width = data.target_count();
  if (!examples.background || !ops::is_read_by_affine_alone(model.inputs)) {
    const auto given = inputs_of(data, shard);
    inputs.assign(given.begin(), given.end());
    model.tape.bind(model.inputs, inputs);
  }
  targets.resize(shard.rows * width);
  for (std::size_t i = 0; i < shard.rows; ++i)
    data.read_targets(shard.first + i, std::span(targets).subspan(i * width, width));
  model.tape.bind(model.targets, targets);
  model.tape.bind_background(model.inputs, examples.background ? &*examples.background : nullptr);
}

template struct ShardExamples<float>;
template struct ShardExamples<double>;
template struct ShardedData<float>;
template struct ShardedData<double>;
template struct ShardData<float>;
template struct ShardData<double>;

}  // namespace caldera
