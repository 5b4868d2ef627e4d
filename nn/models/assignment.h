#pragma once
// The linear assignment problem: pairs n rows with n columns so that the sum of the paired entries
// is largest.

#include <vector>

#include "caldera/autograd/arithmetic/matrix.h"

namespace caldera {

/// Row i goes with column column[i]. The prices p_i of the rows and q_j of the columns prove that
/// no assignment is better, whatever found it: if p_i + q_j ≥ a_ij everywhere, then Σ a of any
/// assignment is at most Σ p + Σ q, and ours attains it, since p_i + q_j = a_ij on its pairs.
/// (Both up to rounding.)
struct Assignment {
  std::vector<std::size_t> column;   ///< n: the partner of each row
  std::vector<double> row_price;     ///< p, n entries, in the unit of a
  std::vector<double> column_price;  ///< q, n entries, in the unit of a
};

/// The assignment with the largest Σ_i a(i, column[i]), by shortest augmenting paths: O(n³) (Jonker
/// and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
/// problems", Computing 38, 1987). Of columns that are equally near the first is taken. a is
/// square. Throws NonFiniteError if an entry is NaN or infinite.
Assignment best_assignment(ConstMatrix<double> a);

}  // namespace caldera
