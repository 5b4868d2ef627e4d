#include "experiments/origin_sweep/cases.h"

#include "experiments/model/data_sets.h"
#include "experiments/model/training_setup.h"
#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera {

TEST_CASE("sweep cases: each fits its data set and has a grid in every profile") {
  CHECK(case_names() == "mnist, fast, relu, fashion or cnn");
  for (const Case& one : sweep_cases()) {
    INFO(one.name);
    CHECK(&case_named(one.name) == &one);
    const DataSetEntry& set = data_set(one.dataset);
    CHECK(input_count(one.shape) == set.features());
    CHECK(one.shape.widths.back() == set.classes);
    for (const char* profile : {"smoke", "study", "paper"})
      CHECK(grid_size(one.grid(profile)) >= 15);
    CHECK(one.subset("smoke").value_or(1) <= set.training);
    CHECK_FALSE(one.subset("paper"));
  }
}

TEST_CASE("sweep cases: what the paper has, and no other name") {
  CHECK(case_named("mnist").shape.widths == std::vector<std::size_t>{784, 128, 128, 10});
  CHECK_FALSE(case_named("mnist").subset("smoke"));
  CHECK(case_named("fast").subset("smoke") == smoke_examples);
  CHECK(case_named("fast").learning_rate == 0.015);
  CHECK(case_named("relu").shape.activation == Activation::relu);
  CHECK_THAT(test::refusal([] { case_named("swish"); }),
             Catch::Contains("--case: expected mnist, fast, relu, fashion or cnn, found 'swish'"));
  CHECK_THAT(test::refusal([] { case_named("mnist").grid("fine"); }),
             Catch::Contains("smoke, study or paper"));
}

TEST_CASE("sweep cases: the convolutional network is trained as published") {
  const Case& cnn = case_named("cnn");
  CHECK(architecture(cnn.shape) == "cnn 4x4x1, 8 of 3x3 border 1, maximum pool 2, "
                                   "16 of 3x3 border 1, maximum pool 2, 16-3 relu");
  for (const char* profile : {"study", "paper"}) {
    const std::vector<double> betas = values(cnn.grid(profile));
    CHECK(betas.size() == 100);
    CHECK(betas.back() == 1);
  }
  CHECK(cnn.batch == 32);
  CHECK(cnn.learning_rate == 0.05);
  CHECK(cnn.optimizer.name == "sgd");
  CHECK(cnn.optimizer.momentum == 0);
  CHECK(cnn.optimizer.is_kept);
  CHECK(cnn.stopping.max_epochs == 30);
  StoppingState state;  // an error that never falls ends no epoch early
  for (int epoch = 0; epoch < 30; ++epoch) {
    CHECK_FALSE(state.is_over(cnn.stopping));
    state.count(1);
  }
  CHECK(state.is_over(cnn.stopping));
  CHECK(cnn.convention == PullConvention::half_square);
  CHECK(case_named("mnist").convention == PullConvention::weight_decay);
}

TEST_CASE("the paper's network has the inputs and classes of its data set") {
  CHECK(paper_network("patterns", Activation::relu).widths ==
        std::vector<std::size_t>{16, 128, 128, 3});
}

}  // namespace caldera
