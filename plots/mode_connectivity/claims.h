#pragma once
// What the verdict says of mode connectivity and of the classroom's toy.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// By pair M₁ → M_k, as the row's seed says k. Judged by the paper's claims (arXiv 2512.11866, Fig.
/// 4): the largest training error on the Pathfinder's path, the factor by which the distance falls,
/// and the straight line's barrier over that error. Reported: for every kind of curve the largest
/// error, the length and the cost.
std::vector<Comparison> compare_modes(const std::filesystem::path& folder);

/// The transitions of the toy, with the smallest eigenvalue just before each. Nothing is judged.
std::vector<Comparison> describe_classroom(const std::filesystem::path& run);

}  // namespace caldera
