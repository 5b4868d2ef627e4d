#pragma once
// Copies blocks of a factor into the order in which the tiles read it. Only moves, no arithmetic,
// so one version serves all vector paths.

#include "autograd/arithmetic/gemm.h"

namespace caldera {

/// panel[l · width + j] ← B(first_row + l, first_col + j) for l < depth and j < cols, and zero for
/// cols ≤ j < width.
void pack_panel(const Factor<float>& b, std::size_t first_row, std::size_t depth,
                std::size_t first_col, std::size_t cols, std::size_t width, float* panel);
void pack_panel(const Factor<double>& b, std::size_t first_row, std::size_t depth,
                std::size_t first_col, std::size_t cols, std::size_t width, double* panel);

}  // namespace caldera
