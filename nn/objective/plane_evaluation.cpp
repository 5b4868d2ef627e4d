#include "caldera/nn/objective/plane_evaluation.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/ops.h"
#include "caldera/nn/objective/shard_tape.h"

namespace caldera {

struct PlaneEvaluation::FirstLayer {
  Shard shard;
  std::vector<double> centre, u, v;  // rows × units each; v is empty on a line
};

namespace {

/// What stands behind Z, for shards of `rows` examples.
struct LaterLayers {
  LaterLayers(const NetworkShape& shape, std::size_t rows)
      : z(rows * shape.widths.front()), labels(rows), network(shape, rows) {
    const Var<double> leaf = activation.input("z", rows, shape.widths.front());
    activation.bind(leaf, z);
    const Var<double> active = activate(shape.activation, leaf);
    network.tape.bind(network.inputs, activation.value(active).flat());
    network.tape.bind(network.targets, labels);
  }
  std::vector<double> z, labels;
  Tape<double> activation;
  ModelTape<double> network;
};

NetworkShape without_first_layer(NetworkShape shape) {
  shape.widths.erase(shape.widths.begin());
  return shape;
}

Plane part(const Plane& plane, std::size_t first, std::size_t count) {
  const auto cut = [&](std::span<const double> of) {
    return of.empty() ? of : of.subspan(first, count);
  };
  return {cut(plane.centre), cut(plane.u), cut(plane.v)};
}

}  // namespace

struct PlaneEvaluation::Worker {
  Worker(const NetworkShape& later, std::size_t rows, std::size_t last_rows)
      : full(later, rows), last(later, last_rows), theta(parameter_count(later)),
        correct(later.widths.back()) {}
  LaterLayers full, last;
  std::vector<double> theta;
  std::vector<double> correct;  // by class
};

PlaneEvaluation::PlaneEvaluation(const NetworkShape& shape, const Dataset& data,
                                 const Plane& plane, const Sharding& sharding)
    : data_(with_examples(data)), centre_(plane.centre.begin(), plane.centre.end()),
      u_(plane.u.begin(), plane.u.end()), v_(plane.v.begin(), plane.v.end()),
      plane_{centre_, u_, v_}, rows_(std::min(sharding.rows, data.count)) {
  assert(input_count(shape) == data.features && shape.widths.back() == data.classes);
  if (!shape.convolutions.empty() || shape.widths.size() < 3) {
    whole_ = std::make_unique<DatasetObjective>(shape, data, sharding);
    return;
  }
  later_ = without_first_layer(shape);
  const std::size_t all = parameter_count(shape), later = parameter_count(later_);
  later_plane_ = part(plane_, all - later, later);
  const std::vector<std::vector<Shard>> groups = own_shards_by_group(data.count, sharding);
  groups_.resize(groups.size());
  for_each_group(groups.size(), [&](std::size_t g, std::size_t) {
    for (const Shard& shard : groups[g])
      groups_[g].push_back(first_layer(shard, part(plane_, 0, all - later)));
  });
}

PlaneEvaluation::PlaneEvaluation(const Recorder& model, const Dataset& data, const Plane& plane,
                                 const Sharding& sharding)
    : data_(with_examples(data)), centre_(plane.centre.begin(), plane.centre.end()),
      u_(plane.u.begin(), plane.u.end()), v_(plane.v.begin(), plane.v.end()),
      plane_{centre_, u_, v_}, rows_(std::min(sharding.rows, data.count)),
      whole_(std::make_unique<DatasetObjective>(model, data, sharding)) {}

PlaneEvaluation::~PlaneEvaluation() = default;

PlaneEvaluation::FirstLayer PlaneEvaluation::first_layer(const Shard& shard,
                                                         const Plane& plane) const {
  const auto examples =
      std::span(data_.inputs).subspan(shard.first * data_.features, shard.rows * data_.features);
  const std::vector<double> inputs(examples.begin(), examples.end());
  Tape<double> tape;
  const Var<double> x = tape.input("x", shard.rows, data_.features);
  const Var<double> w = tape.parameter("W", later_.widths.front(), data_.features);
  const Var<double> z = ops::affine(x, w, tape.parameter("b", 1, later_.widths.front()));
  tape.bind(x, inputs);
  const auto at = [&](std::span<const double> theta) {
    if (theta.empty()) return std::vector<double>();
    tape.bind_parameters(theta);
    tape.forward();
    const auto entries = tape.value(z).flat();
    return std::vector<double>(entries.begin(), entries.end());
  };
  return {shard, at(plane.centre), at(plane.u), at(plane.v)};
}

void PlaneEvaluation::add_shard(Worker& worker, const FirstLayer& first,
                                std::span<const PlanePoint> points,
                                std::vector<double>& sums) const {
  const auto [begin, rows] = first.shard;
  LaterLayers& layers = rows == worker.last.labels.size() ? worker.last : worker.full;
  const auto labels = std::span(data_.labels).subspan(begin, rows);
  std::ranges::copy(labels, layers.labels.begin());
  layers.network.tape.bind_parameters(worker.theta);
  const double weight = static_cast<double>(rows) / static_cast<double>(data_.count);
  for (std::size_t p = 0; p < points.size(); ++p) {
    set_point({first.centre, first.u, first.v}, points[p], layers.z);
    set_point(later_plane_, points[p], worker.theta);
    layers.activation.forward();
    layers.network.tape.forward();
    sums[2 * p] += weight * layers.network.tape.value(layers.network.loss)(0, 0);
    std::ranges::fill(worker.correct, 0);
    count_correct(layers.network.tape.value(layers.network.output), labels, worker.correct);
    sums[2 * p + 1] += std::reduce(worker.correct.begin(), worker.correct.end());  // whole numbers: exact
  }
}

std::vector<PlaneValue> PlaneEvaluation::one_by_one(std::span<const PlanePoint> points) {
  std::vector<double> theta(plane_.centre.size());
  std::vector<PlaneValue> values;
  for (const PlanePoint& point : points) {
    set_point(plane_, point, theta);
    const Evaluation found = whole_->evaluate(theta);
    values.push_back({found.error, found.accuracy});
  }
  return values;
}

std::vector<PlaneValue> PlaneEvaluation::at(std::span<const PlanePoint> points) {
  if (whole_) return one_by_one(points);
  const std::size_t last_rows = data_.count % rows_ == 0 ? rows_ : data_.count % rows_;
  reserve_workers(workers_, later_, rows_, last_rows);
  std::vector<std::vector<double>> sums;  // E and correct answers of each point
  sum_over_shards(
      groups_, 2 * points.size(), sums,
      [&](const FirstLayer& first, std::size_t worker, std::size_t, std::vector<double>& sum) {
        add_shard(*workers_[worker], first, points, sum);
      });
  std::vector<PlaneValue> values;
  for (std::size_t p = 0; p < points.size(); ++p) {
    const double error = sums[0][2 * p], correct = sums[0][2 * p + 1];
    if (!(error <= std::numeric_limits<double>::max()))
      throw NonFiniteError("plane: E on " + data_.name + " is not finite");
    values.push_back({error, 100 * (correct / static_cast<double>(data_.count))});
  }
  return values;
}

}  // namespace caldera
