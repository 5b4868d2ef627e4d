#include "caldera/probes/spectrum/certificate.h"

#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

ReflectedSpectrum diagonal(const std::vector<double>& values) {
  return ReflectedSpectrum(values, 0, 0);
}

/// With images from products made for the purpose.
std::vector<Eigenpair> certify_anew(SymmetricOperator& a, std::span<const double> values,
                                    ConstMatrix<double> vectors,
                                    std::span<const double> ritz_values,
                                    const ResidualScale& scale) {
  std::vector<double> memory(vectors.size());
  const Matrix<double> images(memory.data(), vectors.rows, vectors.cols);
  a.apply(vectors, images);
  return certify(values, vectors, images, ritz_values, scale);
}

}  // namespace

TEST_CASE("certificate: a turned eigenvector of a diagonal matrix, by hand") {
  // y = (cos t, sin t), A = diag(2, 5): θ = yᵀAy = 2 + 3 sin² t, r = 3 |sin t cos t|.
  ReflectedSpectrum a = diagonal({2, 5});
  const double t = 0.0173, y[] = {std::cos(t), std::sin(t)};
  const double theta = 2 + 3 * y[1] * y[1], r = 3 * y[0] * y[1];
  const double ritz_values[] = {theta, 5 - 3 * y[1] * y[1]};
  const Eigenpair pair =
      certify_anew(a, {&theta, 1}, {y, 1, 2}, ritz_values, {.norm = 5, .tolerance = 0.0105})[0];
  CHECK(std::abs(pair.residual - r) <= tolerance::dense_eigen);
  CHECK(pair.value == theta);
  CHECK(pair.bound == pair.residual);
  CHECK(pair.lowest() <= 2);
  CHECK(pair.highest() >= 2);
  const double gap = ritz_values[1] - ritz_values[0];
  CHECK(std::abs(pair.estimated_error - r * r / gap) <= tolerance::dense_eigen);
  CHECK(pair.estimated_error >= theta - 2);
  CHECK(pair.converged);
  CHECK(!certify_anew(a, {&theta, 1}, {y, 1, 2}, ritz_values, {.norm = 5, .tolerance = 0.0103})[0]
             .converged);
}

TEST_CASE("certificate: a tolerance may be a share of each value, but for the first ones") {
  const ResidualScale of_norm{.norm = 5, .tolerance = 0.01};
  CHECK(of_norm.allowed(3, -2) == 0.01 * 5);
  const ResidualScale of_values{.norm = 5, .tolerance = 0.01, .relative = 1e-3, .first = 2};
  CHECK(of_values.allowed(1, -2) == 0.01 * 5);
  CHECK(of_values.allowed(2, -2) == 1e-3 * 2);
}

TEST_CASE("certificate: any value and any vector has an eigenvalue within the bound") {
  const std::vector<double> spectrum = random_vector(9, 9600);
  ReflectedSpectrum a(spectrum);
  const std::vector<double> vectors = random_vector(20 * 9, 9601), values = random_vector(20, 9602);
  for (std::size_t i = 0; i < 20; ++i) {
    const Eigenpair pair = certify_anew(a, {&values[i], 1}, {&vectors[i * 9], 1, 9},
                                        {&values[i], 1}, {.norm = 1, .tolerance = 1e-6})[0];
    bool found = false;
    for (const double x : spectrum) found = found || (pair.lowest() <= x && x <= pair.highest());
    CHECK(found);
    CHECK(!pair.converged);
  }
}

TEST_CASE("certificate: rounding is added, and without a gap the residual is all there is") {
  ReflectedSpectrum a = diagonal({1.3, 1.3, -2.1});
  const double values[] = {1.3, 1.3}, vectors[] = {1, 0, 0, 0, 1, 0};
  const auto pairs = certify_anew(a, values, {vectors, 2, 3}, values,
                                  {.norm = 2, .tolerance = 1e-9, .rounding = 0.5});
  for (const Eigenpair& pair : pairs) {
    CHECK(pair.residual == 0);
    CHECK(pair.bound == 0.5);
    CHECK(pair.estimated_error == 0.5);
    CHECK(!pair.converged);  // for all that is known, it may be off by a quarter of the norm
  }
  CHECK(simultaneous_bound(pairs) == std::sqrt(0.5));
}

TEST_CASE("certificate: many vectors, each with its own residual") {
  const std::vector<double> spectrum = random_vector(40, 9700),
                            vectors = random_vector(19 * 40, 9701);
  const std::vector<double> values(19, 0.3717);
  ReflectedSpectrum a(spectrum);
  const auto pairs = certify_anew(a, values, {vectors.data(), 19, 40}, values, {.norm = 1});
  REQUIRE(pairs.size() == 19);
  for (std::size_t i = 0; i < 19; ++i) {
    const std::span<const double> y(&vectors[i * 40], 40);
    CHECK(std::abs(pairs[i].residual - a.residual(values[i], y) / norm(y)) <=
          tolerance::dense_eigen);
  }
}

TEST_CASE("certificate: a product that is not finite is refused") {
  ReflectedSpectrum a = diagonal({1.3, std::numeric_limits<double>::infinity()});
  const double value = 1, y[] = {0.6, 0.8};
  CHECK_THROWS_AS(certify_anew(a, {&value, 1}, {y, 1, 2}, {&value, 1}, {.norm = 1}),
                  NonFiniteError);
}

}  // namespace caldera::test
