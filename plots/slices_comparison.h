#pragma once
// What the verdict says of slices.

#include <filesystem>
#include <vector>

#include "plots/comparison.h"

namespace caldera {

/// Reported, of every line from one model to another in a folder of slices, by ascending β: how high
/// the way climbs before it falls again, in nats; there is nothing to judge.
std::vector<Comparison> compare_slices(const std::filesystem::path& folder);

}  // namespace caldera
