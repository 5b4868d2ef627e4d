#include "caldera/nn/objective/dataset_objective.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/sweeps.h"
#include "caldera/nn/objective/dataset_curvature.h"
#include "caldera/nn/objective/shard_tape.h"

namespace caldera {

struct DatasetObjective::Worker {
  Worker(const Recorder& model, std::size_t rows, std::size_t last_rows)
      : full(model, rows), last(model, last_rows), gradient(full.model.tape.parameter_count()) {
    full.adjoints.bind_parameters(std::span<double>(gradient));
    last.adjoints.bind_parameters(std::span<double>(gradient));
  }
  ShardTape<double> full, last;
  ShardData<double> data;
  std::vector<double> gradient;  // of the current shard
};

DatasetObjective::DatasetObjective(const Recorder& model, const Dataset& data,
                                   const Sharding& sharding)
    : model_(model),
      data_(with_examples(data)),
      parameter_count_(parameter_count_on(model, data)),
      shards_(std::make_shared<const ShardedData<double>>(data, sharding)) {}

DatasetObjective::~DatasetObjective() = default;

std::unique_ptr<SymmetricOperator> DatasetObjective::linearize(std::span<const double> theta,
                                                               Curvature kind) {
  return std::make_unique<DatasetCurvature<double>>(model_, shards_, theta, kind);
}

std::unique_ptr<SymmetricOperator> DatasetObjective::linearize_in_float(
    std::span<const double> theta, Curvature kind) {
  if (!shards_in_float_)
    shards_in_float_ = std::make_shared<const ShardedData<float>>(data_, shards_->cut);
  return std::make_unique<DatasetCurvature<float>>(model_, shards_in_float_, theta, kind);
}

void DatasetObjective::run_shard(Worker& worker, const ShardExamples<double>& examples,
                                 std::span<const double> theta, std::span<double> sums) {
  const Shard& shard = examples.shard;
  ShardTape<double>& recording = shard.rows == worker.last.model.inputs.rows() ? worker.last : worker.full;
  ModelTape<double>& model = recording.model;
  worker.data.load(data_, examples, model);
  model.tape.bind_parameters(theta);
  model.tape.forward();

  const double weight = static_cast<double>(shard.rows) / static_cast<double>(data_.count);
  sums[0] += weight * model.tape.value(model.loss)(0, 0);
  if (data_.is_classification())
    count_correct(model.tape.value(model.output),
                  std::span(data_.labels).subspan(shard.first, shard.rows),
                  sums.subspan(1, data_.classes));
  const std::span<double> gradient = sums.subspan(1 + data_.classes);
  if (gradient.empty()) return;
  pull_back(model.tape, model.loss, ConstMatrix<double>(&weight, 1, 1), recording.adjoints);
  add_to(gradient, worker.gradient);
}

void DatasetObjective::run(std::span<const double> theta, bool with_gradient) {
  assert(theta.size() == parameter_count_);
  const std::size_t rows = std::min(shards_->cut.rows, data_.count);
  const std::size_t last_rows = data_.count % rows == 0 ? rows : data_.count % rows;
  reserve_workers(workers_, model_, rows, last_rows);
  sum_over_shards(shards_->groups, 1 + data_.classes + (with_gradient ? parameter_count_ : 0), sums_,
                  [&](const ShardExamples<double>& shard, std::size_t worker, std::size_t,
                      std::vector<double>& sums) {
                    run_shard(*workers_[worker], shard, theta, sums);
                  });
}

Evaluation DatasetObjective::summarise() const {
  Evaluation result;
  result.error = sums_[0][0];
  std::vector<std::size_t> present(data_.classes);
  for (const std::uint8_t label : data_.labels) ++present[label];
  double all_correct = 0;
  for (std::size_t c = 0; c < data_.classes; ++c) {
    const double correct = sums_[0][1 + c];
    all_correct += correct;
    const double share = correct / static_cast<double>(present[c]);
    result.class_accuracy.push_back(100 * share);  // 0/0, an absent class, is NaN
  }
  result.accuracy = data_.is_classification() ? 100 * (all_correct / static_cast<double>(data_.count))
                                              : std::numeric_limits<double>::quiet_NaN();
  if (!(result.error <= std::numeric_limits<double>::max()))
    throw NonFiniteError("evaluation: E on " + data_.name + " is not finite");
  return result;
}

Evaluation DatasetObjective::evaluate(std::span<const double> theta) {
  run(theta, false);
  return summarise();
}

Evaluation DatasetObjective::evaluate_with_gradient(std::span<const double> theta,
                                                    std::span<double> out) {
  assert(out.size() == parameter_count_);
  run(theta, true);
  std::ranges::copy(std::span(sums_[0]).subspan(1 + data_.classes), out.begin());
  return summarise();
}

}  // namespace caldera
