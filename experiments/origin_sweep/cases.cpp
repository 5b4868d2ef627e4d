#include "experiments/origin_sweep/cases.h"

#include <algorithm>

#include "experiments/model/training_setup.h"
#include "experiments/study/option_checks.h"

namespace caldera {

namespace {

/// A convolution of the paper's: as many pixels as before, and of four the largest.
ConvolutionLayer paper_convolution(std::size_t channels) {
  return {.channels = channels, .kernel = 3, .pool = 2, .border = 1, .pooling = Pooling::maximum};
}

/// 4 × 4 images, 2 × 2 × 8, 1 × 1 × 16, three classes.
NetworkShape paper_cnn() {
  return {.widths = {16, 3},
          .activation = Activation::relu,
          .convolutions = {paper_convolution(8), paper_convolution(16)},
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
      // study has the published one, where one is judged: fast_sweeps() in study.cpp.
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
       .beta_step = {0.032, 0.006, 0.0016},
       .smoke_subset = smoke_examples},
      // Fig. 6b
      {.name = "fashion",
       .dataset = "fashion-mnist",
       .shape = paper_network("fashion-mnist", Activation::sigmoid),
       .beta_max = 0.1452,
       .beta_step = {0.0088, 0.00165, 0.00044},
       .smoke_subset = smoke_examples},
      // A convolutional network on synthetic patterns: 30 epochs a β, whatever the error does
      {.name = "cnn",
       .dataset = "patterns",
       .shape = paper_cnn(),
       .learning_rate = 0.05,
       .beta_max = 1,
       .beta_step = {0.05, 1.0 / 99, 1.0 / 99},
       .batch = 32,
       .stopping = {.max_epochs = 30, .patience = 30},
       .optimizer = {.name = "sgd", .momentum = 0, .is_kept = true},
       .convention = PullConvention::half_square},
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
