#pragma once
// Spectral density: how the P eigenvalues of an operator are spread, without computing them.

#include <cstddef>
#include <vector>

#include "caldera/probes/operators/sampling.h"
#include "caldera/probes/spectrum/quadrature.h"

namespace caldera {

/// How the density is estimated, and where it is looked at.
struct DensityOptions {
  /// The start vectors. A request for a standard error is one for the largest over the grid, its
  /// relative_error a share of the largest density.
  Sampling sampling{.least_samples = 8, .most_samples = 8, .block = 4};
  std::size_t steps = 80;  ///< m, Lanczos steps a start vector
  double width = 0;  ///< σ of the Gaussian, in the unit of A; 0: 1 % of the span of spectrum and 0
  std::size_t grid_points = 1001;  ///< evenly from low to high
  /// If the grid's step would be longer than σ, so many points at most instead; then the integral over
  /// the grid is that of the density. 0: grid_points in any case.
  std::size_t most_grid_points = 0;
  double low = 0;   ///< first point of the grid, in the unit of A
  double high = 0;  ///< last point; if equal: from 5 σ below to 5 σ above the nodes of the first block
};

/// φ(x) = (1/P) Σᵢ G((x − λᵢ)/σ)/σ on a grid, G the standard normal density. Its integral is 1.
struct [[nodiscard]] SpectralDensity {
  std::vector<double> grid;            ///< x, in the unit of A
  std::vector<double> density;         ///< φ(x), per unit of A
  std::vector<double> standard_error;  ///< of φ(x), over start vectors
  double width = 0;                    ///< σ that was used
  double integral = 0;                 ///< of φ over the grid, by the trapezoidal rule: 1 if the grid is
                                       ///< fine enough and holds the spectrum
  std::vector<Quadrature> rules;       ///< one a start vector, for other averages
  std::size_t products = 0;            ///< made: the nodes of all rules
  bool reached = false;  ///< the requested standard error; otherwise the limit ended it
};

/// The density by stochastic Lanczos quadrature (quadrature.h): at each x, the spectral mean of a
/// Gaussian centred there. It is smoothed, not deconvolved: features narrower than σ are not to be
/// seen, and structure inside the spectrum needs m large enough that nodes lie within about σ of
/// each other. The standard error covers the choice of start vectors only.
/// Memory: block · steps · P numbers. Throws InputError for less than two start vectors, no steps,
/// a grid of less than two points, a width or a range that is negative or not finite, and a width
/// for which most_grid_points are too few, or numbers have too few digits; and as draw and
/// lanczos_quadratures do.
SpectralDensity spectral_density(SymmetricOperator& a, const DensityOptions& options);

}  // namespace caldera
