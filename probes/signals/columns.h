#pragma once
// Matrices of activations, an example a row and a unit a column, made ready for the measures of
// this folder: in double whatever they were computed in.

#include <vector>

#include "caldera/autograd/arithmetic/gemm.h"
#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// The entries of a, row by row without gaps.
std::vector<double> widened(ConstMatrix<float> a);
std::vector<double> widened(ConstMatrix<double> a);

/// The same less the mean of each column: x_ij − (1/n) Σ_k x_kj, n ≥ 1 rows.
std::vector<double> centred_columns(ConstMatrix<float> a);
std::vector<double> centred_columns(ConstMatrix<double> a);

/// The entries of A·B.
std::vector<double> matrix_product(Factor<double> a, Factor<double> b);

}  // namespace caldera
