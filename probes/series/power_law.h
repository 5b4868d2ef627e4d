#pragma once
// Exponents from measurements: y = A x^p is the straight line log y = log A + p log x, of which p is
// the slope by least squares.
//
// Standard error of the slope, from the scatter about the line: √(Σ r² / (n − 2) / Σ (log x − mean)²),
// r the residuals of log y. For measurements that scatter independently by one and the same factor it
// is the usual one; where the power law only holds in a limit it shows how far off the limit is.

#include <span>

namespace caldera {

/// y ≈ A x^p
struct PowerLaw {
  double exponent = 0;        ///< p
  double exponent_error = 0;  ///< its standard error
  double prefactor = 0;       ///< A
};

/// The fit to n ≥ 3 points with x, y > 0, of which two differ in x. Throws InputError otherwise.
PowerLaw fit_power_law(std::span<const double> x, std::span<const double> y);

}  // namespace caldera
