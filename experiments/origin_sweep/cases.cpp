#include "experiments/origin_sweep/cases.h"

#include <algorithm>

#include "experiments/model/training_setup.h"
#include "experiments/study/option_checks.h"

namespace caldera {

namespace {

/// 4 × 4 images, eight features of 2 × 2, sixteen of 2 × 2 of those, their averages, three classes.
/// The paper's has 3 × 3 kernels with a border and maximum pooling: plots/generalisation/text.md.
NetworkShape small_cnn() {
  return {.widths = {16, 3},
          .activation = Activation::relu,
          .convolutions = {{.channels = 8, .kernel = 2}, {.channels = 16, .kernel = 2, .pool = 2}},
          .image = {.height = 4, .width = 4, .channels = 1}};
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const Case& one : sweep_cases()) all.push_back(one.name);
  return all;
}

}  // namespace

const std::vector<Case>& sweep_cases() {
  static const std::vector<Case> cases = {
      // Fig. 2
      {.name = "mnist",
       .dataset = "mnist",
       .shape = paper_network("mnist", Activation::sigmoid),
       .beta_max = 0.09,
       .beta_step = {0.002, 0.001, 0.0002}},
      // Fig. 5a: the same at ten times the learning rate. Where it jumps depends on the step, so the
      // study has the published one, where the transitions are: plan() in study.cpp.
      {.name = "fast",
       .dataset = "mnist",
       .shape = paper_network("mnist", Activation::sigmoid),
       .learning_rate = 0.015,
       .beta_max = 0.0638,
       .beta_step = {0.004, 0.0002, 0.0002},
       .smoke_subset = smoke_examples},
      // Fig. 6a: rectified linear units
      {.name = "relu",
       .dataset = "mnist",
       .shape = paper_network("mnist", Activation::relu),
       .beta_max = 0.528,
       .beta_step = {0.032, 0.0048, 0.0016},
       .smoke_subset = smoke_examples},
      // Fig. 6b
      {.name = "fashion",
       .dataset = "fashion-mnist",
       .shape = paper_network("fashion-mnist", Activation::sigmoid),
       .beta_max = 0.1452,
       .beta_step = {0.0088, 0.00132, 0.00044},
       .smoke_subset = smoke_examples},
      // A convolutional network on synthetic patterns
      {.name = "cnn",
       .dataset = "patterns",
       .shape = small_cnn(),
       .beta_max = 1,
       .beta_step = {0.05, 0.01, 0.001}},
  };
  return cases;
}

BetaGrid Case::grid(const std::string& profile) const {
  return {.step = beta_step.of(profile), .max = beta_max};
}

std::optional<std::size_t> Case::subset(const std::string& profile) const {
  return of_profile<std::optional<std::size_t>>(profile, smoke_subset, {}, {});
}

const Case& case_named(const std::string& name) {
  check_one_of("--case", name, names());
  return *std::ranges::find(sweep_cases(), name, &Case::name);
}

std::string case_names() { return in_words(names()); }

}  // namespace caldera
