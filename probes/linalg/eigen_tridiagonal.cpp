// Implicit QL: step 2 of symmetric_eigen.h.

#include "caldera/probes/linalg/symmetric_eigen.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "caldera/probes/linalg/largest_entry.h"

namespace caldera {
namespace {

/// Two steps an eigenvalue are usual, and with this shift QL always converges. If it does not, that is a
/// broken invariant, and ends the program also where assertions are compiled away: the loop has no other end.
void check_steps(int step) {
  constexpr int most_steps = 60;
  if (step < most_steps) return;
  assert(false && "QL converges");
  std::abort();
}

/// By how much more may be cut. Eigenvalues may be three times as large as the largest entry, and where
/// two of them agree to the last bit their own rounding can hold the entry between them just above what
/// is negligible, for ever: then no step gets anywhere, and after many the bar is raised.
double patience(int step) { return step < 30 ? 1 : 4; }

/// √(a² + b²) without overflow or underflow on the way.
double hypotenuse(double a, double b) {
  a = std::abs(a), b = std::abs(b);
  if (a < b) std::swap(a, b);
  if (a == 0) return 0;
  const double ratio = b / a;
  return a * std::sqrt(1 + ratio * ratio);
}

/// The state of the iteration: T, and the rotations so far applied to the rows of the identity.
struct QL {
  std::vector<double> d, e;  ///< diagonal and off-diagonal
  Matrix<double> rows;       ///< n × n
  double largest;            ///< |entry| of T
};

/// Where T may be cut: below the rounding of its largest entry. Relative to the neighbours would be
/// finer, but never comes true where they are rounding themselves, as in a matrix of low rank.
bool negligible(const QL& t, std::size_t i, int step) {
  return std::abs(t.e[i]) <=
         std::numeric_limits<double>::epsilon() / 2 * t.largest * patience(step);
}

/// (rowᵢ, rowᵢ₊₁) ← (c·rowᵢ − s·rowᵢ₊₁, s·rowᵢ + c·rowᵢ₊₁)
void rotate_rows(Matrix<double> rows, std::size_t i, double c, double s) {
  double* upper = rows.row(i).data();
  double* lower = rows.row(i + 1).data();
  for (std::size_t j = 0; j < rows.cols; ++j) {
    const double u = upper[j], l = lower[j];
    upper[j] = c * u - s * l;
    lower[j] = s * u + c * l;
  }
}

/// The eigenvalue of the 2 × 2 block at `first` that is nearer to d[first] (Wilkinson's shift).
double shift(const QL& t, std::size_t first) {
  const double half_gap = (t.d[first + 1] - t.d[first]) / 2;
  const double root = std::copysign(hypotenuse(half_gap, t.e[first]), half_gap);
  return t.d[first] - t.e[first] / (half_gap + root) * t.e[first];
}

/// One QL step with shift σ on the unreduced block first … last. The first rotation, of the planes
/// last−1 and last, is the one that QL on T − σI would begin with. It leaves an entry `bulge`
/// outside of the band; each further one moves it up by a row, until it falls off the top.
void ql_step(QL& t, std::size_t first, std::size_t last) {
  double x = t.d[last] - shift(t, first);  // (x, bulge) is to be rotated onto (r, 0)
  double bulge = t.e[last - 1];
  for (std::size_t i = last; i-- > first;) {
    const double r = hypotenuse(x, bulge);
    const double c = r == 0 ? 1 : x / r, s = r == 0 ? 0 : bulge / r;
    if (i + 1 < last) t.e[i + 1] = r;
    const double a = t.d[i], b = t.e[i], d = t.d[i + 1];
    // [a b; b d] turned in its plane.
    const double turn = s * (s * (a - d) + 2 * c * b);
    t.d[i] = a - turn;
    t.d[i + 1] = d + turn;
    t.e[i] = c * (s * (a - d) + c * b) - s * (s * b);
    rotate_rows(t.rows, i, c, s);
    if (i == first) break;
    x = t.e[i];
    bulge = s * t.e[i - 1];
    t.e[i - 1] *= c;
  }
}

/// T, and what stands for the identity.
QL start(std::span<const double> diagonal, std::span<const double> off_diagonal,
         Matrix<double> rows) {
  assert(off_diagonal.size() + 1 == diagonal.size() || (diagonal.empty() && off_diagonal.empty()));
  return {{diagonal.begin(), diagonal.end()},
          {off_diagonal.begin(), off_diagonal.end()},
          rows,
          std::max(largest_entry(diagonal), largest_entry(off_diagonal))};
}

void diagonalise(QL& t) {
  const std::size_t n = t.d.size();
  for (std::size_t first = 0; first + 1 < n; ++first)
    for (int step = 0;; ++step) {
      std::size_t last = first;
      while (last + 1 < n && !negligible(t, last, step)) ++last;
      if (last == first) break;
      check_steps(step);
      ql_step(t, first, last);
    }
}

/// Values ascending, and the rows in their order.
SymmetricEigen sorted(const QL& t) {
  const std::size_t n = t.d.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t i, std::size_t j) { return t.d[i] < t.d[j]; });
  SymmetricEigen result;
  for (const std::size_t i : order) {
    const std::span<const double> row = t.rows.row(i);
    result.values.push_back(t.d[i]);
    result.vectors.insert(result.vectors.end(), row.begin(), row.end());
  }
  return result;
}

}  // namespace

SymmetricEigen eigen_tridiagonal(std::span<const double> diagonal,
                                 std::span<const double> off_diagonal) {
  const std::size_t n = diagonal.size();
  std::vector<double> rows(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) rows[i * n + i] = 1;
  QL t = start(diagonal, off_diagonal, {rows.data(), n, n});
  diagonalise(t);
  return sorted(t);
}

namespace {

/// T for its eigenvalues alone: the root-free step needs e² instead of e.
struct RootFreeQL {
  std::vector<double> d, e2;  ///< diagonal, and squares of the off-diagonal
  double negligible;          ///< e² at or below which T may be cut
};

/// One QL step on the unreduced block first … last as Pal, Walker and Kahan arrange it (Parlett, "The
/// Symmetric Eigenvalue Problem", §8.15): the same rotations, by their squares alone. With γ and p
/// in the place of x and x²/c², each takes three divisions and no root.
void root_free_step(RootFreeQL& t, std::size_t first, std::size_t last) {
  const double root = std::sqrt(t.e2[first]);
  const double half_gap = (t.d[first + 1] - t.d[first]) / (2 * root);
  const double sigma = t.d[first] - root / (half_gap + std::copysign(hypotenuse(half_gap, 1), half_gap));
  double c = 1, s = 0, gamma = t.d[last] - sigma, p = gamma * gamma;
  for (std::size_t i = last; i-- > first;) {
    const double bulge = t.e2[i], r = p + bulge;
    if (i + 1 < last) t.e2[i + 1] = s * r;
    const double old_c = c, old_gamma = gamma;
    c = p / r;
    s = bulge / r;
    gamma = c * (t.d[i] - sigma) - s * old_gamma;
    t.d[i + 1] = old_gamma + (t.d[i] - gamma);
    p = c != 0 ? gamma * gamma / c : old_c * bulge;
  }
  t.e2[first] = s * p;
  t.d[first] = sigma + gamma;
}

}  // namespace

std::vector<double> eigenvalues_tridiagonal(std::span<const double> diagonal,
                                            std::span<const double> off_diagonal) {
  constexpr double rounding = std::numeric_limits<double>::epsilon() / 2;
  const double largest = std::max(largest_entry(diagonal), largest_entry(off_diagonal));
  const int exponent = largest == 0 ? 0 : std::ilogb(largest);  // so that squares stay in range
  RootFreeQL t{{}, {}, rounding * rounding};
  for (const double x : diagonal) t.d.push_back(std::ldexp(x, -exponent));
  for (const double x : off_diagonal) {
    const double e = std::ldexp(x, -exponent);
    t.e2.push_back(e * e);
  }
  for (std::size_t first = 0; first + 1 < t.d.size(); ++first)
    for (int step = 0;; ++step) {
      std::size_t last = first;
      const double most = t.negligible * patience(step) * patience(step);
      while (last + 1 < t.d.size() && t.e2[last] > most) ++last;
      if (last == first) break;
      check_steps(step);
      root_free_step(t, first, last);
    }
  for (double& x : t.d) x = std::ldexp(x, exponent);
  std::ranges::stable_sort(t.d);
  return std::move(t.d);
}

}  // namespace caldera
