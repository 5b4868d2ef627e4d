#pragma once
// What the verdict says of transitions in the signals of training.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// Reported, not judged, as nothing is published: how many transitions the sweep has; of each
/// method (plots/watched_sweep/performance.h) the share of them that it finds, as a mean over its
/// signals, and what it finds in the signal that does best; and what the choices of the two
/// practitioners' guides find. Beside each: what as many flags at random would find, and false
/// alarms per 10 000 samples.
std::vector<Comparison> compare_watched_sweep(const std::filesystem::path& run);

}  // namespace caldera
