#pragma once
// The published origin sweep, as numbers to compare with.
//
// Source: Ersoy, Cardozo Licha and Wiesner, "Phase transitions reveal hierarchical structure in
// deep neural networks", arXiv 2512.11866, Fig. 2: an MLP on MNIST, three seeds, β from 0 to 0.09
// in steps of 0.0002. The positions are those of the paper. All other numbers were measured on the
// curves behind the figure (columns β, errors, test accuracy, r₀, one file per seed), as said at each
// of them. Anyone who has the curves finds the brackets with `transitions --csv`.

#include <array>

#include "plots/published/transition.h"

namespace caldera::published {

/// The extremes over the three published seeds.
struct Range {
  double low, high;
};

// Of the transitions below, each sample is of eighteen values: six neighbouring points of the published
// grid (0.001 of β) ending at the last point before the jump, or beginning at the first point after it, of
// each of the three seeds; the trend is that of a straight line through 20 points on this side.

/// β = 0: accuracy 97.70, 97.37 and 97.35 %, test error 0.107, 0.117 and 0.122, r₀ 89.9, 96.9 and
/// 79.7. Misclassified is 100 % − accuracy: what a tolerance in per cent can be taken of.
inline constexpr Range misclassified_at_zero{2.30, 2.65};
inline constexpr Range test_error_at_zero{0.107, 0.122};
inline constexpr Range distance_at_zero{79.7, 96.9};

inline constexpr std::array<Transition, 5> transitions = {{
    {"T1",
     0.0248,
     7.8,
     {0.8181, 0.017, 26},
     {0.8813, 0.013, 18},
     {82.31, 2.1, 610},
     {78.52, 1.2, 300},
     {8.139, 0.061, 130},
     {7.725, 0.039, 93}},
    {"T2",
     0.03735,
     6.24,
     {1.099, 0.015, 21},
     {1.207, 0.014, 16},
     {74.26, 2.4, 300},
     {64.82, 2.0, 120},
     {6.734, 0.054, 94},
     {6.221, 0.028, 70}},
    {"T3",
     0.0590,
     4.2,
     {1.577, 0.020, 23},
     {1.724, 0.012, 9.8},
     {55.88, 4.1, 1000},
     {39.41, 1.9, 240},
     {4.823, 0.063, 86},
     {4.171, 0.048, 45}},
    {"T4",
     0.0738,
     2.8,
     {1.936, 0.017, 20},
     {2.022, 0.013, 8.8},
     {36.12, 1.9, 200},
     {24.49, 2.5, 690},
     {3.339, 0.056, 80},
     {2.775, 0.042, 45}},
    {"T5",
     0.08445,
     0.1,
     {2.123, 0.017, 14},
     {2.309, 0.0038, 0.12},
     {22.35, 1.9, 210},
     {10.35, 0.75, 3.1},
     {2.265, 0.084, 80},
     {0.0996, 0.039, 7.5}},
}};

}  // namespace caldera::published
