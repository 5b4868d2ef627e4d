#include "caldera/probes/signals/canonical_correlation.h"

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"
#include "caldera/probes/signals/columns.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

constexpr std::size_t n = 40, d = 3;

ConstMatrix<double> view(const std::vector<double>& entries) {
  return {entries.data(), entries.size() / d, d};
}

/// A·B for matrices of d columns.
std::vector<double> times(const std::vector<double>& a, const std::vector<double>& b) {
  return matrix_product(view(a), view(b));
}

/// d × d, far from singular.
std::vector<double> invertible(std::uint32_t trial) {
  std::vector<double> map = random_vector(d * d, trial);
  for (std::size_t i = 0; i < d; ++i) map[i * d + i] += 2;
  return map;
}

/// X has columns sⱼ qⱼ and Y cos θⱼ qⱼ + sin θⱼ rⱼ, with orthonormal qⱼ, rⱼ of mean zero.
struct Constructed {
  std::vector<double> cosines = {0.9, 0.6, 0.25}, sizes = {10, 5, 0.1}, x, y;
  Constructed() {
    std::vector<double> rows = random_vector((1 + 2 * d) * n, 4);
    std::fill_n(rows.begin(), n, 1.0);  // the others become orthogonal to it
    const Matrix<double> q(rows.data(), 1 + 2 * d, n);
    REQUIRE(orthonormalise(q) == 1 + 2 * d);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < d; ++j) {
        x.push_back(sizes[j] * q(1 + j, i));
        y.push_back(cosines[j] * q(1 + j, i) +
                    std::sqrt(1 - cosines[j] * cosines[j]) * q(1 + d + j, i));
      }
  }
};

/// X⁻¹Y for d × d matrices, by Gauss and Jordan; the pivots of covariances are not small.
std::vector<double> solve(std::vector<double> a, std::vector<double> b) {
  for (std::size_t k = 0; k < d; ++k)
    for (std::size_t i = 0; i < d; ++i) {
      if (i == k) continue;
      const double factor = a[i * d + k] / a[k * d + k];
      for (std::size_t j = 0; j < d; ++j) {
        a[i * d + j] -= factor * a[k * d + j];
        b[i * d + j] -= factor * b[k * d + j];
      }
    }
  for (std::size_t i = 0; i < d * d; ++i) b[i] /= a[(i / d) * d + i / d];
  return b;
}

std::vector<double> covariance(const std::vector<double>& x, const std::vector<double>& y) {
  const std::vector<double> a = centred_columns(view(x)), b = centred_columns(view(y));
  return matrix_product(transposed(view(a)), view(b));
}

}  // namespace

TEST_CASE("canonical correlations: constructed ones are found, with SVCCA and PWCCA") {
  const Constructed data;
  const CanonicalCorrelations all = canonical_correlations(view(data.x), view(data.y), 1);
  check_close("ρ", all.correlations, data.cosines, tolerance::signal);
  check_close("α", all.weights, {10 / 15.1, 5 / 15.1, 0.1 / 15.1}, tolerance::signal);
  check_close("SVCCA, PWCCA", {all.svcca(), all.pwcca()},
              {1.75 / 3, (10 * 0.9 + 5 * 0.6 + 0.1 * 0.25) / 15.1}, tolerance::signal);
}

TEST_CASE("canonical correlations: directions of little variance are left out") {
  // The variances of X are as 100, 25 and 0.01.
  const Constructed data;
  const auto kept = [&](double share) {
    return canonical_correlations(view(data.x), view(data.y), share).correlations;
  };
  check_close("0.99", kept(0.99), {0.9, 0.6}, tolerance::signal);
  CHECK(kept(0.5).size() == 1);
  CHECK(kept(0.85).size() == 2);
  CHECK(kept(0.99999).size() == 3);
}

TEST_CASE("canonical correlations: no invertible map of the units changes them") {
  const Constructed data;
  const std::vector<double> x = times(data.x, invertible(5)), y = times(data.y, invertible(6));
  check_close("ρ", canonical_correlations(view(x), view(y), 1).correlations, data.cosines,
              tolerance::signal);
  const CanonicalCorrelations mapped = canonical_correlations(view(data.x), view(y), 1);
  const CanonicalCorrelations plain = canonical_correlations(view(data.x), view(data.y), 1);
  check_close("PWCCA, of another Y", {mapped.pwcca()}, {plain.pwcca()}, tolerance::signal);
  for (const double share : {1.0, 0.99}) {
    const CanonicalCorrelations self = canonical_correlations(view(x), view(x), share);
    check_close("of itself", {self.svcca(), self.pwcca()}, {1, 1}, tolerance::signal);
  }
}

TEST_CASE("canonical correlations: Σ ρ² to any power is a trace of covariances") {
  // ρ² are the eigenvalues of Cxx⁻¹ Cxy Cyy⁻¹ Cyx.
  const std::vector<double> x = random_vector(n * d, 7);
  std::vector<double> y = times(x, invertible(8));
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += 3 * random_vector(y.size(), 9)[i];
  const std::vector<double> matrix =
      times(solve(covariance(x, x), covariance(x, y)), solve(covariance(y, y), covariance(y, x)));
  const CanonicalCorrelations found = canonical_correlations(view(x), view(y), 1);
  REQUIRE(found.correlations.size() == d);
  std::vector<double> power = matrix;
  for (int k = 1; k <= 3; ++k) {
    double trace = 0, powers = 0;
    for (std::size_t i = 0; i < d; ++i) trace += power[i * d + i];
    for (const double rho : found.correlations) powers += std::pow(rho, 2 * k);
    CHECK(std::abs(trace - powers) < tolerance::signal);
    power = times(power, matrix);
  }
}

TEST_CASE("canonical correlations: a constant has none, float is widened") {
  const std::vector<double> x = random_vector(n * d, 7), constant(n * d, 0.5);
  for (const auto& [a, b] : {std::pair{x, constant}, {constant, x}, {constant, constant}}) {
    const CanonicalCorrelations found = canonical_correlations(view(a), view(b));
    CHECK(found.correlations.empty());
    CHECK(found.svcca() == 0);
    CHECK(found.pwcca() == 0);
  }
  const std::vector<float> narrow(x.begin(), x.end());
  const std::vector<double> wide(narrow.begin(), narrow.end());
  CHECK(canonical_correlations(ConstMatrix<float>(narrow.data(), n, d),
                               ConstMatrix<float>(narrow.data(), n, d))
            .weights == canonical_correlations(view(wide), view(wide)).weights);
}

}  // namespace caldera::test
