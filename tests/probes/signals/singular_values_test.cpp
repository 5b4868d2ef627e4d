#include "caldera/probes/signals/singular_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"
#include "caldera/probes/signals/columns.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// n orthonormal rows of length `dim`.
std::vector<double> orthonormal_rows(std::size_t n, std::size_t dim, std::uint32_t trial) {
  std::vector<double> rows = random_vector(n * dim, trial);
  REQUIRE(orthonormalise(Matrix<double>(rows.data(), n, dim)) == n);
  return rows;
}

/// U diag(σ) V, m × n, with random orthonormal U and V.
std::vector<double> with_singular_values(const std::vector<double>& sigma, std::size_t m,
                                         std::size_t n) {
  std::vector<double> u = orthonormal_rows(sigma.size(), m, 1);
  const std::vector<double> v = orthonormal_rows(sigma.size(), n, 2);
  for (std::size_t i = 0; i < u.size(); ++i) u[i] *= sigma[i / m];
  return matrix_product(Factor<double>(ConstMatrix<double>(u.data(), sigma.size(), m)).transposed(),
                        ConstMatrix<double>(v.data(), sigma.size(), n));
}

}  // namespace

TEST_CASE("singular values: chosen ones are found, in wide and in tall matrices") {
  const std::vector<double> sigma = {7.3, 2.2, 2.2, 1.1, 0.4, 0.05};
  for (const auto& [m, n] : {std::pair{6u, 40u}, {40u, 6u}, {6u, 6u}}) {
    const std::vector<double> entries = with_singular_values(sigma, m, n);
    check_close("σ", singular_values(ConstMatrix<double>(entries.data(), m, n)), sigma,
                tolerance::value<double>);
  }
}

TEST_CASE("singular values: those of a 2 x 2 matrix by hand") {
  // Of [[1 1] [0 1]] they are the golden ratio and its inverse.
  const std::vector<double> shear = {1, 1, 0, 1};
  const double golden = (1 + std::sqrt(5.0)) / 2;
  check_close("σ", singular_values(ConstMatrix<double>(shear.data(), 2, 2)), {golden, 1 / golden},
              tolerance::value<double>);
}

TEST_CASE("singular values: an exact low rank is seen exactly") {
  for (const auto& [m, n] : {std::pair{128u, 784u}, {300u, 60u}, {64u, 64u}}) {
    CAPTURE(m, n);
    const std::vector<double> entries = with_singular_values({3.3, 1.7, 1e-4}, m, n);
    const std::vector<double> found = singular_values(ConstMatrix<double>(entries.data(), m, n));
    REQUIRE(found.size() == std::min(m, n));
    const double squared_error = double(std::max(m, n)) * std::numeric_limits<double>::epsilon();
    CHECK(std::abs(found[2] - 1e-4) <= squared_error * 3.3 * 3.3 / (2 * 1e-4));
    CHECK(std::all_of(found.begin() + 3, found.end(), [](double s) { return s == 0; }));
  }
}

TEST_CASE("singular values: float is widened first, rows with gaps are read as rows") {
  const std::vector<double> entries = random_vector(7 * 9, 3);
  const std::vector<float> narrow(entries.begin(), entries.end());
  const std::vector<double> wide(narrow.begin(), narrow.end());
  CHECK(singular_values(ConstMatrix<float>(narrow.data(), 7, 5, 9)) ==
        singular_values(ConstMatrix<double>(wide.data(), 7, 5, 9)));
  std::vector<double> packed;
  for (std::size_t i = 0; i < 7; ++i)
    packed.insert(packed.end(), wide.begin() + long(9 * i), wide.begin() + long(9 * i + 5));
  CHECK(singular_values(ConstMatrix<double>(packed.data(), 7, 5)) ==
        singular_values(ConstMatrix<double>(wide.data(), 7, 5, 9)));
}

TEST_CASE("singular values: zeros, nothing, and what is not finite") {
  std::vector<double> entries(12, 0.0);
  CHECK(singular_values(ConstMatrix<double>(entries.data(), 3, 4)) == std::vector<double>(3, 0.0));
  CHECK(singular_values(ConstMatrix<double>(entries.data(), 0, 4)).empty());
  entries[5] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(singular_values(ConstMatrix<double>(entries.data(), 3, 4)), NonFiniteError);
}

}  // namespace caldera::test
