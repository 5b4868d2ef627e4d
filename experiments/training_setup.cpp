#include "experiments/training_setup.h"

#include "autograd/arithmetic/error.h"
#include "experiments/model_file.h"
#include "nn/fashion_mnist.h"
#include "nn/mnist.h"
#include "nn/patterns.h"
#include "nn/sharding.h"

namespace caldera {

namespace {

TrainingData load_all(const TrainingSetup& setup) {
  if (setup.dataset == "patterns") {
    const auto seed = static_cast<std::uint64_t>(setup.seed);
    return {make_patterns(Split::train, seed), make_patterns(Split::test, seed)};
  }
  if (setup.dataset.starts_with("fashion-mnist"))
    return {load_fashion_mnist(setup.data, Split::train),
            load_fashion_mnist(setup.data, Split::test)};
  return {load_mnist(setup.data, Split::train), load_mnist(setup.data, Split::test)};
}

}  // namespace

Configuration configuration_of(const TrainingSetup& setup) {
  const Sharding sharding;
  Configuration configuration{{"architecture", architecture(setup.shape)},
                              {"batch", std::int64_t{setup.batch}},
                              {"dataset", setup.dataset},
                              {"groups", static_cast<std::int64_t>(sharding.groups)},
                              {"learning_rate", setup.learning_rate},
                              {"max_epochs", std::int64_t{setup.stopping.max_epochs}},
                              {"optimizer", "adam"},
                              {"patience", std::int64_t{setup.stopping.patience}},
                              {"shard_rows", static_cast<std::int64_t>(sharding.rows)}};
  if (setup.subset) configuration["subset"] = static_cast<std::int64_t>(*setup.subset);
  return configuration;
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
  TrainingSetup setup;
  setup.dataset = get("dataset", std::string());
  if (identity.configuration.contains("subset"))
    setup.subset = static_cast<std::size_t>(get("subset", std::int64_t()));
  setup.shape = read_model(sweep.path()).shape;
  setup.learning_rate = get("learning_rate", double());
  setup.batch = static_cast<int>(get("batch", std::int64_t()));
  setup.stopping.max_epochs = static_cast<int>(get("max_epochs", std::int64_t()));
  setup.stopping.patience = static_cast<int>(get("patience", std::int64_t()));
  setup.seed = identity.seed;
  return setup;
}

std::string identify(const std::string& dataset, const std::filesystem::path& folder) {
  if (dataset != "fashion-mnist") return dataset;
  const std::string name = load_fashion_mnist(folder, Split::test).name;
  return name.substr(0, name.rfind("-test"));
}

TrainingData load(const TrainingSetup& setup, const std::string& program) {
  TrainingData data = load_all(setup);
  if (setup.subset) data.training = first_examples(data.training, *setup.subset);
  check_fits(setup.shape, program, data.training);
  if (static_cast<std::size_t>(setup.batch) > data.training.count)
    throw InputError("batch", "--batch", "at most the number of training examples",
                     std::to_string(setup.batch), "take a smaller batch");
  return data;
}

}  // namespace caldera
