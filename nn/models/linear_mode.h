#pragma once
// One mode of a deep linear network, in closed form (Ziyin and Ueda, "Exact phase transitions in
// deep learning", 2022). At balanced weights (nn/models/linear_network.h) the loss
// L = ½‖W_D…W₁ − S‖² + (β/2) Σ‖W_k‖² is a sum over the singular values s of S of
//
//     V(a) = ½(s − a^D)² + (Dβ/2) a²,        V′(a) = D a [β − b(a)],   b(a) = a^{D−2}(s − a^D)
//
// with a ≥ 0 the strength of the mode in every layer. So stationary points are a = 0 and the curve
// β = b(a) over 0 ≤ a ≤ s^{1/D}. Since b′(a) = a^{D−3} [(D−2) s − (2D−2) a^D], that curve turns at
//
//     a*^D = (D−2) s / (2D−2),   β_fold = b(a*) = a*^{D−2} s D / (2D−2).
//
// D = 2: a* = 0 and β_fold = s, where the learned branch a² = s − β meets a = 0: second order.
// D ≥ 3: minima lie on a > a*, and saddles on a < a*; they meet in a fold, while a = 0 stays a
// minimum for every β > 0: first order, with hysteresis. D = 3: a* = (s/4)^{1/3}, β_fold = ¾ s a*.
//
// Equal depth, V(a) = V(0) on the curve: with x = a^D and Dβa² = Dx(s − x) it reads
// (s − x)² + Dx(s − x) = s², so x = 0 or
//
//     x = (D−2) s / (D−1),       β_M = x^{(D−2)/D} s / (D−1).        D = 3: β_M = (s/2)^{4/3}.

#include <cstddef>
#include <optional>

namespace caldera {

/// s > 0 and D ≥ 2.
struct LinearMode {
  double singular_value;  ///< s
  std::size_t depth;      ///< D, layers
};

/// ½(s − a^D)², the mode's share of E.
double mode_error(const LinearMode& mode, double a);

/// V(a)
double mode_loss(const LinearMode& mode, double a, double beta);

/// b(a): the β at which a is stationary.
double mode_pull(const LinearMode& mode, double a);

/// V″(a)/D = D a^{2D−2} − (D−2) β at β = b(a): the eigenvalue of ∇²L whose vector moves a in all
/// layers alike. Zero at the fold, 2a² for D = 2.
double mode_curvature(const LinearMode& mode, double a);

/// a*. For D = 2 it is 0: the pitchfork.
double fold_strength(const LinearMode& mode);
/// β_fold. For D = 2 it is s.
double fold_pull(const LinearMode& mode);

/// a of the learned minimum that is as deep as a = 0. For D = 2 it is 0.
double equal_depth_strength(const LinearMode& mode);
/// β_M, where it is. For D = 2 it is s, as β_fold.
double equal_depth_pull(const LinearMode& mode);

/// The minimum a > 0 at β ≥ 0; none for β ≥ β_fold, where it is gone.
std::optional<double> learned_strength(const LinearMode& mode, double beta);

/// The saddle 0 < a < a* at β; none for D = 2, for β ≤ 0 and for β ≥ β_fold.
std::optional<double> saddle_strength(const LinearMode& mode, double beta);

/// The minimum in which descent along V from a ≥ 0 ends: the learned one or 0, with the saddle (for
/// D = 2: a = 0) as the watershed. Descent from the watershed itself ends there.
double settled_strength(const LinearMode& mode, double a, double beta);

/// x^{1/n} for x ≥ 0, n ≥ 1, to the last places: by bisection, without libm.
double integer_root(double x, std::size_t n);

}  // namespace caldera
