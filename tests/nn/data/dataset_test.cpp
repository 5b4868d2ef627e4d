#include "caldera/nn/data/dataset.h"

#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/refusal.h"

using namespace caldera;
using namespace caldera::test;

TEST_CASE("the first examples of a data set are its first rows") {
  const Dataset data = synthetic_dataset(30, 5, 3);
  const Dataset first = first_examples(data, 7);
  CHECK(first.name == data.name);
  CHECK(first.count == 7);
  CHECK(first.features == 5);
  CHECK(first.classes == 3);
  CHECK(first.inputs == std::vector<float>(data.inputs.begin(), data.inputs.begin() + 35));
  CHECK(first.labels == std::vector<std::uint8_t>(data.labels.begin(), data.labels.begin() + 7));
  CHECK(first_examples(data, 30).inputs == data.inputs);
  for (const std::size_t count : {0u, 31u})
    CHECK_THAT(refusal([&] { first_examples(data, count, "--images"); }),
               Catch::Contains("--images: expected 1 to 30, the examples of synthetic, found"));
}

// Each example is in the class of its label, and in the order in which the data set has it.
TEST_CASE("the examples of all classes together are the data set") {
  const Dataset data = synthetic_dataset(30, 5, 3);
  std::vector<Dataset> classes;
  for (std::uint8_t k = 0; k < 3; ++k) {
    classes.push_back(examples_of_class(data, k));
    const Dataset& chosen = classes.back();
    CHECK(chosen.name == data.name);
    CHECK(chosen.features == 5);
    CHECK(chosen.classes == 3);
    CHECK(chosen.labels == std::vector<std::uint8_t>(chosen.count, k));
    CHECK(chosen.inputs.size() == 5 * chosen.count);
  }
  CHECK(classes[0].count + classes[1].count + classes[2].count == 30);
  std::size_t next[3] = {};
  for (std::size_t i = 0; i < 30; ++i) {
    const std::uint8_t k = data.labels[i];
    REQUIRE(next[k] < classes[k].count);
    for (std::size_t j = 0; j < 5; ++j)
      CHECK(classes[k].matrix()(next[k], j) == data.matrix()(i, j));
    ++next[k];
  }
}

TEST_CASE("a class without examples is empty") {
  Dataset data = synthetic_dataset(30, 5, 3);
  data.classes = 4;
  const Dataset none = examples_of_class(data, 3);
  CHECK(none.count == 0);
  CHECK(none.inputs.empty());
  CHECK(none.labels.empty());
  CHECK(none.features == 5);
  CHECK(none.classes == 4);
}
