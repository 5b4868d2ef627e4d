#pragma once
// Rows of the verdict from Hessian spectra along a path. science.md and the paper's Fig. 3 give no
// numbers for them, so all are reported without pass or fail.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// Of a run file of path_spectrum: how many transitions the path has; at how many of its points the
/// margin λ_min(∇²E) + c is below zero by more than its bound, and the least margin; the largest
/// eigenvalue in magnitude. Throws InputError if the file is of another study.
std::vector<Comparison> compare_path_spectrum(const std::filesystem::path& file);

}  // namespace caldera
