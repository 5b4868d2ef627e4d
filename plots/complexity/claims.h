#pragma once
// What the verdict says of the complexity of data and of the order of the onset.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// Judged, by seed, are the claims of arXiv 2505.06597: mixtures of 8 classes have more transitions
/// than those of 2, in the most dimensions; the exponent of the jump at the onset
/// (plots/complexity/onset.h) is within 0.1 of 1 for one hidden layer, as at a pitchfork, and
/// between −0.1 and ½ for two and three: at a fold it depends on the steps, is below ½ and goes to
/// 0. In fewer dimensions than classes a linear network has no more transitions than dimensions, so
/// there the numbers are reported only. Reported, with means over the seeds: the numbers of
/// transitions, where the trivial phase begins, the smallest eigenvalue of ∇²E at θ = 0, and the
/// width of the hysteresis.
std::vector<Comparison> compare_complexity(const std::filesystem::path& run);

}  // namespace caldera
