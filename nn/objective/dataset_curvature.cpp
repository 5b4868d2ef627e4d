#include "caldera/nn/objective/dataset_curvature.h"

#include <algorithm>
#include <cassert>

#include "caldera/autograd/sweeps.h"
#include "caldera/nn/objective/shard_tape.h"

namespace caldera {

namespace {

void copy_rows(std::span<const double> from, Matrix<double> to) {
  for (std::size_t j = 0; j < to.rows; ++j)
    std::ranges::copy(from.subspan(j * to.cols, to.cols), to.row(j).begin());
}

/// Rows of doubles, rounded to T.
template <class T>
struct Rounded {
  explicit Rounded(ConstMatrix<double> v) : memory(v.size()), rows(memory.data(), v.rows, v.cols) {
    for (std::size_t j = 0; j < v.rows; ++j)
      std::ranges::transform(v.row(j), &memory[j * v.cols],
                             [](double x) { return static_cast<T>(x); });
  }
  std::vector<T> memory;
  ConstMatrix<T> rows;
};

}  // namespace

template <class T>
struct DatasetCurvature<T>::Linearized {
  Linearized(const Recorder& model, const ShardExamples<T>& of)
      : recording(model, of.shard.rows), examples(of) {}
  ShardTape<T> recording;
  const ShardExamples<T>& examples;
};

template <class T>
struct DatasetCurvature<T>::Worker {
  explicit Worker(std::size_t parameters) : flat(parameters) {}

  /// What lies beside a shard during a product. NodeMatrices fit every tape that was recorded in
  /// the same way, so all shards of one size share them; they refer to the tape of the first.
  struct Buffers {
    explicit Buffers(const Linearized& first)
        : rows(first.examples.shard.rows),
          tangents(first.recording.model.tape),
          adjoint_tangents(first.recording.model.tape) {}
    std::size_t rows;
    NodeMatrices<T> tangents, adjoint_tangents;
  };
  Buffers& buffers(const Linearized& shard) {
    for (const auto& known : by_size)
      if (known->rows == shard.examples.shard.rows) return *known;
    return *by_size.emplace_back(std::make_unique<Buffers>(shard));
  }

  std::vector<std::unique_ptr<Buffers>> by_size;
  ShardData<T> data;
  std::vector<T> cotangent;  // of the output or of the losses
  std::vector<T> flat;       // P entries: a shard's product
};

template <class T>
DatasetCurvature<T>::DatasetCurvature(const Recorder& model, const Dataset& data,
                                      const Sharding& sharding, std::span<const double> theta,
                                      Curvature kind)
    : DatasetCurvature(model, std::make_shared<const ShardedData<T>>(with_examples(data), sharding),
                       theta, kind) {}

template <class T>
DatasetCurvature<T>::DatasetCurvature(const Recorder& model,
                                      std::shared_ptr<const ShardedData<T>> shards,
                                      std::span<const double> theta, Curvature kind)
    : model_(model),
      shards_(std::move(shards)),
      data_(shards_->data),
      theta_(theta.begin(), theta.end()),
      kind_(kind) {
  assert(theta.size() == parameter_count_on(model, data_));
  for (const std::vector<ShardExamples<T>>& group : shards_->groups) {
    groups_.emplace_back();
    for (const ShardExamples<T>& examples : group)
      groups_.back().push_back(std::make_unique<Linearized>(model, examples));
  }
  reserve_workers(workers_, dim());
  for_each_group(groups_.size(), [&](std::size_t g, std::size_t worker) {
    for (const auto& shard : groups_[g]) linearize(*shard, *workers_[worker]);
  });
}

template <class T>
DatasetCurvature<T>::~DatasetCurvature() = default;

template <class T>
void DatasetCurvature<T>::linearize(Linearized& shard, Worker& worker) {
  ModelTape<T>& model = shard.recording.model;
  worker.data.load(data_, shard.examples, model);
  model.tape.bind_parameters(theta_);
  model.tape.forward();
  // The share of all examples makes the shards' means add up to the mean, the last short or not.
  const T share =
      static_cast<T>(static_cast<double>(shard.examples.shard.rows) / static_cast<double>(data_.count));
  shard.recording.adjoints.bind_parameters(std::span<T>(worker.flat));
  pull_back(model.tape, model.loss, ConstMatrix<T>(&share, 1, 1), shard.recording.adjoints);
}

template <class T>
void DatasetCurvature<T>::product(Linearized& shard, Worker& worker, std::span<const T> v) {
  const ModelTape<T>& model = shard.recording.model;
  const NodeMatrices<T>& adjoints = shard.recording.adjoints;
  typename Worker::Buffers& beside = worker.buffers(shard);
  beside.tangents.bind_parameters(v);
  beside.adjoint_tangents.bind_parameters(std::span<T>(worker.flat));
  push_forward(model.tape, beside.tangents);
  const T zero = 0;
  const ConstMatrix<T> no_change(&zero, 1, 1);

  if (kind_ == Curvature::hessian) {
    pull_back_tangent(model.tape, model.loss, no_change, beside.tangents, adjoints,
                      beside.adjoint_tangents);
    return;
  }
  // Both others are Jᵀ M J with a small M: of the Hessian of the losses in the output, or of the losses' weights.
  const bool empirical = kind_ == Curvature::empirical_fisher;
  const Var<T> z = empirical ? model.losses : model.output;
  if (empirical) {  // (1/N) Σ gᵢ (gᵢᵀ v): the losses' tangents, over N
    worker.cotangent.assign(beside.tangents[z.index].data,
                            beside.tangents[z.index].data + shard.examples.shard.rows);
    for (T& entry : worker.cotangent) entry /= static_cast<T>(data_.count);
  } else {  // ∇²ℓ (J v): the adjoint tangents of the output, from the nodes behind them alone
    pull_back_tangent(model.tape, model.loss, no_change, beside.tangents, adjoints,
                      beside.adjoint_tangents, z.index);
    const ConstMatrix<T> u = beside.adjoint_tangents[z.index];
    worker.cotangent.assign(u.data, u.data + u.size());
  }
  pull_back(model.tape, z, ConstMatrix<T>(worker.cotangent.data(), z.rows(), z.cols()),
            beside.adjoint_tangents);
}

/// sums += H v of the shard for each direction
template <class T>
void DatasetCurvature<T>::add_products(Linearized& shard, Worker& worker, ConstMatrix<T> v,
                                       std::vector<double>& sums) {
  worker.data.load(data_, shard.examples, shard.recording.model);
  for (std::size_t j = 0; j < v.rows; ++j) {
    product(shard, worker, v.row(j));
    add_to(std::span(sums).subspan(j * dim(), dim()), worker.flat);
  }
}

template <class T>
void DatasetCurvature<T>::apply(ConstMatrix<double> v, Matrix<double> out) {
  assert(v.cols == dim() && out.cols == dim() && v.rows == out.rows);
  reserve_workers(workers_, dim());
  const Rounded<T> directions(v);
  sum_over_shards(
      groups_, v.rows * dim(), sums_,
      [&](const std::unique_ptr<Linearized>& shard, std::size_t worker, std::size_t,
          std::vector<double>& sums) {
        add_products(*shard, *workers_[worker], directions.rows, sums);
      });
  copy_rows(sums_[0], out);
}

template <class T>
bool DatasetCurvature<T>::apply_reordered(ConstMatrix<double> v, Matrix<double> out) {
  const Rounded<T> directions(v);
  const std::size_t rows = std::min(shards_->cut.rows, data_.count);
  const auto groups =
      own_shards_by_group(data_.count, {rows - rows / 3, shards_->cut.groups});
  std::vector<std::vector<double>> sums;
  sum_over_shards(groups, v.rows * dim(), sums,
                  [&](const Shard& shard, std::size_t, std::size_t, std::vector<double>& sum) {
                    const ShardExamples<T> examples(data_, shard);
                    Linearized once(model_, examples);
                    Worker worker(dim());  // its buffers borrow the tape of `once`
                    linearize(once, worker);
                    add_products(once, worker, directions.rows, sum);
                  });
  copy_rows(sums[0], out);
  return true;
}

template class DatasetCurvature<float>;
template class DatasetCurvature<double>;

}  // namespace caldera
