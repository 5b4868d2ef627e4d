#pragma once
// Whether a symmetric matrix has positive eigenvalues only, at a tenth of the cost of knowing them.

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// Whether Cholesky's factorisation A = LLᵀ exists: then, to rounding of n ε ‖A‖, all eigenvalues
/// are positive (Golub and Van Loan, "Matrix Computations", 4th ed., §4.2.5). Of the symmetric
/// n × n matrix a the lower triangle is read; NaN is not positive. n³/3 operations.
bool is_positive_definite(ConstMatrix<double> a);

}  // namespace caldera
