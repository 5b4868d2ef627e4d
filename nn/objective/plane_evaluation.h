#pragma once
// E and accuracy of a model at many points of a plane θ = c + x u + y v.
//
// What the first layer passes on before its activation is affine in its parameters, so on a plane it
// is affine in the coordinates:  Z(x, y) = Z_c + x Z_u + y Z_v,  with Z_c = X W_cᵀ + 1 b_cᵀ and so
// on. These three products are made once. A point then costs only the work after the first layer,
// which is 15 % of all work for the paper's network. For any other kind of model, each point is
// a full pass over the data.

#include <memory>
#include <span>
#include <vector>

#include "caldera/autograd/plane.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"

namespace caldera {

/// What a model does at one point.
struct PlaneValue {
  double error = 0;     ///< E: the mean loss; of cross-entropy, nats
  double accuracy = 0;  ///< correct answers, percent; NaN if there are no classes
  /// Both numbers are equal; a NaN equals nothing.
  bool operator==(const PlaneValue&) const = default;
};

/// A model on a data set, at points of one plane, on arithmetic().threads threads. A value depends
/// neither on their number nor on that of the ranks, nor on the points that are asked for beside it
/// (sharding.h).
///
/// Keeps 24 bytes an example and unit of the first layer: 31 MB for the paper's network on 10 000
/// images. Networks that begin with a convolution, or have no second layer, have no first layer to
/// save: each point is then one full pass over the data (DatasetObjective). Owns copies of the plane and
/// of the model, borrows the data set. Not thread-safe: one call at a time.
class PlaneEvaluation {
 public:
  /// The data set must outlive it; of the plane it owns a copy. All points pass over one shard before
  /// the next. Throws InputError for a data set without examples.
  PlaneEvaluation(const NetworkShape& shape, const Dataset& data, const Plane& plane,
                  const Sharding& sharding = {});
  /// Any other model, one point after the other.
  PlaneEvaluation(const Recorder& model, const Dataset& data, const Plane& plane,
                  const Sharding& sharding = {});
  PlaneEvaluation(const NetworkShape&, const Dataset&&, const Plane&, const Sharding& = {}) = delete;
  PlaneEvaluation(const Recorder&, const Dataset&&, const Plane&, const Sharding& = {}) = delete;
  ~PlaneEvaluation();

  /// E and accuracy at each point. Throws NonFiniteError if an E is not finite.
  std::vector<PlaneValue> at(std::span<const PlanePoint> points);

 private:
  struct FirstLayer;  // Z_c, Z_u and Z_v of one shard
  struct Worker;      // one thread's recordings
  FirstLayer first_layer(const Shard& shard, const Plane& plane) const;
  void add_shard(Worker& worker, const FirstLayer& first, std::span<const PlanePoint> points,
                 std::vector<double>& sums) const;
  std::vector<PlaneValue> one_by_one(std::span<const PlanePoint> points);

  const Dataset& data_;
  std::vector<double> centre_, u_, v_;       // of the plane
  Plane plane_;                              // refers to these
  std::size_t rows_;                         // of a shard that is not the last
  std::unique_ptr<DatasetObjective> whole_;  // where there is no first layer to save
  NetworkShape later_;                       // else: the layers behind the first
  Plane later_plane_;                        // and their share of the plane
  std::vector<std::vector<FirstLayer>> groups_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace caldera
