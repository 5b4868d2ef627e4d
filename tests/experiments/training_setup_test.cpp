#include "experiments/model/training_setup.h"

#include "experiments/model/model_file.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

/// A run file with a model, and how it was trained.
std::filesystem::path make_trained(const std::filesystem::path& file, const std::string& option,
                                   const Option& value) {
  RunIdentity identity = example_identity();
  identity.configuration = {{"batch", std::int64_t{64}},
                            {"dataset", "mnist"},
                            {"learning_rate", 0.0015},
                            {"max_epochs", std::int64_t{3}},
                            {"optimizer", "adam"},
                            {"patience", std::int64_t{2}}};
  identity.configuration[option] = value;
  RunWriter writer(file, identity);
  write_model<float>(writer, small_shape, small_parameters(small_shape, 0));
  writer.commit();
  return file;
}

}  // namespace

TEST_CASE("how a sweep was trained is taken from its file, if one can train like that") {
  const TemporaryFolder folder;
  const auto setup_with = [&](const std::string& option, const Option& value) {
    return setup_of(RunFile(make_trained(folder / "sweep.h5", option, value)));
  };
  CHECK(setup_with("batch", std::int64_t{7}).batch == 7);
  CHECK(setup_with("subset", std::int64_t{90}).subset == 90);
  CHECK(setup_with("dataset", "patterns").source().seed == example_identity().seed);
  CHECK(setup_with("subset", std::int64_t{90}).optimizer.name == "adam");
  CHECK_FALSE(setup_with("subset", std::int64_t{90}).optimizer.is_kept);
  const auto refused = [&](const std::string& option, const Option& value, const std::string& said) {
    CHECK_THAT(refusal([&] { setup_with(option, value); }),
               Catch::Contains("sweep.h5:/configuration/@" + option + ": expected " + said));
  };
  refused("batch", std::int64_t{0}, "1 to 60000, found 0");
  refused("batch", std::int64_t{1} << 40, "1 to 60000, found 1099511627776");
  refused("max_epochs", std::int64_t{0}, "1 to 10000, found 0");
  refused("patience", std::int64_t{-1}, "1 to 10000, found -1");
  refused("learning_rate", 0.0, "a positive number, found 0");
  refused("optimizer", "lion", "adam or sgd, found 'lion'");
  refused("optimizer_kept", std::int64_t{1}, "an optimizer that remembers nothing");
  refused("batch", 1.5, "how a sweep was trained");
  refused("dataset", "cifar", "one of mnist");
}

TEST_CASE("an optimizer that was kept can be gone on with if it remembers nothing") {
  const TemporaryFolder folder;
  TrainingSetup setup{.shape = small_shape,
                      .learning_rate = 0.05,
                      .batch = 32,
                      .stopping = {.max_epochs = 30, .patience = 30},
                      .optimizer = {.name = "sgd", .momentum = 0, .is_kept = true}};
  const auto read_back = [&] {
    RunIdentity identity = example_identity();
    identity.configuration = configuration_of(setup);
    RunWriter writer(folder / "sweep.h5", identity);
    write_model<float>(writer, small_shape, small_parameters(small_shape, 0));
    writer.commit();
    return setup_of(RunFile(folder / "sweep.h5"));
  };
  const TrainingSetup found = read_back();
  CHECK(configuration_of(found) == configuration_of(setup));
  setup.optimizer.momentum = 0.5;
  CHECK_THAT(refusal([&] { read_back(); }), Catch::Contains("@optimizer_kept"));
  setup.optimizer.momentum = -0.5;
  CHECK_THAT(refusal([&] { read_back(); }), Catch::Contains("@momentum: expected zero or a positive"));
  CHECK_THAT(refusal([&] { setup_of(RunFile(make_trained(folder / "none.h5", "optimizer", "sgd"))); }),
             Catch::Contains("@momentum: expected how a sweep was trained"));
  setup.optimizer = {.name = "sgd", .momentum = 0.5};
  CHECK(read_back().optimizer.momentum == 0.5);
}

}  // namespace caldera::test
