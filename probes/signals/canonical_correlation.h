#pragma once
// How alike two representations are up to an invertible linear map: correlations of the best
// matched pairs of directions, and two ways of making one number of them. For examples in rows, as
// in similarity.h.
//
// X and Y (centred, n × p and n × q) are first reduced to their principal directions: of XᵀX = VΛVᵀ
// those of largest variance are kept, and U = VΛ^(−1/2) turns X into uncorrelated directions XU of
// length 1. The singular value decomposition of (X U_x)ᵀ (Y U_y) = A diag(ρ) Bᵀ then has the
// canonical correlations ρ, and the pairs X U_x aᵢ and Y U_y bᵢ that have them.

#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

struct CanonicalCorrelations {
  std::vector<double> correlations;  ///< 1 ≥ ρ₁ ≥ ρ₂ ≥ … ≥ 0, one a pair of directions
  std::vector<double> weights;  ///< αᵢ ≥ 0 with the sum 1: how much of X is along direction i

  /// Mean ρ: SVCCA (Raghu, Gilmer, Yosinski and Sohl-Dickstein, arXiv 1706.05806). 0 without any.
  double svcca() const;
  /// Σ αᵢρᵢ: PWCCA (Morcos, Raghu and Bengio, arXiv 1806.05759), αᵢ in proportion to Σ_j |⟨hᵢ,
  /// x_j⟩| over the columns x_j of X, where hᵢ = X U_x aᵢ. It is not symmetric: X says what weighs.
  double pwcca() const;
};

/// x: n × p and y: n × q; float is widened. Of either the fewest directions are kept that have
/// `share` of its variance: SVCCA's 0.99. 1 keeps all, which is CCA: then no invertible map of the
/// units changes a correlation; with less only rotations and a common factor do not. Directions of
/// less than 10⁻¹⁰ of the largest variance are never kept: there rounding decides.
///
/// With n not much above p and q even independent representations correlate, and with p ≥ n − 1
/// perfectly: take several times as many examples as units.
/// A ρ is off by rounding near 1, by up to 10⁻⁷ near 0, as singular values are (singular_values.h).
CanonicalCorrelations canonical_correlations(ConstMatrix<float> x, ConstMatrix<float> y,
                                             double share = 0.99);
CanonicalCorrelations canonical_correlations(ConstMatrix<double> x, ConstMatrix<double> y,
                                             double share = 0.99);

}  // namespace caldera
