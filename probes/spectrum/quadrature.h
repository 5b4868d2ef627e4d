#pragma once
// Stochastic Lanczos quadrature: averages over all eigenvalues of a symmetric operator, from a few
// products.
//
// A start vector u of unit length sees the spectrum through uᵀ f(A) u = Σ (uᵀqᵢ)² f(λᵢ). After m
// Lanczos steps from u, A is represented by a tridiagonal m × m matrix T; its eigenvalues are the
// nodes and the squared first entries of its eigenvectors the weights of a Gauss rule,
//     uᵀ f(A) u ≈ Σₖ wₖ f(xₖ),   Σₖ wₖ = 1,
// exact for polynomials f up to degree 2m − 1. Over random directions E u uᵀ = I/P, so the mean
// over start vectors estimates (1/P) tr f(A).
// (Golub and Welsch 1969; Ubaru, Chen, Saad, "Fast estimation of tr(f(A)) via stochastic Lanczos
// quadrature", 2017; Ghorbani, Krishnan, Xiao, "An investigation into neural net optimization via
// Hessian eigenvalue density", 2019)

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "caldera/probes/operators/sampling.h"

namespace caldera {

/// The Gauss rule of one start vector.
struct Quadrature {
  std::vector<double> nodes;    ///< ascending, in the unit of A; at most m
  std::vector<double> weights;  ///< of the nodes; they add up to 1
};

/// One rule for each row of v (s × P, none of them zero), from at most `steps` ≥ 1 products each,
/// made for all rows at once: as many as the rule has nodes. Every new vector is orthogonalised
/// against all earlier ones of its run. A run ends early where its vectors span an invariant
/// subspace: its rule is then exact for every f. Memory: s · steps · P numbers. Throws
/// NonFiniteError if a product is not finite.
std::vector<Quadrature> lanczos_quadratures(SymmetricOperator& a, ConstMatrix<double> v, std::size_t steps);

/// (1/P) tr f(A), the mean of f over all eigenvalues, from the rules of n ≥ 2 independent start
/// vectors, with the standard error over these. What the rules leave out is not in it: that is zero
/// for polynomials up to degree 2m − 1. `products` is the number of nodes of all rules: those made.
Estimate spectral_mean(std::span<const Quadrature> rules, const std::function<double(double)>& f);

}  // namespace caldera
