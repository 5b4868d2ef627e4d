#include "experiments/model/training_setup.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/nn/objective/sharding.h"
#include "experiments/model/model_file.h"

namespace caldera {

NetworkShape paper_network(const std::string& dataset, Activation activation) {
  const DataSetEntry& set = data_set(dataset);
  return {{set.features(), 128, 128, set.classes}, activation};
}

Configuration configuration_of(const TrainingSetup& setup) {
  const Sharding sharding;
  Configuration configuration{{"architecture", architecture(setup.shape)},
                              {"batch", std::int64_t{setup.batch}},
                              {"dataset", setup.dataset},
                              {"groups", static_cast<std::int64_t>(sharding.groups)},
                              {"learning_rate", setup.learning_rate},
                              {"max_epochs", std::int64_t{setup.stopping.max_epochs}},
                              {"optimizer", setup.optimizer.name},
                              {"patience", std::int64_t{setup.stopping.patience}},
                              {"shard_rows", static_cast<std::int64_t>(sharding.rows)}};
  if (setup.subset) configuration["subset"] = static_cast<std::int64_t>(*setup.subset);
  if (setup.optimizer.name == "sgd") configuration["momentum"] = setup.optimizer.momentum;
  if (setup.optimizer.is_kept) configuration["optimizer_kept"] = std::int64_t{1};
  return configuration;
}

std::unique_ptr<Optimizer<float>> make_optimizer(const TrainingSetup& setup) {
  const std::size_t parameters = parameter_count(setup.shape);
  const double rate = setup.learning_rate;
  if (setup.optimizer.name == "sgd")
    return std::make_unique<Sgd<float>>(
        parameters, SgdOptions{.learning_rate = rate, .momentum = setup.optimizer.momentum});
  return std::make_unique<Adam<float>>(parameters, AdamOptions{.learning_rate = rate});
}

TrainingSetup setup_of(const RunFile& sweep) {
  const RunIdentity identity = sweep.identity();
  const auto get = [&]<class T>(const std::string& name, T) {
    const auto found = identity.configuration.find(name);
    if (found == identity.configuration.end() || !std::holds_alternative<T>(found->second))
      throw InputError("run file", sweep.path().string() + ":/configuration/@" + name,
                       "how a sweep was trained", "no such option", "name the run of a sweep");
    return std::get<T>(found->second);
  };
  const auto refuse = [&](const std::string& name, const std::string& expected,
                          const std::string& found) {
    throw InputError("run file", sweep.path().string() + ":/configuration/@" + name, expected,
                     found, "make the run again");
  };
  const auto whole = [&](const std::string& name, std::size_t most) {
    const std::int64_t number = get(name, std::int64_t());
    if (number < 1 || std::cmp_greater(number, most))
      refuse(name, fmt::format("1 to {}", most), fmt::format("{}", number));
    return static_cast<int>(number);
  };
  get("dataset", std::string());
  const std::optional<RunData> data = data_of(sweep.path());
  TrainingSetup setup;
  setup.dataset = data->source.name;
  setup.subset = data->subset;
  setup.shape = read_model(sweep.path()).shape;
  setup.learning_rate = get("learning_rate", double());
  if (!(setup.learning_rate > 0 && std::isfinite(setup.learning_rate)))
    refuse("learning_rate", "a positive number", fmt::format("{}", setup.learning_rate));
  setup.batch = whole("batch", data->examples());
  setup.stopping.max_epochs = whole("max_epochs", 10000);
  setup.stopping.patience = whole("patience", 10000);
  OptimizerChoice& optimizer = setup.optimizer;
  optimizer.name = get("optimizer", std::string());
  if (optimizer.name != "adam" && optimizer.name != "sgd")
    refuse("optimizer", "adam or sgd", "'" + optimizer.name + "'");
  if (optimizer.name == "sgd") optimizer.momentum = get("momentum", double());
  if (!(optimizer.momentum >= 0 && std::isfinite(optimizer.momentum)))
    refuse("momentum", "zero or a positive number", fmt::format("{}", optimizer.momentum));
  optimizer.is_kept = identity.configuration.contains("optimizer_kept");
  if (optimizer.is_kept && (optimizer.name != "sgd" || optimizer.momentum > 0))
    refuse("optimizer_kept", "an optimizer that remembers nothing, SGD without momentum",
           optimizer.name);
  setup.seed = identity.seed;
  return setup;
}

void take_data(TrainingSetup& setup, const RunData& data) {
  if (is_drawn(data.source.name) && setup.seed != data.source.seed)
    throw InputError(
        "seed", "--seed",
        fmt::format("{}, with which {} of the run were drawn", data.source.seed, data.source.name),
        fmt::format("{}", setup.seed), "give the run's seed");
  setup.dataset = data.source.name;
  if (!data.subset) return;
  setup.subset = examples_for(data, "--subset", setup.subset, *data.subset);
}

TrainingData load(const TrainingSetup& setup, const std::string& program) {
  TrainingData data{load(setup.source(), Split::train), load(setup.source(), Split::test)};
  if (setup.subset) data.training = first_examples(data.training, *setup.subset);
  check_fits(setup.shape, program, data.training);
  if (static_cast<std::size_t>(setup.batch) > data.training.count)
    throw InputError(
        "batch", "--batch, or that of the given run",
        fmt::format("at most {}, the examples of {}", data.training.count, data.training.name),
        fmt::format("{}", setup.batch), "take a smaller batch or more examples");
  return data;
}

}  // namespace caldera
