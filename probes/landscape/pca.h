#pragma once
// Principal components of a few points in a space of many dimensions: the plane that is closest to
// a path through parameter space (Pearson 1901; for paths of training, Li, Xu, Taylor, Studer and
// Goldstein, "Visualizing the loss landscape of neural nets", 2018).
//
// With X the n × P matrix of the points minus their mean, the directions are eigenvectors of XᵀX, a
// P × P matrix. Those of the n × n matrix XXᵀ say the same: XXᵀ w = λ w makes u = Xᵀw/√λ a direction
// of the variance λ/n. n is small here, and P may be 10⁵.

#include <span>
#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// The k directions along which n points vary most, and the points seen along them.
struct PrincipalComponents {
  std::vector<double> centre;       ///< mean of the points, P
  std::vector<double> directions;   ///< k × P: orthonormal, the largest variance first
  std::vector<double> coordinates;  ///< n × k: (point − centre) · direction
  std::vector<double> shares;       ///< k: variance along each, as a share of all variance

  /// The directions as a k × P view; valid while this lives.
  ConstMatrix<double> direction_rows() const {
    return {directions.data(), shares.size(), centre.size()};
  }
};

/// The first `count` principal components of `points`, n × P, at the cost of n² dot products of
/// length P. Bits depend on nothing but the points: a direction's sign is such that its entry of
/// largest magnitude, the first of equals, is positive.
/// Throws InputError if the points do not span so many dimensions: if the variance along the last is
/// not above 10⁻¹² of that along the first, where rounding decides.
PrincipalComponents principal_components(ConstMatrix<double> points, std::size_t count);

/// (point − centre) · direction for each point and direction: n × k, where
/// points: n × P, directions: k × P.
std::vector<double> coordinates_of(ConstMatrix<double> points, std::span<const double> centre,
                                   ConstMatrix<double> directions);

}  // namespace caldera
