#pragma once
// A straight line through measurements whose errors are known: y = intercept + slope x with the
// least χ² = Σ ((yᵢ − intercept − slope xᵢ) / errorᵢ)² (Bevington and Robinson, "Data reduction and
// error analysis for the physical sciences", chapter 6).
//
// With weights wᵢ = 1/errorᵢ² and the weighted mean x̄:  slope = Σ wᵢ(xᵢ − x̄) yᵢ / S,
// S = Σ wᵢ(xᵢ − x̄)², and the line goes through (x̄, ȳ). Standard errors follow from the known ones
// alone: slope_error² = 1/S, intercept_error² = 1/Σwᵢ + x̄²/S. χ² then says whether the measurements
// scatter about the line as their errors allow: it is n − 2 on average.

#include <span>

namespace caldera {

/// y ≈ intercept + slope x
struct WeightedLine {
  double intercept = 0;        ///< at x = 0
  double intercept_error = 0;  ///< standard error
  double slope = 0;            ///< dy/dx
  double slope_error = 0;      ///< standard error
  double chi_squared = 0;      ///< χ² of the n points, with n − 2 degrees of freedom
};

/// The fit to n ≥ 2 points, of which two differ in x, with errors > 0: as many x as y as errors.
/// Throws InputError otherwise.
WeightedLine fit_weighted_line(std::span<const double> x, std::span<const double> y,
                               std::span<const double> error);

}  // namespace caldera
