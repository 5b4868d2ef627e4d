#pragma once
// How noisy the gradient of a mini-batch is: McCandlish, Kaplan, Amodei and the OpenAI Dota team,
// "An empirical model of large-batch training" (arXiv 1812.06162).
//
// The gradients gᵢ of the examples' losses have the mean G, the gradient of E, and the covariance
// Σ. The mean of a batch of B examples deviates from G by tr Σ/B in the mean square, so
//     E|g_B|² = |G|² + tr Σ/B.
// The noise scale of a batch is that variance over the squared norm, tr Σ/(B |G|²); it is one at
// the critical batch size tr Σ/|G|², the paper's B_simple (eq. 2.9): larger batches gain little.
//
// What is estimated without bias is |G|² and tr Σ, not their ratio. Estimates of many steps are
// averaged first, each of the two, and divided then (`mean`); a mean of ratios is biased, and large
// where one |G|² happens to be small.

#include <span>

namespace caldera {

/// The two numbers, exact or estimated. An estimate of either may be zero or negative.
struct GradientNoise {
  double signal = 0;  ///< |G|²
  double trace = 0;   ///< tr Σ, of the gradient of one example

  /// tr Σ/|G|², in examples. Never NaN nor negative: 0 without noise (trace ≤ 0), and infinite
  /// where there is noise but no signal to be seen (signal ≤ 0).
  double critical_batch() const;

  /// tr Σ/(B |G|²) for a batch of B examples, with the same two exceptions.
  double scale(double batch) const { return critical_batch() / batch; }
};

/// Unbiased from |gᵢ|² of the B ≥ 2 examples of a batch (nn/training/example_gradients.h) and |ḡ|² of their
/// mean:  tr Σ = (Σ|gᵢ|² − B|ḡ|²)/(B − 1),  |G|² = |ḡ|² − tr Σ/B.
///
/// Unbiased for examples drawn independently, hence with replacement. Drawn without replacement
/// from N, as in an epoch, the expectations are tr Σ · N/(N − 1) and |G|² − tr Σ/(N − 1): the
/// covariance with N − 1 in its denominator, and what would be unbiased if the N were a sample
/// themselves.
GradientNoise gradient_noise(std::span<const double> squared_norms, double squared_norm_of_mean);

/// A mean gradient over `batch` examples, as its squared norm.
struct MeanGradient {
  double batch;         ///< examples, one or more
  double squared_norm;  ///< |g|², of the mean
};

/// Unbiased from two mean gradients over b < B examples (appendix A.1 of the paper):
///     |G|² = (B|g_B|² − b|g_b|²)/(B − b),   tr Σ = (|g_b|² − |g_B|²)/(1/b − 1/B).
/// It holds if the smaller batch is part of the larger one, too, and if either norm is a mean over
/// batches. The function above is this with b = 1 and the mean of |gᵢ|².
GradientNoise gradient_noise(const MeanGradient& small, const MeanGradient& large);

/// Exact, for the gradients of all examples there are:  tr Σ = (1/N) Σ|gᵢ|² − |G|².
GradientNoise gradient_noise_of_all(std::span<const double> squared_norms,
                                    double squared_norm_of_mean);

/// The means of |G|² and of tr Σ over one or more estimates.
GradientNoise mean_noise(std::span<const GradientNoise> estimates);

}  // namespace caldera
