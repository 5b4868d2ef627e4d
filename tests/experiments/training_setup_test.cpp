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
  const auto refused = [&](const std::string& option, const Option& value, const std::string& said) {
    CHECK_THAT(refusal([&] { setup_with(option, value); }),
               Catch::Contains("sweep.h5:/configuration/@" + option + ": expected " + said));
  };
  refused("batch", std::int64_t{0}, "1 to 60000, found 0");
  refused("batch", std::int64_t{1} << 40, "1 to 60000, found 1099511627776");
  refused("max_epochs", std::int64_t{0}, "1 to 10000, found 0");
  refused("patience", std::int64_t{-1}, "1 to 10000, found -1");
  refused("learning_rate", 0.0, "a positive number, found 0");
  refused("batch", 1.5, "how a sweep was trained");
  refused("dataset", "cifar", "one of mnist");
}

}  // namespace caldera::test
