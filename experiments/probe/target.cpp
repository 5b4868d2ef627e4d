#include "experiments/probe/target.h"

#include <fmt/format.h>

#include "autograd/arithmetic/error.h"
#include "autograd/arithmetic/sha256.h"
#include "experiments/number_options.h"
#include "experiments/option_checks.h"
#include "experiments/program.h"
#include "nn/mnist.h"

namespace caldera {

namespace {

Curvature curvature_named(const std::string& matrix) {
  if (matrix == "gauss-newton") return Curvature::gauss_newton;
  return matrix == "fisher" ? Curvature::empirical_fisher : Curvature::hessian;
}

/// Refuses what can be refused before anything is read.
TargetOptions checked(const TargetOptions& options) {
  check_one_of("--dataset", options.dataset, {"mnist"});
  check_one_of("--split", options.split, {"train", "test"});
  check_one_of("--matrix", options.matrix, {"hessian", "gauss-newton", "fisher"});
  const std::int64_t examples = options.split == "train" ? 60000 : 10000;
  if (options.subset) check_count("--subset", *options.subset, 1, examples);
  return options;
}

Model read(const TargetOptions& options) {
  return options.point ? read_model_at(options.model, *options.point) : read_model(options.model);
}

/// The examples, if the model fits them.
Dataset read_data(const TargetOptions& options, const NetworkShape& shape) {
  const Split split = options.split == "train" ? Split::train : Split::test;
  const Dataset all = load_mnist(options.data, split);
  check_fits(shape, options.model.string() + ":/@layers", all);
  return options.subset ? first_examples(all, *options.subset) : all;
}

}  // namespace

void add_target_options(CLI::App& app, TargetOptions& o) {
  app.add_option("--model", o.model, "Model file, or run file of a sweep")->required();
  add_number(app, "--point", o.point, {0, 1000000}, "Point of that sweep, from 0; default: the last");
  app.add_option("--dataset", o.dataset, "Data set: mnist")->capture_default_str();
  app.add_option("--split", o.split, "train or test")->capture_default_str();
  add_number(app, "--subset", o.subset, {1, 60000}, "Only the first so many examples");
  app.add_option("--data", o.data, "Folder with the four MNIST files")->capture_default_str();
  app.add_option("--matrix", o.matrix, "hessian, gauss-newton or fisher")->capture_default_str();
  add_number(app, "--beta", o.beta, any_real, "Adds beta times the identity: L2 regularisation")
      ->capture_default_str();
  add_number(app, "--seed", o.seed, seed_range, "Of random directions")->capture_default_str();
  add_arithmetic_options(app);
}

Target::Target(const TargetOptions& options)
    : options_(checked(options)),
      model_(read(options_)),
      data_(read_data(options_, model_.shape)),
      objective_(model_.shape, data_) {}

LinearOperator& Target::matrix() {
  if (!shifted_) {
    curvature_ = objective_.linearize(model_.parameters, curvature_named(options_.matrix));
    shifted_.emplace(*curvature_, options_.beta);
  }
  return *shifted_;
}

double Target::error() { return objective_.value(model_.parameters); }

std::vector<double> Target::gradient() {
  std::vector<double> result(model_.parameters.size());
  objective_.value_and_gradient(model_.parameters, result);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += options_.beta * model_.parameters[i];
  return result;
}

std::string Target::description() const {
  return fmt::format("{}{} of {} ({}) on {}, {} examples; {} parameters", options_.matrix,
                     options_.beta == 0 ? "" : fmt::format(" + {} I", options_.beta),
                     options_.model.string(), describe(model_.shape), data_.name, data_.count,
                     model_.parameters.size());
}

RunIdentity Target::identity(const std::string& study) const {
  const Sharding sharding;
  return {.program = "probe",
          .study = study,
          .profile = "none",
          .seed = options_.seed,
          .configuration = {
              {"architecture", architecture(model_.shape)},
              {"beta", options_.beta},
              {"dataset", data_.name},
              {"examples", static_cast<std::int64_t>(data_.count)},
              {"groups", static_cast<std::int64_t>(sharding.groups)},
              {"matrix", options_.matrix},
              {"parameters", sha256_hex(std::as_bytes(std::span(model_.parameters)))},
              {"shard_rows", static_cast<std::int64_t>(sharding.rows)}}};
}

}  // namespace caldera
