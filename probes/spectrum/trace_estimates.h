#pragma once
// Trace, diagonal and Frobenius norm of a symmetric operator, from its products with random
// directions (sampling.h). All estimates but frobenius_norm are unbiased for a fixed number of
// samples. Needs two samples at least; throws as draw_products does.

#include <cstddef>
#include <vector>

#include "caldera/probes/operators/sampling.h"

namespace caldera {

/// tr A = E vᵀAv, as the mean over directions.
/// (Hutchinson, "A stochastic estimator of the trace of the influence matrix", 1989)
Estimate hutchinson_trace(SymmetricOperator& a, const Sampling& sampling);

/// tr A by Hutch++: the part of A that a sketch of its range sees is taken exactly, and only the
/// rest is estimated. With Q an orthonormal basis of A S, S: `sketch` random directions,
///     tr A = tr(Q A Qᵀ) + tr(R A R),   R = I − QᵀQ   (Q: k × P, a basis vector a row),
/// the last by Hutchinson's estimator on fresh directions. Given Q the mean is exact, so it is
/// unbiased, and the standard error is that of the second part. Where the spectrum decays, the
/// error falls as 1/m for m products instead of 1/√m; a third of them each for S, Q and the rest
/// (sketch = samples) is what the authors choose.
/// samples: of the second part; products: 2 · sketch + samples. Memory: 2 · sketch · P numbers.
/// A sketch of more than P directions counts as P; one of none is an InputError.
/// (Meyer, Musco, Musco, Woodruff, "Hutch++: optimal stochastic trace estimation", 2021)
Estimate hutch_plus_plus_trace(SymmetricOperator& a, std::size_t sketch, const Sampling& sampling);

/// ‖A‖²_F = tr A² = E ‖Av‖².
Estimate squared_frobenius_norm(SymmetricOperator& a, const Sampling& sampling);

/// ‖A‖_F = √(tr A²), the requested standard error being that of the root. Standard error by the
/// delta method, SE(tr A²) / (2 ‖A‖_F). A root of an unbiased estimate is low on average, by a
/// share ½ (SE/‖A‖_F)²: less than the standard error wherever that is below the norm.
Estimate frobenius_norm(SymmetricOperator& a, const Sampling& sampling);

/// The diagonal of A, entry by entry.
struct DiagonalEstimate {
  std::vector<double> value;           ///< P entries
  std::vector<double> standard_error;  ///< P entries
  std::size_t samples = 0;             ///< directions averaged over; as many products
  bool reached = false;  ///< see estimate_diagonal
};

/// a_jj = E v_j (Av)_j, for signs, as the mean over directions. What is requested is the root mean
/// square over the entries: rms(standard_error) ≤ max(absolute_error, relative_error · rms(value)).
/// Throws InputError for directions other than signs: a normal v_j² would add a scatter of its own.
/// (Bekas, Kokiopoulou, Saad, "An estimator for the diagonal of a matrix", 2007)
DiagonalEstimate estimate_diagonal(SymmetricOperator& a, const Sampling& sampling);

}  // namespace caldera
