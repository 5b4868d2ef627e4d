#pragma once
// What the verdict says of deep linear networks: all of it is known in closed form.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// From a run of linear_cascade, judged:
///   how many transitions each sweep has: rising, one a singular value; falling, the same at depth
///   2 and none at depth 3 and more; every fold and branch point, to 1e-8; of the jump at every
///   transition the exponent of the step, 1 at depth 2 and 0 at depth 3 and more, to 0.03, and its
///   limit for small steps, to 1e-6; the exponent of the smallest eigenvalue, ½ at a fold and 1 at
///   a pitchfork, to 0.01.
/// The exponents hold in the limit. At a fold the next terms are smaller by √step and √distance;
/// what they do to the fits over the ranges of the study, up to 0.02 and 0.003, is within the
/// tolerances.
std::vector<Comparison> compare_linear(const std::filesystem::path& run);

}  // namespace caldera
