#pragma once
// What the verdict says of the detectors of change.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// Judged, for every rule in every noise: whether what was measured on the series that rules may be
/// tuned on holds for others, that is, whether both sets agree within three standard errors of
/// their difference in the rate of false alarms, and in the share of changes that are found, all
/// changes taken together. Reported, in independent noise: what of changes of 1 and 3 σ each rule
/// finds, and after how many samples.
std::vector<Comparison> compare_detectors(const std::filesystem::path& run);

}  // namespace caldera
