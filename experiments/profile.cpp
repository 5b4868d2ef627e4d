#include "experiments/profile.h"

#include <fmt/format.h>

#include <cmath>

#include "autograd/arithmetic/error.h"

namespace caldera {

SweepProfile sweep_profile(const std::string& name) {
  if (name == "smoke") return {.beta_step = 0.002, .beta_max = 0.09};
  if (name == "study") return {.beta_step = 0.001, .beta_max = 0.09};
  if (name == "paper") return {.beta_step = 0.0002, .beta_max = 0.09};
  throw InputError("unknown profile", "--profile", "smoke, study or paper", "'" + name + "'",
                   "name one of the three");
}

namespace {

constexpr double most_values = 100000;

}  // namespace

void check(const SweepProfile& grid) {
  if (!(grid.beta_step > 0 && std::isfinite(grid.beta_step)))
    throw InputError("grid of beta", "--beta-step", "a positive number",
                     fmt::format("{}", grid.beta_step), "beta ascends from 0");
  if (!(grid.beta_max >= 0 && std::isfinite(grid.beta_max)))
    throw InputError("grid of beta", "--beta-max", "a number not below 0",
                     fmt::format("{}", grid.beta_max), "beta ascends from 0");
  if (!(grid.beta_max / grid.beta_step < most_values))
    throw InputError("grid of beta", "--beta-step", fmt::format("at most {} values", most_values),
                     fmt::format("{:.3g}", grid.beta_max / grid.beta_step), "take larger steps");
}

std::size_t grid_size(const SweepProfile& grid) {
  return static_cast<std::size_t>(grid.beta_max / grid.beta_step + 1e-6) + 1;
}

}  // namespace caldera
