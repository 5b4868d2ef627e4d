#include "caldera/nn/data/data_sets.h"

#include <set>

#include "caldera/nn/data/patterns.h"
#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera {

TEST_CASE("data sets: each entry is whole, and no name stands for two") {
  std::set<std::string> names;
  for (const DataSetEntry& set : data_sets()) {
    INFO(set.title);
    REQUIRE_FALSE(set.versions.empty());
    for (const DataSetVersion& version : set.versions) {
      CHECK(names.insert(version.name).second);
      CHECK(&data_set(version.name) == &set);
      for (const SplitFiles& files : {version.training, version.test})
        CHECK(files.inputs_sha256.size() == (set.is_drawn() ? 0 : 64));
    }
    CHECK(set.features() > 0);
    CHECK(set.classes > 1);
    CHECK(set.training > 0);
    CHECK(set.deviation > 0);
    CHECK(set.is_drawn() == set.remedy.empty());
  }
}

TEST_CASE("data sets: what is drawn has the examples, inputs and classes of its entry") {
  for (const DataSetEntry& set : data_sets()) {
    if (!set.is_drawn()) continue;
    INFO(set.title);
    const Dataset data = read_split(set, {}, Split::train, 3);
    CHECK(data.count == set.training);
    CHECK(data.features == set.features());
    CHECK(data.classes == set.classes);
    CHECK(data.inputs != read_split(set, {}, Split::train, 4).inputs);
  }
  CHECK(read_split(data_set("patterns"), {}, Split::test, 3).inputs ==
        make_patterns(Split::test, 3).inputs);
}

TEST_CASE("data sets: an unknown name, and a split that there is not, are refused") {
  CHECK_THAT(test::refusal([] { data_set("cifar", "--dataset"); }),
             Catch::Contains("--dataset: expected one of mnist, fashion-mnist,") &&
                 Catch::Contains("found 'cifar'"));
  CHECK_THAT(test::refusal([] { read_split(data_set("nested-pairs"), {}, Split::test); }),
             Catch::Contains("nested pairs: expected a data set with test examples, found none"));
}

}  // namespace caldera
