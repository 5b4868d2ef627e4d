#pragma once
// The mean of independent measurements, and how well they determine it.

#include <span>

namespace caldera {

/// A mean with its standard error.
struct MeanEstimate {
  double mean = 0;   ///< in the unit of the measurements
  double error = 0;  ///< σ/√n, σ² = Σ (xᵢ − mean)² / (n − 1)
};

/// Of n ≥ 2 independent measurements of one distribution.
MeanEstimate mean_estimate(std::span<const double> values);

}  // namespace caldera
