#pragma once
// What the verdict says of the studies that are sweeps of other kinds than the first: hysteresis,
// other learning rates, activations and data, and the transition checkpoints.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// By seed: where the rising sweep enters the trivial phase and the falling one leaves it, the ratio
/// of both, which must be at most one half, and width and area of each loop; then their means over
/// the seeds, with the standard deviation. `folder`: the falling sweeps, beside origin_sweep/.
std::vector<Comparison> compare_hysteresis(const std::filesystem::path& folder);

/// Of every origin sweep in a folder: accuracy at β = 0, and number and positions of the transitions
/// that are found. Nothing is judged.
std::vector<Comparison> describe_sweeps(const std::filesystem::path& folder);

/// Of every transition: the middle of the narrowed bracket, judged as in the origin sweep, and how
/// the distance jumps. `folder`: T<k>_before.h5 and T<k>_after.h5.
std::vector<Comparison> compare_checkpoints(const std::filesystem::path& folder);

}  // namespace caldera
