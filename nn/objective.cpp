#include "nn/objective.h"

#include <omp.h>

#include <algorithm>
#include <cassert>
#include <limits>

#include "autograd/arithmetic/arithmetic.h"
#include "autograd/arithmetic/error.h"
#include "autograd/companion.h"
#include "autograd/sweeps.h"

namespace caldera {

template <class T>
struct DatasetObjective<T>::Worker {
  struct Recording {
    Recording(const MlpShape& shape, std::size_t rows) : mlp(shape, rows), adjoints(mlp.tape) {}
    MlpTape<T> mlp;
    Companion<T> adjoints;
  };
  Worker(const MlpShape& shape, std::size_t rows, std::size_t last_rows)
      : full(shape, rows), last(shape, last_rows), inputs(rows * shape.widths.front()),
        labels(rows), gradient(parameter_count(shape)) {
    for (Recording* recording : {&full, &last}) {
      recording->mlp.tape.bind(recording->mlp.inputs, inputs.data());
      recording->mlp.tape.bind(recording->mlp.labels, labels.data());
      recording->adjoints.bind_parameters(std::span<T>(gradient));
    }
  }
  Recording full, last;
  std::vector<T> inputs, labels, gradient;  // of the current shard
};

template <class T>
struct DatasetObjective<T>::Group {
  std::size_t begin = 0, end = 0;  // examples
  double error = 0;                // its share of E
  std::vector<std::size_t> correct;
  std::vector<T> gradient;  // its share of ∇E
};

template <class T>
DatasetObjective<T>::DatasetObjective(const MlpShape& shape, const Dataset& data,
                                      const Sharding& sharding)
    : shape_(shape), data_(data), sharding_(sharding), parameter_count_(parameter_count(shape)) {
  assert(shape.widths.front() == data.features && shape.widths.back() == data.classes);
  const std::size_t shards = (data.count + sharding.rows - 1) / sharding.rows;
  for (std::size_t g = 0; g < sharding.groups; ++g) {
    Group group;
    group.begin = std::min(data.count, shards * g / sharding.groups * sharding.rows);
    group.end = std::min(data.count, shards * (g + 1) / sharding.groups * sharding.rows);
    group.correct.resize(data.classes);
    groups_.push_back(std::move(group));
  }
}

template <class T>
DatasetObjective<T>::~DatasetObjective() = default;

namespace {

/// Adds to `correct` how many rows of each class have their largest logit at their label.
template <class T>
void count_correct(ConstMatrix<T> logits, std::span<const std::uint8_t> labels,
                   std::vector<std::size_t>& correct) {
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const auto row = logits.row(i);
    if (std::ranges::max_element(row) - row.begin() == labels[i]) ++correct[labels[i]];
  }
}

}  // namespace

template <class T>
void DatasetObjective<T>::run_group(Worker& worker, Group& group, std::span<const T> theta,
                                    bool with_gradient) {
  group.error = 0;
  std::ranges::fill(group.correct, 0u);
  if (with_gradient) group.gradient.assign(parameter_count_, T(0));
  for (std::size_t begin = group.begin; begin < group.end; begin += sharding_.rows) {
    const std::size_t rows = std::min(sharding_.rows, data_.count - begin);
    auto& recording = rows == sharding_.rows ? worker.full : worker.last;
    MlpTape<T>& mlp = recording.mlp;
    std::copy_n(data_.matrix().row(begin).data(), rows * data_.features, worker.inputs.data());
    std::copy_n(data_.labels.data() + begin, rows, worker.labels.data());
    mlp.tape.bind_parameters(theta);
    mlp.tape.forward();

    const double weight = static_cast<double>(rows) / static_cast<double>(data_.count);
    group.error += weight * static_cast<double>(mlp.tape.value(mlp.loss)(0, 0));
    count_correct(mlp.tape.value(mlp.logits), std::span(data_.labels).subspan(begin, rows),
                  group.correct);
    if (!with_gradient) continue;
    const T loss_bar = static_cast<T>(weight);
    pull_back(mlp.tape, mlp.loss, ConstMatrix<T>(&loss_bar, 1, 1), recording.adjoints);
    for (std::size_t i = 0; i < parameter_count_; ++i) group.gradient[i] += worker.gradient[i];
  }
}

template <class T>
void DatasetObjective<T>::run(std::span<const T> theta, bool with_gradient) {
  assert(theta.size() == parameter_count_);
  const std::size_t rows = std::min(sharding_.rows, data_.count);
  const std::size_t last_rows = data_.count % rows == 0 ? rows : data_.count % rows;
  const auto threads = static_cast<std::size_t>(arithmetic().threads);
  while (workers_.size() < threads)
    workers_.push_back(std::make_unique<Worker>(shape_, rows, last_rows));
#pragma omp parallel for schedule(dynamic) num_threads(arithmetic().threads)
  for (std::size_t g = 0; g < groups_.size(); ++g)
    run_group(*workers_[static_cast<std::size_t>(omp_get_thread_num())], groups_[g], theta,
              with_gradient);
}

template <class T>
Evaluation DatasetObjective<T>::summarise() const {
  Evaluation result;
  std::vector<std::size_t> correct(data_.classes), present(data_.classes);
  for (const std::uint8_t label : data_.labels) ++present[label];
  for (const Group& group : groups_) {
    result.error += group.error;
    for (std::size_t c = 0; c < data_.classes; ++c) correct[c] += group.correct[c];
  }
  std::size_t all_correct = 0;
  for (std::size_t c = 0; c < data_.classes; ++c) {
    all_correct += correct[c];
    result.class_accuracy.push_back(
        present[c] == 0 ? std::numeric_limits<double>::quiet_NaN()
                        : 100.0 * static_cast<double>(correct[c]) / static_cast<double>(present[c]));
  }
  result.accuracy = 100.0 * static_cast<double>(all_correct) / static_cast<double>(data_.count);
  if (!(result.error <= std::numeric_limits<double>::max()))
    throw NonFiniteError("evaluation: E on " + data_.name + " is not finite");
  return result;
}

template <class T>
Evaluation DatasetObjective<T>::evaluate(std::span<const T> theta) {
  run(theta, false);
  return summarise();
}

template <class T>
Evaluation DatasetObjective<T>::gradient(std::span<const T> theta, std::span<T> out) {
  assert(out.size() == parameter_count_);
  run(theta, true);
  // A binary tree over the groups: g takes in g + distance, for distance = 1, 2, 4, …
  for (std::size_t distance = 1; distance < groups_.size(); distance *= 2)
    for (std::size_t g = 0; g + distance < groups_.size(); g += 2 * distance)
      for (std::size_t i = 0; i < parameter_count_; ++i)
        groups_[g].gradient[i] += groups_[g + distance].gradient[i];
  std::ranges::copy(groups_[0].gradient, out.begin());
  return summarise();
}

template class DatasetObjective<float>;
template class DatasetObjective<double>;

}  // namespace caldera
