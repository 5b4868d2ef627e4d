#pragma once
// Mean and deviation of the samples that a detector compares with.

#include <span>

namespace caldera {

/// Mean and standard deviation.
struct Moments {
  double mean = 0;       ///< in the unit of the samples
  double deviation = 1;  ///< σ ≥ 0
};

/// The mean x₀ + Σ (xᵢ − x₀) / n: exact where all are equal. At least one sample; the mean is not
/// finite if one of them is not.
double shifted_mean(std::span<const double> samples);

/// Mean and standard deviation √(Σ (xᵢ − mean)² / (n − 1)) of the finite samples; of fewer than two
/// the deviation is infinite, so that nothing finite deviates.
Moments moments(std::span<const double> samples);

/// (x − mean) / σ. Where σ is zero, 0 or ±∞. ±∞ for x = ±∞, and ∞ for a NaN.
double standardise(double x, const Moments& reference);

}  // namespace caldera
