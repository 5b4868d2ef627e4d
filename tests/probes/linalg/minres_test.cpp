#include "caldera/probes/linalg/minres.h"

#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

Values product(MatrixOperator& a, const Values& x) {
  Values out(x.size());
  a.apply({x.data(), 1, x.size()}, {out.data(), 1, out.size()});
  return out;
}

/// Σ (xᵢᵀb / λᵢ) xᵢ over the eigenpairs with |λᵢ| above `zero`: the shortest least-squares solution.
Values dense_solution(const MatrixOperator& a, const Values& b, double zero) {
  const SymmetricEigen eigen = eigen_symmetric(a.matrix());
  Values x(b.size());
  for (std::size_t i = 0; i < b.size(); ++i) {
    if (std::abs(eigen.values[i]) <= zero) continue;
    const double along = dot(eigen.vector(i), b) / eigen.values[i];
    for (std::size_t j = 0; j < b.size(); ++j) x[j] += along * eigen.vector(i)[j];
  }
  return x;
}

/// Of both signs, 0.1 ≤ |λ| ≤ 1.1.
Values indefinite(std::size_t n) {
  Values spectrum = random_vector(n, 51);
  for (double& x : spectrum) x += x < 0 ? -0.1 : 0.1;
  return spectrum;
}

void check_residual(const MinresSummary& s, MatrixOperator& a, const Values& b) {
  CHECK(s.residual == std::sqrt(squared_distance(b, product(a, s.x))));
}

}  // namespace

TEST_CASE("minres: an indefinite system, against the dense solution") {
  for (const std::size_t n : {1u, 2u, 5u, 40u, 150u}) {
    CAPTURE(n);
    MatrixOperator a(matrix_with_spectrum(indefinite(n), 1));
    const Values b = random_vector(n, 52);
    const MinresSummary s = minres(a, b, {.tolerance = 1e-14});
    CHECK(s.converged());
    CHECK(s.residual <= 1e-12 * norm(b));
    CHECK(s.norm <= 1.2);
    check_residual(s, a, b);
    check_close("solution", s.x, dense_solution(a, b, 0), tolerance::linear_solve);
  }
}

TEST_CASE("minres: as many steps as there are different eigenvalues") {
  Values spectrum(60);
  for (std::size_t i = 0; i < spectrum.size(); ++i)
    spectrum[i] = std::vector<double>{-1.3, 0.7, 2.1}[i % 3];
  MatrixOperator a(matrix_with_spectrum(spectrum, 2));
  const MinresSummary s = minres(a, random_vector(60, 53));
  CHECK(s.converged());
  CHECK(s.iterations == 3);
}

TEST_CASE("minres: a singular system with a solution has the shortest one") {
  Values spectrum = indefinite(50);
  for (std::size_t i = 0; i < 12; ++i) spectrum[i] = 0;
  MatrixOperator a(matrix_with_spectrum(spectrum, 3));
  const Values b = product(a, random_vector(50, 54));
  const MinresSummary s = minres(a, b, {.tolerance = 1e-13});
  CHECK(s.converged());
  check_close("solution", s.x, dense_solution(a, b, 1e-10), tolerance::linear_solve);
}

TEST_CASE("minres: without a solution, least squares") {
  Values spectrum = indefinite(50);
  for (std::size_t i = 0; i < 12; ++i) spectrum[i] = 0;
  MatrixOperator a(matrix_with_spectrum(spectrum, 3));
  const Values b = random_vector(50, 55);
  const MinresSummary s = minres(a, b, {.tolerance = 1e-6});
  CHECK(s.end == MinresEnd::least_squares);
  CHECK(!s.converged());
  const Values x = dense_solution(a, b, 1e-10);
  CHECK(s.residual == Approx(std::sqrt(squared_distance(b, product(a, x)))));
  check_residual(s, a, b);

  MatrixOperator zero(Values(9));
  CHECK(minres(zero, random_vector(3, 56)).end == MinresEnd::least_squares);
}

TEST_CASE("minres: nothing to solve, and not enough products") {
  MatrixOperator a(matrix_with_spectrum(indefinite(40), 4));
  const MinresSummary none = minres(a, Values(40));
  CHECK(none.converged());
  CHECK(none.iterations == 0);
  CHECK(none.x == Values(40));

  const Values b = random_vector(40, 57);
  double last = norm(b);
  for (const std::size_t limit : {1u, 4u, 8u, 16u}) {  // the residual never rises
    const MinresSummary s = minres(a, b, {.max_iterations = limit});
    CHECK(s.end == MinresEnd::limit);
    CHECK(s.iterations == limit);
    CHECK(s.residual < last);
    check_residual(s, a, b);
    last = s.residual;
  }
}

TEST_CASE("minres: bad options and numbers that are not finite") {
  MatrixOperator a({1, 0, 0, 2}), infinite({1, 0, 0, INFINITY});
  CHECK_THAT(refusal([&] { return minres(a, Values{1, 1}, {.tolerance = 0}); }),
             Catch::Contains("tolerance"));
  CHECK_THROWS_AS(minres(infinite, Values{1, 1}), NonFiniteError);
}

}  // namespace caldera::test
