#pragma once
// Sums in a fixed order. Entries are dealt to 16 lanes (entry i to lane i mod 16) within blocks of
// 4096; the lanes of a block are added in a fixed binary tree, and so are the blocks. All
// accumulate in double, whatever T is: vector width and threads cannot change a bit.

#include <span>

#include "autograd/arithmetic/matrix.h"

namespace caldera {

/// Σ xᵢ
double sum(std::span<const float> x);
double sum(std::span<const double> x);

/// Σ xᵢ yᵢ, each product fused into its lane: lane = fma(x, y, lane). Equal lengths.
double dot(std::span<const float> x, std::span<const float> y);
double dot(std::span<const double> x, std::span<const double> y);

/// ‖x‖² = Σ xᵢ²  and  ‖x‖ (its square root).
double squared_norm(std::span<const float> x);
double squared_norm(std::span<const double> x);
double norm(std::span<const float> x);
double norm(std::span<const double> x);

/// ‖x − y‖², differences rounded in double. Equal lengths.
double squared_distance(std::span<const float> x, std::span<const float> y);
double squared_distance(std::span<const double> x, std::span<const double> y);

/// target_j ← Σ_i a_ij (overwrite) or target_j + Σ_i a_ij, the rows added one by one in order,
/// in T. target has a.cols entries.
void column_sums(ConstMatrix<float> a, std::span<float> target, bool add);
void column_sums(ConstMatrix<double> a, std::span<double> target, bool add);

}  // namespace caldera
