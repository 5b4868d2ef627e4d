#pragma once
// The curvature of E on a whole data set at one θ, as a matrix known by its products.

#include <memory>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"
#include "caldera/nn/objective/shard_examples.h"

namespace caldera {

/// ∇²E, its Gauss-Newton part, or the empirical Fisher matrix (autograd/objective.h), at θ.
///
/// It computes in T, float or double. Sums over shards are in double either way, as are directions
/// and products.
///
/// The constructor does one gradient's work and keeps, for every example, the values and adjoints
/// of all nodes but the inputs: in double 16 bytes an entry, for the paper's network on MNIST about
/// 0.5 GB, which ranks share out. A product then costs one sweep of tangents and one of adjoint tangents: for the first
/// layer, which dominates, two products of matrices, as many as a gradient takes.
/// It owns a copy of θ and borrows the data set, which must outlive it; the recorder is done with
/// after construction. Not thread-safe; it works on arithmetic().threads threads of its own, whose
/// number changes no bit, and neither does that of the ranks, all of which make and apply it together.
template <class T>
class DatasetCurvature : public SymmetricOperator {
 public:
  /// θ: P entries. Throws InputError for a data set without examples.
  DatasetCurvature(const Recorder& model, const Dataset& data, const Sharding& sharding,
                   std::span<const double> theta, Curvature kind);
  DatasetCurvature(const Recorder&, const Dataset&&, const Sharding&, std::span<const double>,
                   Curvature) = delete;
  /// The same of shards that are already there, which it shares.
  DatasetCurvature(const Recorder& model, std::shared_ptr<const ShardedData<T>> shards,
                   std::span<const double> theta, Curvature kind);
  ~DatasetCurvature() override;

  std::size_t dim() const override { return theta_.size(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override;
  /// With shards of two thirds of the size. Linearises each again, and keeps none: for one
  /// direction, the work of a gradient and a product.
  bool apply_reordered(ConstMatrix<double> v, Matrix<double> out) override;

 private:
  struct Linearized;  // one shard: its tape, with values and adjoints at θ
  struct Worker;      // one thread's buffers
  void linearize(Linearized& shard, Worker& worker);
  void product(Linearized& shard, Worker& worker, std::span<const T> v);
  void add_products(Linearized& shard, Worker& worker, ConstMatrix<T> v,
                    std::vector<double>& sums);

  Recorder model_;
  std::shared_ptr<const ShardedData<T>> shards_;
  const Dataset& data_;
  std::vector<T> theta_;
  Curvature kind_;
  std::vector<std::vector<std::unique_ptr<Linearized>>> groups_;
  std::vector<std::unique_ptr<Worker>> workers_;  // their buffers refer to tapes of the shards
  std::vector<std::vector<double>> sums_;  // by group, of this rank: directions · P entries
};

}  // namespace caldera
