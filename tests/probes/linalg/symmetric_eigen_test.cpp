#include "caldera/probes/linalg/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/probes/spectra.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

struct Dense {
  std::size_t n;
  std::vector<double> entries;
  ConstMatrix<double> view() const { return {entries.data(), n, n}; }
};

/// The operator, column by column.
Dense dense_matrix(ReflectedSpectrum a) {
  Dense result{a.dim(), std::vector<double>(a.dim() * a.dim())};
  std::vector<double> unit(a.dim());
  for (std::size_t i = 0; i < a.dim(); ++i) {
    unit[i] = 1;
    a.apply({unit.data(), 1, a.dim()}, {result.entries.data() + i * a.dim(), 1, a.dim()});
    unit[i] = 0;
  }
  return result;
}

/// Frobenius norm.
double size(const Dense& a) { return norm(a.entries); }

/// max_i ‖A xᵢ − λᵢ xᵢ‖ / ‖A‖, the sums in long double.
double worst_residual(const Dense& a, const SymmetricEigen& e) {
  long double worst = 0;
  for (std::size_t k = 0; k < a.n; ++k) {
    long double squares = 0;
    for (std::size_t i = 0; i < a.n; ++i) {
      long double entry = -static_cast<long double>(e.values[k]) * e.vector(k)[i];
      for (std::size_t j = 0; j < a.n; ++j)
        entry +=
            static_cast<long double>(a.view()(std::max(i, j), std::min(i, j))) * e.vector(k)[j];
      squares += entry * entry;
    }
    worst = std::max(worst, std::sqrt(squares));
  }
  const double scale = size(a);
  return scale == 0 ? static_cast<double>(worst) : static_cast<double>(worst / scale);
}

/// max |⟨xᵢ, xⱼ⟩ − δᵢⱼ|
double worst_overlap(const SymmetricEigen& e) {
  double worst = 0;
  for (std::size_t i = 0; i < e.dim(); ++i)
    for (std::size_t j = 0; j <= i; ++j)
      worst = std::max(worst, std::abs(dot(e.vector(i), e.vector(j)) - (i == j ? 1 : 0)));
  return worst;
}

void check_decomposition(const Dense& a, const SymmetricEigen& e) {
  REQUIRE(e.dim() == a.n);
  REQUIRE(e.vectors.size() == a.n * a.n);
  CHECK(std::ranges::is_sorted(e.values));
  CHECK(worst_residual(a, e) <= tolerance::dense_eigen);
  CHECK(worst_overlap(e) <= tolerance::dense_eigen);
}

/// The matrix of a tridiagonal_eigen.
Dense tridiagonal(const std::vector<double>& d, const std::vector<double>& e) {
  Dense a{d.size(), std::vector<double>(d.size() * d.size())};
  for (std::size_t i = 0; i < a.n; ++i) {
    a.entries[i * a.n + i] = d[i];
    if (i + 1 < a.n) a.entries[i * a.n + i + 1] = a.entries[(i + 1) * a.n + i] = e[i];
  }
  return a;
}

Dense random_symmetric(std::size_t n, std::uint32_t trial) {
  Dense a{n, random_vector(n * n, trial)};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) a.entries[j * n + i] = a.entries[i * n + j];
  return a;
}

/// Ascending, and off by rounding of the largest.
void check_same_values(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  double largest = 0;
  for (const double value : expected) largest = std::max(largest, std::abs(value));
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(std::abs(found[i] - expected[i]) <= tolerance::dense_eigen * largest);
    if (i > 0) CHECK(found[i - 1] <= found[i]);
  }
}

}  // namespace

TEST_CASE("dense eigenproblem: chosen spectra are found, with orthonormal vectors") {
  for (const std::size_t dim : {20u, 83u, 200u})
    for (const Spectrum& spectrum : hard_spectra(dim)) {
      CAPTURE(spectrum.name, dim);
      const Dense a = dense_matrix(ReflectedSpectrum(spectrum.values));
      const SymmetricEigen e = eigen_symmetric(a.view());
      check_decomposition(a, e);
      std::vector<double> expected = spectrum.values;
      std::ranges::sort(expected);
      for (std::size_t i = 0; i < dim; ++i)
        REQUIRE(std::abs(e.values[i] - expected[i]) <= tolerance::dense_eigen * size(a));
    }
}

TEST_CASE("dense eigenproblem: random matrices of every small size") {
  for (std::size_t n = 0; n <= 12; ++n) {
    CAPTURE(n);
    const Dense a = random_symmetric(n, static_cast<std::uint32_t>(8300 + n));
    check_decomposition(a, eigen_symmetric(a.view()));
    check_same_values(eigenvalues_symmetric(a.view()), eigen_symmetric(a.view()).values);
  }
}

TEST_CASE("dense eigenproblem: values without vectors are those with them") {
  for (const Spectrum& spectrum : hard_spectra(83)) {
    CAPTURE(spectrum.name);
    const Dense a = dense_matrix(ReflectedSpectrum(spectrum.values));
    check_same_values(eigenvalues_symmetric(a.view()), eigen_symmetric(a.view()).values);
  }
  for (const double factor : {1.0, 1e-200, 1e200}) {  // whose squares are out of range
    std::vector<double> d = random_vector(40, 8702), e = random_vector(39, 8703);
    for (double& x : d) x *= factor;
    for (double& x : e) x *= factor;
    e[20] = 0;  // two blocks
    check_same_values(eigenvalues_tridiagonal(d, e), eigen_tridiagonal(d, e).values);
  }
  CHECK(eigenvalues_tridiagonal({}, {}).empty());
  CHECK(eigenvalues_tridiagonal(std::vector<double>{0, 0}, std::vector<double>{0}) ==
        std::vector<double>{0, 0});
}

TEST_CASE("dense eigenproblem: a 3 x 3 matrix by hand") {
  // The vibrating string of three beads: 2 − √2, 2, 2 + √2; (1, √2, 1)/2, (1, 0, −1)/√2, …
  const Dense a = tridiagonal({2, 2, 2}, {-1, -1});
  const double root = std::sqrt(2.0);
  for (const SymmetricEigen& e :
       {eigen_symmetric(a.view()),
        eigen_tridiagonal(std::vector<double>{2, 2, 2}, std::vector<double>{-1, -1})}) {
    check_close("values", e.values, {2 - root, 2, 2 + root}, tolerance::dense_eigen);
    const double vectors[3][3] = {
        {0.5, root / 2, 0.5}, {root / 2, 0, -root / 2}, {0.5, -root / 2, 0.5}};
    for (std::size_t i = 0; i < 3; ++i)
      CHECK(std::abs(std::abs(dot(e.vector(i), vectors[i])) - 1) <= tolerance::dense_eigen);
  }
}

TEST_CASE("dense eigenproblem: only the lower triangle is read, and a stride is respected") {
  const Dense a = random_symmetric(7, 8400);
  std::vector<double> padded(7 * 9, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < 7; ++i)
    for (std::size_t j = 0; j <= i; ++j) padded[i * 9 + j] = a.view()(i, j);
  const SymmetricEigen e = eigen_symmetric({padded.data(), 7, 7, 9});
  CHECK(e.values == eigen_symmetric(a.view()).values);
  CHECK(e.vectors == eigen_symmetric(a.view()).vectors);
}

TEST_CASE(
    "dense eigenproblem: a power of two scales values exactly, even out of range of squares") {
  const Dense a = random_symmetric(30, 8500);
  const SymmetricEigen e = eigen_symmetric(a.view());
  for (const int exponent : {900, -900, 3}) {
    Dense scaled = a;
    std::vector<double> expected = e.values;
    for (double& x : scaled.entries) x = std::ldexp(x, exponent);
    for (double& x : expected) x = std::ldexp(x, exponent);
    const SymmetricEigen f = eigen_symmetric(scaled.view());
    CHECK(f.values == expected);
    CHECK(f.vectors == e.vectors);
  }
}

TEST_CASE("dense eigenproblem: entries from one to 10^-297") {
  for (const bool descending : {true, false}) {
    Dense a = random_symmetric(100, 8600);
    for (std::size_t i = 0; i < a.n; ++i)
      for (std::size_t j = 0; j < a.n; ++j) {
        const std::size_t larger = std::max(i, j), smaller = a.n - 1 - std::min(i, j);
        a.entries[i * a.n + j] *= std::pow(10.0, -3.0 * double(descending ? larger : smaller));
      }
    check_decomposition(a, eigen_symmetric(a.view()));
  }
}

TEST_CASE("tridiagonal eigenproblem: Clement's matrix has the whole numbers −n, −n + 2, … n") {
  constexpr std::size_t n = 40;
  std::vector<double> d(n + 1, 0.0), e(n), expected;
  for (std::size_t i = 0; i < n; ++i) e[i] = std::sqrt(double((i + 1) * (n - i)));
  for (std::size_t i = 0; i <= n; ++i) expected.push_back(2 * double(i) - double(n));
  const SymmetricEigen eigen = eigen_tridiagonal(d, e);
  check_decomposition(tridiagonal(d, e), eigen);
  check_close("values", eigen.values, expected, tolerance::dense_eigen);
}

TEST_CASE("tridiagonal eigenproblem: squared first components are the weights of a Gauss rule") {
  // Σ wᵢ λᵢᵏ = e₀ᵀ Tᵏ e₀ for every k.
  constexpr std::size_t n = 23;
  const std::vector<double> d = random_vector(n, 8700), e = random_vector(n - 1, 8701);
  const SymmetricEigen eigen = eigen_tridiagonal(d, e);
  std::vector<double> power(n, 0.0);
  power[0] = 1;
  for (int k = 0; k < 30; ++k) {
    double moment = 0;
    for (std::size_t i = 0; i < n; ++i)
      moment += eigen.vector(i)[0] * eigen.vector(i)[0] * std::pow(eigen.values[i], k);
    REQUIRE(std::abs(moment - power[0]) <=
            tolerance::dense_eigen * std::max(1.0, std::abs(power[0])));
    std::vector<double> next(n);
    for (std::size_t i = 0; i < n; ++i) {
      next[i] = d[i] * power[i];
      if (i > 0) next[i] += e[i - 1] * power[i - 1];
      if (i + 1 < n) next[i] += e[i] * power[i + 1];
    }
    power = next;
  }
}

TEST_CASE("tridiagonal eigenproblem: none, one, decoupled, and zero off the diagonal") {
  CHECK(eigen_tridiagonal({}, {}).values.empty());
  CHECK(eigen_tridiagonal(std::vector<double>{-0.7131}, {}).values == std::vector{-0.7131});
  const std::vector<double> d = random_vector(9, 8800);
  std::vector<double> sorted = d;
  std::ranges::sort(sorted);
  CHECK(eigen_tridiagonal(d, std::vector<double>(8, 0.0)).values == sorted);
  std::vector<double> e = random_vector(8, 8801);
  e[3] = 0;
  check_decomposition(tridiagonal(d, e), eigen_tridiagonal(d, e));
  check_decomposition(tridiagonal(std::vector<double>(9, 0.0), e),
                      eigen_tridiagonal(std::vector<double>(9, 0.0), e));
}

TEST_CASE("dense eigenproblem: entries that are not finite are refused") {
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    Dense a = random_symmetric(5, 8900);
    a.entries[3 * 5 + 1] = bad;
    CHECK_THROWS_AS(eigen_symmetric(a.view()), NonFiniteError);
    CHECK_THROWS_AS(eigenvalues_symmetric(a.view()), NonFiniteError);
    CHECK_THROWS_AS(eigen_tridiagonal(std::vector{1.1, bad}, std::vector{0.3}), NonFiniteError);
    CHECK_THROWS_AS(eigen_tridiagonal(std::vector{1.1, 0.2}, std::vector{bad}), NonFiniteError);
  }
}

}  // namespace caldera::test
