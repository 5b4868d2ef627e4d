#include "experiments/study/profile.h"

#include <fmt/format.h>

#include <cassert>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

namespace {

constexpr double most_values = 100000;

}  // namespace

BetaGrid path_grid(const std::string& profile) {
  return {.step = of_profile(profile, 0.005, 0.0005, 0.0002),
          .max = of_profile(profile, 0.05, 0.04, 0.2234)};
}

void check_grid(const BetaGrid& grid) {
  assert(grid.step > 0 && grid.max >= 0 && grid.min >= 0);
  if (grid.max < grid.min)
    throw InputError("grid of beta", "--beta-max", fmt::format("at least {}, where it begins", grid.min),
                     fmt::format("{}", grid.max), "take a larger one");
  const double steps = (grid.max - grid.min) / grid.step;
  if (!(steps < most_values))
    throw InputError("grid of beta", "--beta-step", fmt::format("at most {} values", most_values),
                     fmt::format("{:.3g}", steps), "take larger steps");
}

std::size_t grid_size(const BetaGrid& grid) {
  return static_cast<std::size_t>((grid.max - grid.min) / grid.step + 1e-6) + 1;
}

std::vector<double> values(const BetaGrid& grid) {
  std::vector<double> betas(grid_size(grid));
  for (std::size_t i = 0; i < betas.size(); ++i) 
    betas[i] = grid.min + static_cast<double>(i) * grid.step;
  return betas;
}

}  // namespace caldera
