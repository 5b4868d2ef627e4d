#pragma once
// What the verdict says of slices.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// Reported; there is nothing to judge. Of every line from one model to another in a folder of
/// slices, by ascending β: how high the way climbs before it falls again, in nats. Of every plane
/// with two wells: the β at which both are equally deep, and that from which the first is gone.
std::vector<Comparison> compare_slices(const std::filesystem::path& folder);

}  // namespace caldera
