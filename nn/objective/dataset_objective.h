#pragma once
// E(θ) of a model on a whole data set, and the other results of one pass over the data.

#include <memory>
#include <span>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/nn/data/dataset.h"
#include "caldera/nn/models/recorder.h"
#include "caldera/nn/objective/shard_examples.h"

namespace caldera {

/// What a model does on a data set.
struct Evaluation {
  double error = 0;                    ///< E: the mean loss; of cross-entropy, nats
  double accuracy = 0;                 ///< correct answers, percent; NaN if there are no classes
  std::vector<double> class_accuracy;  ///< the same by true class; NaN for an absent class
};

/// The mean loss E(θ) of a model, such as a NetworkShape, on a data set as a function of θ, in double, on
/// arithmetic().threads threads of all ranks; their numbers change no bit (sharding.h). Owns a copy of the recorder;
/// borrows the data set, which must outlive it and its operators. Not thread-safe: one call at a time.
/// All that evaluate throw NonFiniteError if E is not finite.
class DatasetObjective : public Objective {
 public:
  /// `sharding` fixes the order of all sums, and so the last bits. Throws InputError for a data set
  /// without examples.
  DatasetObjective(const Recorder& model, const Dataset& data, const Sharding& sharding = {});
  DatasetObjective(const Recorder&, const Dataset&&, const Sharding& = {}) = delete;
  ~DatasetObjective() override;

  std::size_t dim() const override { return parameter_count_; }
  double value(std::span<const double> theta) override { return evaluate(theta).error; }
  double value_and_gradient(std::span<const double> theta, std::span<double> out) override {
    return evaluate_with_gradient(theta, out).error;
  }
  /// nn/objective/dataset_curvature.h. Operators do not need the objective, only its data set.
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> theta,
                                               Curvature kind = Curvature::hessian) override;
  std::unique_ptr<SymmetricOperator> linearize_in_float(std::span<const double> theta,
                                                        Curvature kind) override;

  /// E(θ) and accuracies.
  Evaluation evaluate(std::span<const double> theta);

  /// The same, and out = ∇E(θ).
  Evaluation evaluate_with_gradient(std::span<const double> theta, std::span<double> out);

 private:
  struct Worker;  // one thread's recordings and buffers
  void run(std::span<const double> theta, bool with_gradient);
  void run_shard(Worker& worker, const ShardExamples<double>& examples,
                 std::span<const double> theta, std::span<double> sums);
  Evaluation summarise() const;

  Recorder model_;
  const Dataset& data_;
  std::size_t parameter_count_;
  // Operators share these; what is read in float is made for the first of them that is.
  std::shared_ptr<const ShardedData<double>> shards_;
  std::shared_ptr<const ShardedData<float>> shards_in_float_;
  std::vector<std::unique_ptr<Worker>> workers_;
  // By group: E, correct answers by class, and ∇E if asked for. The first ones are those of all.
  std::vector<std::vector<double>> sums_;
};

}  // namespace caldera
