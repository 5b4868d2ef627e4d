#pragma once
// The origin sweeps among the results of a profile (experiments/study/plan.h), where most studies
// begin.

#include <string>
#include <vector>

namespace caldera {

/// The sweep of seed 1; its first point is the first minimum.
inline constexpr const char* first_sweep = "origin_sweep/seed1.h5";

/// Its transitions, whose weights are kept on both sides.
inline constexpr int planned_transitions = 5;

/// The seeds of the origin sweeps. Throws InputError for an unknown profile, as all of these.
std::vector<int> sweep_seeds(const std::string& profile);
bool is_swept(const std::string& profile, int seed);

/// The seeds of the minima at β = 0 that are connected to the first.
std::vector<int> other_minima(const std::string& profile);

/// The run whose first point is the minimum of a seed: its origin sweep, or one of β = 0 alone.
std::string minimum_file(const std::string& profile, int seed);

/// The weights on one side, "before" or "after", of transition k of the first sweep.
std::string checkpoint_file(int k, const std::string& side);

}  // namespace caldera
