#pragma once
// The paths of the mode connectivity study beside the published connections, as claims.

#include <vector>

#include "plots/mode_connectivity/pairs.h"
#include "plots/report/claim.h"

namespace caldera {

/// By pair the factor by which the distance falls, the largest errors and the least accuracy on the
/// path. Then, on the published grid, distance, errors and accuracy by β, and their means over all
/// β; on another grid errors and accuracy where the same share of the distance is left. All pairs
/// are of one grid.
std::vector<Claim> beside_published(const std::vector<ModePair>& pairs);

}  // namespace caldera
