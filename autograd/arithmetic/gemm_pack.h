#pragma once
// Copies a panel of B into the order in which the tiles read it. Only moves numbers, so one version
// serves all vector paths.

#include <cstddef>

namespace caldera {

/// panel[l · width + j] ← b[l · row_stride + j · col_stride] for l < depth and j < cols, and zero
/// for cols ≤ j < width. One of the strides is 1; if it is that of the rows, this is a transpose.
void pack_panel(const float* b, std::size_t row_stride, std::size_t col_stride, std::size_t depth,
                std::size_t cols, std::size_t width, float* panel);
void pack_panel(const double* b, std::size_t row_stride, std::size_t col_stride, std::size_t depth,
                std::size_t cols, std::size_t width, double* panel);

}  // namespace caldera
