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
  ShardTape full, last;
  ShardData data;
  std::vector<double> gradient;  // of the current shard
};

struct DatasetObjective::Outcome {
  double error = 0;                  // the group's share of E
  std::vector<std::size_t> correct;  // by class
};

DatasetObjective::DatasetObjective(const Recorder& model, const Dataset& data,
                                   const Sharding& sharding)
    : model_(model),
      data_(with_examples(data)),
      sharding_(sharding),
      parameter_count_(parameter_count_on(model, data)),
      groups_(shards_by_group(data.count, sharding)) {}

DatasetObjective::~DatasetObjective() = default;

std::unique_ptr<SymmetricOperator> DatasetObjective::linearize(std::span<const double> theta,
                                                               Curvature kind) {
  return std::make_unique<DatasetCurvature>(model_, data_, sharding_, theta, kind);
}

void DatasetObjective::run_shard(Worker& worker, const Shard& shard, std::span<const double> theta,
                                 Outcome& outcome, std::vector<double>& gradient) {
  ShardTape& recording = shard.rows == worker.last.model.inputs.rows() ? worker.last : worker.full;
  ModelTape<double>& model = recording.model;
  worker.data.load(data_, shard, model);
  model.tape.bind_parameters(theta);
  model.tape.forward();

  const double weight = static_cast<double>(shard.rows) / static_cast<double>(data_.count);
  outcome.error += weight * model.tape.value(model.loss)(0, 0);
  if (data_.is_classification())
    count_correct(model.tape.value(model.output),
                  std::span(data_.labels).subspan(shard.first, shard.rows), outcome.correct);
  if (gradient.empty()) return;
  pull_back(model.tape, model.loss, ConstMatrix<double>(&weight, 1, 1), recording.adjoints);
  add_to(gradient, worker.gradient);
}

void DatasetObjective::run(std::span<const double> theta, bool with_gradient) {
  assert(theta.size() == parameter_count_);
  const std::size_t rows = std::min(sharding_.rows, data_.count);
  const std::size_t last_rows = data_.count % rows == 0 ? rows : data_.count % rows;
  reserve_workers(workers_, model_, rows, last_rows);
  outcomes_.assign(groups_.size(), {0, std::vector<std::size_t>(data_.classes)});
  sum_over_shards(
      groups_, with_gradient ? parameter_count_ : 0, gradients_,
      [&](const Shard& shard, std::size_t worker, std::size_t g, std::vector<double>& gradient) {
        run_shard(*workers_[worker], shard, theta, outcomes_[g], gradient);
      });
}

Evaluation DatasetObjective::summarise() const {
  Evaluation result;
  std::vector<std::size_t> correct(data_.classes), present(data_.classes);
  for (const std::uint8_t label : data_.labels) ++present[label];
  for (const Outcome& outcome : outcomes_) {
    result.error += outcome.error;
    for (std::size_t c = 0; c < data_.classes; ++c) correct[c] += outcome.correct[c];
  }
  std::size_t all_correct = 0;
  for (std::size_t c = 0; c < data_.classes; ++c) {
    all_correct += correct[c];
    const double share = static_cast<double>(correct[c]) / static_cast<double>(present[c]);
    result.class_accuracy.push_back(100 * share);  // 0/0, an absent class, is NaN
  }
  result.accuracy = data_.is_classification() ? 100 * (static_cast<double>(all_correct) /
                                                       static_cast<double>(data_.count))
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
  std::ranges::copy(gradients_[0], out.begin());
  return summarise();
}

}  // namespace caldera
