#pragma once
// What the verdict says of the runs that are trapped.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// Judged: the trap is a minimum, so that its smallest curvature is above zero by more than its
/// error bound; and without noise no run leaves it. Reported: of each batch size and learning rate
/// the mean epoch of the escape; for pairs of equal η/B the ratio of these.
std::vector<Comparison> compare_escape(const std::filesystem::path& run);

}  // namespace caldera
