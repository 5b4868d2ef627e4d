#pragma once
// Matrices of activations, one row per example and one column per unit, prepared for the measures
// of this folder: in double, whatever they were computed in.

#include <vector>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// The entries of a, row by row without gaps.
std::vector<double> widened(ConstMatrix<float> a);
std::vector<double> widened(ConstMatrix<double> a);  ///< the same of doubles

/// The same less the mean of each column: x_ij − (1/n) Σ_k x_kj, n ≥ 1 rows.
std::vector<double> centred_columns(ConstMatrix<float> a);
std::vector<double> centred_columns(ConstMatrix<double> a);  ///< the same of doubles

/// The entries of A·B, row by row.
std::vector<double> matrix_product(Factor<double> a, Factor<double> b);

}  // namespace caldera
