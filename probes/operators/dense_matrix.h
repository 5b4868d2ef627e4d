#pragma once
// A linear operator written out as a matrix: the reference of all probes, for small problems.

#include <cstddef>
#include <vector>

#include "caldera/autograd/objective.h"

namespace caldera {

/// The largest P that dense_matrix() accepts: a matrix of 512 MB.
inline constexpr std::size_t largest_dense_dim = 8192;

/// A, P × P row by row: column j is A e_j, from products with unit vectors, `block` of them at a
/// time. Nothing is symmetrised, so an operator that is not symmetric shows.
/// Throws InputError for P above largest_dense_dim and a block of none, NonFiniteError if a column
/// is not finite.
std::vector<double> dense_matrix(SymmetricOperator& a, std::size_t block = 32);

}  // namespace caldera
