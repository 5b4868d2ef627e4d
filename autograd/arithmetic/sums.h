#pragma once
// Sums in a fixed order: neither vector width, compiler nor threads can change a bit.
//
// Whatever T is, everything accumulates in double; a sum over n terms is defined as follows.
// 1. The terms are cut into blocks of 4096, the last of which may be short.
// 2. A block has 16 lanes, which start at zero. Its terms are dealt to them in order, term i to
//    lane i mod 16. Where their number is no multiple of 16 the rest of the last round are zeros (0 · 0
//    in a product), which change a lane only by its sign: −0 becomes +0.
// 3. The lanes are folded in half until one is left, which is the block's sum:
//    lane l += lane l + 8 for l < 8, then l + 4 for l < 4, l + 2 for l < 2, and lane 0 += lane 1.
// 4. The blocks are added in a binary tree: neighbours in pairs, (0, 1), (2, 3), …, an odd last one
//    moving up as it is, and again until one is left. Equally, from the top: the left branch takes
//    the largest power of two of blocks that leaves something for the right one.
// The sum over no terms is zero. A lane may be −0: where all its products are so small and negative that
// they vanish, as fma(−10⁻²⁰⁰, 10⁻²⁰⁰, +0) does; then so may a sum of products. No other sum is ever −0.

#include <span>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// Σ xᵢ, lane = lane + x.
double sum(std::span<const float> x);
double sum(std::span<const double> x);

/// Σ xᵢ·yᵢ, each product fused into its lane: lane = fma(x, y, lane). Equal lengths.
double dot(std::span<const float> x, std::span<const float> y);
double dot(std::span<const double> x, std::span<const double> y);

/// ‖x‖² = Σ xᵢ²  and  ‖x‖ (its square root).
double squared_norm(std::span<const float> x);
double squared_norm(std::span<const double> x);
double norm(std::span<const float> x);
double norm(std::span<const double> x);

/// ‖x − y‖², with d = x − y rounded in double and lane = fma(d, d, lane). Equal lengths.
double squared_distance(std::span<const float> x, std::span<const float> y);
double squared_distance(std::span<const double> x, std::span<const double> y);

/// target_j ← Σ_i a_ij, or target_j + Σ_i a_ij if `add`: starting from zero, or from what target
/// holds, the rows are added one by one in order, in T. target has a.cols entries and does not
/// overlap a.
void column_sums(ConstMatrix<float> a, std::span<float> target, bool add);
void column_sums(ConstMatrix<double> a, std::span<double> target, bool add);

}  // namespace caldera
