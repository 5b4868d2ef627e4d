#pragma once
// What the verdict says of the phases over learning rates.

#include <filesystem>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// Judged: below η λ₁ = 2 the error never rises in the first epoch, and in the end no run has η λ₁
/// above 2, as linear stability demands. Reported: how many runs each phase has and what each rule
/// flags in it; the least η λ₁ with a rise; where the first epoch's error and the rank are least.
std::vector<Comparison> compare_learning_rates(const std::filesystem::path& run);

}  // namespace caldera
