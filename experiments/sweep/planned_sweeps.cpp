#include "experiments/sweep/planned_sweeps.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/study/profile.h"

namespace caldera {

std::vector<int> sweep_seeds(const std::string& profile) {
  return of_profile<std::vector<int>>(profile, {1}, {1, 2, 3}, {1, 2, 3});
}

bool is_swept(const std::string& profile, int seed) {
  const std::vector<int> seeds = sweep_seeds(profile);
  return std::ranges::find(seeds, seed) != seeds.end();
}

std::vector<int> other_minima(const std::string& profile) {
  return of_profile<std::vector<int>>(profile, {2}, {2}, {2, 3, 4, 5});
}

std::string minimum_file(const std::string& profile, int seed) {
  return fmt::format("{}/seed{}.h5", is_swept(profile, seed) ? "origin_sweep" : "minima", seed);
}

std::string checkpoint_file(int k, const std::string& side) {
  return fmt::format("checkpoints/T{}_{}.h5", k, side);
}

}  // namespace caldera
