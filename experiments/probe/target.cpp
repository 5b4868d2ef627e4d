#include "experiments/probe/target.h"

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sha256.h"
#include "experiments/study/option_checks.h"
#include "experiments/study/verb.h"

namespace caldera {

namespace {

const std::vector<std::string> matrices = {"hessian", "gauss-newton", "fisher", "empirical-fisher"};

/// For softmax cross-entropy the Fisher matrix is the Gauss-Newton matrix (autograd/objective.h).
std::string computed(const std::string& matrix) {
  return matrix == "fisher" ? "gauss-newton" : matrix;
}

Curvature curvature_named(const std::string& matrix) {
  if (computed(matrix) == "gauss-newton") return Curvature::gauss_newton;
  return matrix == "empirical-fisher" ? Curvature::empirical_fisher : Curvature::hessian;
}

/// Refuses what can be refused before anything is read.
TargetOptions checked(const TargetOptions& options) {
  if (options.dataset) check_one_of("--dataset", *options.dataset, data_set_choices());
  check_one_of("--split", options.split, {"train", "test"});
  check_one_of("--matrix", options.matrix, matrices);
  return options;
}

Model read(const TargetOptions& options) {
  return options.point ? read_model_at(options.model, *options.point) : read_model(options.model);
}

RunData data_of(const TargetOptions& options) {
  return data_of_models({options.model}, options.dataset, options.data, options.seed);
}

/// The examples, if the model fits them.
Dataset read_data(const TargetOptions& options, const RunData& made_on, const NetworkShape& shape) {
  const bool train = options.split == "train";
  const Dataset all = load(made_on.source, train ? Split::train : Split::test);
  check_fits(shape, options.model.string() + ":/@layers", all);
  const std::size_t own = train ? made_on.examples() : all.count;
  return first_examples(all, options.subset.value_or(own));
}

/// E on the training examples at the point, as a sweep's file says it.
std::optional<double> stored_error(const TargetOptions& options) {
  const RunFile file(options.model);
  constexpr const char* name = "/sweep/training_error";
  if (!file.has(name)) return std::nullopt;
  const std::vector<double> errors = file.vector<double>(name);
  if (errors.empty() || options.point.value_or(0) >= errors.size()) return std::nullopt;
  return options.point ? errors[*options.point] : errors.back();
}

}  // namespace

void add_target_options(CommandLine& line, TargetOptions& o) {
  line.add("--model", o.model, "Model file, or run file of a sweep").required();
  line.add("--point", o.point, {0, 1000000}, "Point of that sweep, from 0; default: the last");
  line.add("--dataset", o.dataset, data_set_help);
  line.add("--split", o.split, "train or test");
  line.add("--subset", o.subset, example_range,
           "Only the first so many examples; default: all that the run was trained on");
  line.add("--data", o.data, data_folder_help);
  line.add("--matrix", o.matrix,
           "hessian, gauss-newton, fisher (for softmax the same) or empirical-fisher");
  line.add("--beta", o.beta, any_real, "Adds beta times the identity: L2 regularisation");
  line.add("--seed", o.seed, seed_range, "Of random directions");
  add_arithmetic_options(line);
}

Target::Target(const TargetOptions& options)
    : options_(checked(options)),
      model_(read(options_)),
      made_on_(data_of(options_)),
      data_(read_data(options_, made_on_, model_.shape)),
      stored_error_(stored_error(options_)),
      objective_(model_.shape, data_) {}

SymmetricOperator& Target::matrix() {
  if (!matrix_)
    matrix_ = std::make_unique<Shifted>(
        objective_.linearize(model_.parameters, curvature_named(options_.matrix)), options_.beta);
  return *matrix_;
}

std::unique_ptr<SymmetricOperator> Target::matrix_in_float() {
  return std::make_unique<Shifted>(
      objective_.linearize_in_float(model_.parameters, curvature_named(options_.matrix)),
      options_.beta);
}

bool Target::is_on_its_examples() const {
  return options_.split == "train" && data_.count == made_on_.examples();
}

double Target::error() {
  constexpr double rounding = 1e-9;  // of another arithmetic: in the same one they are equal
  const double found = objective_.value(model_.parameters);
  if (stored_error_ && is_on_its_examples() &&
      !(std::abs(found - *stored_error_) <= rounding * (1 + std::abs(*stored_error_))))
    throw InputError("error of the model", options_.model.string() + ":/sweep/training_error",
                     fmt::format("{:.10g} nat, that of its parameters on {}", found, data_.name),
                     fmt::format("{:.10g}", *stored_error_),
                     "the file's parameters or its data set are not those of the run");
  return found;
}

std::vector<double> Target::gradient() {
  std::vector<double> result(model_.parameters.size());
  objective_.value_and_gradient(model_.parameters, result);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += options_.beta * model_.parameters[i];
  return result;
}

std::string Target::description() const {
  const std::string shift = options_.beta == 0 ? "" : fmt::format(" + {} I", options_.beta);
  const std::string same = options_.matrix == "fisher" ? ", which is gauss-newton for softmax," : "";
  const std::string stored =
      stored_error_ && !is_on_its_examples()
          ? fmt::format("; on its {} training examples the file says {:.10g} nat",
                        made_on_.examples(), *stored_error_)
          : "";
  return fmt::format("{}{}{} of {} ({}) on {}, {} examples; {} parameters{}", options_.matrix, same,
                     shift, options_.model.string(), describe(model_.shape), data_.name, data_.count,
                     model_.parameters.size(), stored);
}

RunIdentity Target::identity(const std::string& study) const {
  const Sharding sharding;
  RunIdentity identity{
      .program = "probe",
      .study = study,
      .profile = "none",
      .seed = options_.seed,
      .configuration = {
          {"architecture", architecture(model_.shape)},
          {"beta", options_.beta},
          {"dataset", data_.name},
          {"examples", static_cast<std::int64_t>(data_.count)},
          {"groups", static_cast<std::int64_t>(sharding.groups)},
          {"matrix", computed(options_.matrix)},
          {"parameters", sha256_hex(std::as_bytes(std::span(model_.parameters)))},
          {"shard_rows", static_cast<std::int64_t>(sharding.rows)}}};
  if (is_drawn(made_on_.source.name)) identity.configuration["data_seed"] = made_on_.source.seed;
  return identity;
}

}  // namespace caldera
