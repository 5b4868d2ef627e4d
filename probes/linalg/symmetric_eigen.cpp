// Householder's tridiagonal form: step 1 of symmetric_eigen.h, and the way back.

#include "caldera/probes/linalg/symmetric_eigen.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/largest_entry.h"

namespace caldera {
namespace {

/// T = QᵀAQ / scale with Q = H₀H₁…H_{n−3}, Hₖ = I − βₖ vₖvₖᵀ. vₖ has zeros up to entry k; the
/// others stand in row k of `reflectors`.
struct Tridiagonal {
  std::vector<double> reflectors;              ///< n × n
  std::vector<double> diagonal, off_diagonal;  ///< of T
  std::vector<double> beta;                    ///< 0 where nothing had to be reflected
  double scale;                                ///< a power of two
};

/// A reflection of x onto a multiple of the first axis.
struct Reflection {
  double beta;
  double first;  ///< what remains of x: (first, 0, …, 0)
};

/// x ← v with (I − βvvᵀ) x = first · e₀ (Golub & Van Loan §5.1.3, not normalised to v₀ = 1).
/// The sign of `first` is opposite to x₀, so that v₀ = x₀ − first does not cancel.
Reflection reflect(std::span<double> x) {
  constexpr double negligible = 0x1p-800;  // next to ‖A‖² ≥ 1; smaller squares would underflow
  if (squared_norm(x.subspan(1)) <= negligible) return {0, x[0]};
  const double first = -std::copysign(norm(x), x[0]);
  x[0] -= first;
  return {2 / squared_norm(x), first};
}

/// B ← HBH for H = I − βvvᵀ and symmetric B:  B − vwᵀ − wvᵀ  with  p = βBv, w = p − ½β(pᵀv) v.
void transform(Matrix<double> b, std::span<const double> v, double beta) {
  std::vector<double> w(v.size());
  for (std::size_t i = 0; i < w.size(); ++i) w[i] = beta * dot(b.row(i), v);
  const double half = beta / 2 * dot(w, v);
  for (std::size_t i = 0; i < w.size(); ++i) w[i] -= half * v[i];
  for (std::size_t i = 0; i < w.size(); ++i) {
    const double vi = v[i], wi = w[i];
    double* row = b.row(i).data();
    for (std::size_t j = 0; j < w.size(); ++j) row[j] -= vi * w[j] + wi * v[j];
  }
}

/// The largest power of two not above the largest |entry|; 1 for a matrix of zeros. Dividing by it
/// is exact (but for entries that are negligible) and keeps squares in range.
double power_of_two_scale(std::span<const double> entries) {
  const double largest = largest_entry(entries);
  return largest == 0 ? 1 : std::ldexp(1.0, std::max(std::ilogb(largest), -1000));
}

/// Both triangles, from the lower one.
std::vector<double> full(ConstMatrix<double> a) {
  std::vector<double> entries(a.size());
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < a.cols; ++j) entries[i * a.cols + j] = i < j ? a(j, i) : a(i, j);
  return entries;
}

void multiply(std::vector<double>& entries, double factor) {
  for (double& x : entries) x *= factor;
}

Tridiagonal tridiagonalise(ConstMatrix<double> symmetric) {
  const std::size_t n = symmetric.rows;
  assert(symmetric.cols == n);
  Tridiagonal t{full(symmetric), std::vector<double>(n), std::vector<double>(n > 0 ? n - 1 : 0),
                std::vector<double>(n), 1};
  t.scale = power_of_two_scale(t.reflectors);
  multiply(t.reflectors, 1 / t.scale);
  const Matrix<double> a(t.reflectors.data(), n, n);
  for (std::size_t k = 0; k < n; ++k) {
    t.diagonal[k] = a(k, k);
    if (k + 1 == n) break;
    const std::span<double> x = a.row(k).subspan(k + 1);
    const Reflection reflection = reflect(x);
    t.off_diagonal[k] = reflection.first;
    t.beta[k] = reflection.beta;
    if (reflection.beta != 0)
      transform({&a(k + 1, k + 1), n - k - 1, n - k - 1, n}, x, reflection.beta);
  }
  return t;
}

/// Every row x ← Qx: from an eigenvector of T to one of A.
void transform_back(const Tridiagonal& t, Matrix<double> rows) {
  const ConstMatrix<double> reflectors(t.reflectors.data(), rows.cols, rows.cols);
  for (std::size_t i = 0; i < rows.rows; ++i)
    for (std::size_t k = rows.cols; k-- > 0;) {
      if (t.beta[k] == 0) continue;
      const std::span<const double> v = reflectors.row(k).subspan(k + 1);
      const std::span<double> x = rows.row(i).subspan(k + 1);
      const double scale = t.beta[k] * dot(v, x);
      for (std::size_t j = 0; j < v.size(); ++j) x[j] -= scale * v[j];
    }
}

}  // namespace

SymmetricEigen eigen_symmetric(ConstMatrix<double> a) {
  const Tridiagonal t = tridiagonalise(a);
  SymmetricEigen result = eigen_tridiagonal(t.diagonal, t.off_diagonal);
  multiply(result.values, t.scale);
  transform_back(t, {result.vectors.data(), a.rows, a.rows});
  return result;
}

std::vector<double> eigenvalues_symmetric(ConstMatrix<double> a) {
  const Tridiagonal t = tridiagonalise(a);
  std::vector<double> values = eigenvalues_tridiagonal(t.diagonal, t.off_diagonal);
  multiply(values, t.scale);
  return values;
}

}  // namespace caldera
