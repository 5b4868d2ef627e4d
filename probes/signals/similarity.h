#pragma once
// How alike two representations of the same examples are, whatever their units are called: linear
// CKA between layers, or between epochs.
//
// Rows of X (n × p) and Y (n × q) are the same n examples in the same order. HSIC compares their
// kernels K = XXᵀ and L = YYᵀ; CKA divides by what each has with itself, like a cosine:
//     CKA = HSIC(K, L) / √(HSIC(K, K) HSIC(L, L))
// (Kornblith, Norouzi, Lee and Hinton, "Similarity of neural network representations revisited",
// ICML 2019). Neither a rotation of the units, nor a common factor, nor a shift of their means
// changes it. No n × n kernel is made: ‖XᵀY‖_F² = Σ_ij K_ij L_ij, at a cost of n p q.

#include <span>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// How HSIC is estimated from n examples.
enum class HsicEstimator {
  biased,   ///< ‖XᵀY‖_F²/(n − 1)² of centred columns
  debiased  ///< HSIC₁ of Song et al., "Feature selection via dependence maximization", JMLR 2012
};

/// HSIC of K and L, and of each with itself. Debiased, it is an inner product of kernels without
/// their diagonals (Székely and Rizzo 2014): xy may be negative, xx and yy not but by rounding.
struct LinearHsic {
  double xy = 0;  ///< HSIC(K, L)
  double xx = 0;  ///< HSIC(K, K)
  double yy = 0;  ///< HSIC(L, L)

  /// In [0, 1] if biased; in [−1, 1] if debiased, and about 0 on average for independent
  /// representations, where the biased one grows with the number of units (p, q ≳ n). 0 where xx or
  /// yy is not positive: a representation that tells no example from another is like none.
  double cka() const;
};

/// x: n × p and y: n × q, n ≥ 2; float is widened. The debiased one needs n ≥ 4, and in the form
/// with centred columns, k_i = ‖x_i‖² and l_i = ‖y_i‖² is
///     HSIC₁ = [‖XᵀY‖_F² − n/(n−2) Σ k_i l_i + Σk Σl/((n−1)(n−2))] / (n(n−3)).
/// Throws InputError for fewer examples.
LinearHsic linear_hsic(ConstMatrix<float> x, ConstMatrix<float> y, HsicEstimator estimator);
/// The same of doubles.
LinearHsic linear_hsic(ConstMatrix<double> x, ConstMatrix<double> y, HsicEstimator estimator);

/// The means of the three numbers over one or more mini-batches, of which cka() is the mini-batch
/// CKA of Nguyen, Raghu and Kornblith (arXiv 2010.15327). Debiased, none of the three depends on
/// the size of the batches on average.
LinearHsic mean_hsic(std::span<const LinearHsic> batches);

}  // namespace caldera
