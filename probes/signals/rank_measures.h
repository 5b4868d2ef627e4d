#pragma once
// How many directions a matrix uses: three ranks that are not whole numbers, so a direction of
// little weight counts little.
//
// With pᵢ = σᵢ/Σσ and qᵢ = σᵢ²/Σσ², all are numbers of equally strong directions that would be as
// uneven: exponentials of Rényi entropies, of order 1 of p, ∞ of q and 2 of q. Hence
//     1 ≤ stable ≤ participation ≤ effective ≤ rank,
// all are k where k singular values are equal and the others zero, and none changes when the matrix
// is multiplied by a number.
//
// Columns are taken as they are. Weights are meant to be. Of activations the participation ratio is
// that of the covariance, so their columns are centred first (columns.h): otherwise their mean,
// large for units that are never negative, is the one direction that is seen.
//
//     const std::vector<double> h = centred_columns(activations);
//     RankMeasures ranks = rank_measures(singular_values(ConstMatrix<double>(h.data(), n, width)));

#include <span>

namespace caldera {

/// The three of one matrix.
struct RankMeasures {
  /// exp(−Σ pᵢ log pᵢ)  (Roy and Vetterli, "The effective rank", EUSIPCO 2007)
  double effective = 0;
  /// Σσᵢ²/σ₁² = ‖A‖_F²/‖A‖²  (Rudelson and Vershynin, "Sampling from large matrices", 2007)
  double stable = 0;
  /// (Σσᵢ²)²/Σσᵢ⁴  (Gao et al., "A theory of multineuronal dimensionality, dynamics and
  /// measurement", 2017)
  double participation = 0;
};

/// From σ₁ ≥ σ₂ ≥ … ≥ 0 (singular_values.h). A matrix of zeros, or without entries, has rank 0 by
/// every measure.
RankMeasures rank_measures(std::span<const double> singular_values);

}  // namespace caldera
