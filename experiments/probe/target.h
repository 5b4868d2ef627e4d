#pragma once
// What `caldera probe` probes: a curvature matrix of a model's error on a data set.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/model/data_sets.h"
#include "experiments/model/model_file.h"
#include "experiments/run/run_identity.h"
#include "experiments/study/command_line.h"

namespace caldera {

/// The options that name it.
struct TargetOptions {
  std::filesystem::path model;
  std::optional<std::size_t> point;  ///< of a sweep
  std::optional<std::string> dataset;  ///< of a model whose file does not say (data_sets.h)
  std::string split = "train";
  std::optional<std::size_t> subset;  ///< the first so many examples; none: those that the run was
                                      ///< trained on, or all
  std::filesystem::path data;         ///< folder of the data set's files; empty: the default one
  std::string matrix = "hessian";     ///< or "gauss-newton", "fisher", "empirical-fisher"
  double beta = 0;  ///< adds βI: the curvature of E + (β/2)‖θ‖²
  std::int64_t seed = 0;  ///< of random directions; and of data that are drawn, if no run says it
};

/// Adds them, --gemm, --simd and --threads.
void add_target_options(CommandLine& line, TargetOptions& options);

/// The matrix A + βI at the model's parameters, on the data set that the model's run was made on.
/// Not movable: its parts refer to each other. The constructor throws InputError for an option out
/// of range, a model that does not fit the data, and what the files refuse.
class Target {
 public:
  explicit Target(const TargetOptions& options);
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  std::size_t dim() const { return model_.parameters.size(); }
  /// Linearises at the first call: as much work as a gradient.
  SymmetricOperator& matrix();
  /// The same matrix, multiplied in float. Borrows the target, which must outlive it.
  std::unique_ptr<SymmetricOperator> matrix_in_float();
  /// E, without what β adds. Throws InputError if the file is a sweep's and says that E of its training
  /// examples is another: then parameters or examples are not those of the run.
  double error();
  /// ∇E + βθ
  std::vector<double> gradient();
  /// "hessian of model.h5 on mnist-train, 2000 examples; 118282 parameters", and what the file says
  /// of E on its own examples, if these are others.
  std::string description() const;
  /// What identifies a run of the program on it, for study `study`.
  RunIdentity identity(const std::string& study) const;

 private:
  /// Whether the examples are those that the run was trained on.
  bool is_on_its_examples() const;

  TargetOptions options_;
  Model model_;
  RunData made_on_;
  Dataset data_;
  std::optional<double> stored_error_;  // E of those, as a sweep's file says it
  DatasetObjective objective_;
  std::unique_ptr<SymmetricOperator> matrix_;
};

}  // namespace caldera
