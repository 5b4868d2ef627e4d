#include "experiments/origin_sweep/cases.h"

#include "autograd/arithmetic/error.h"

namespace caldera {

namespace {

NetworkShape mlp(Activation activation) { return {{784, 128, 128, 10}, activation}; }

/// 4 × 4 images, eight features of 2 × 2, sixteen of 2 × 2 of those, their averages, three classes.
/// The paper does not say what its small network is.
NetworkShape small_cnn() {
  return {.widths = {16, 3},
          .activation = Activation::relu,
          .convolutions = {{.channels = 8, .kernel = 2}, {.channels = 16, .kernel = 2, .pool = 2}},
          .image = {.height = 4, .width = 4, .channels = 1}};
}

std::optional<std::size_t> few(const std::string& profile) {
  return profile == "smoke" ? std::optional(smoke_examples) : std::nullopt;
}

}  // namespace

Case case_named(const std::string& name, const std::string& profile) {
  const auto grid = [&](double smoke, double study, double paper, double max) {
    return BetaGrid{.step = of_profile(profile, smoke, study, paper), .max = max};
  };
  if (name == "mnist")
    return {"mnist", mlp(Activation::sigmoid), 0.0015, grid(0.002, 0.001, 0.0002, 0.09)};
  if (name == "fast")
    return {"mnist", mlp(Activation::sigmoid), 0.015, grid(0.005, 0.002, 0.0002, 0.09),
            few(profile)};
  if (name == "relu")
    return {"mnist", mlp(Activation::relu), 0.0015, grid(0.03, 0.01, 0.001, 0.53), few(profile)};
  if (name == "fashion")
    return {"fashion-mnist", mlp(Activation::sigmoid), 0.0015, grid(0.01, 0.005, 0.0005, 0.145),
            few(profile)};
  if (name == "cnn") return {"patterns", small_cnn(), 0.0015, grid(0.05, 0.01, 0.001, 1)};
  throw InputError("unknown case", "--case", "mnist, fast, relu, fashion or cnn", "'" + name + "'",
                   "name one of them");
}

}  // namespace caldera
