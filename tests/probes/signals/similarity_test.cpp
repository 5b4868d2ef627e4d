#include "caldera/probes/signals/similarity.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/orthogonal.h"
#include "caldera/probes/signals/columns.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

constexpr HsicEstimator biased = HsicEstimator::biased, debiased = HsicEstimator::debiased;

struct Activations {
  std::size_t n, units;
  std::vector<double> entries;
  ConstMatrix<double> view() const { return {entries.data(), n, units}; }
};

/// Random numbers with a mean that is not zero.
Activations random_activations(std::size_t n, std::size_t units, std::uint32_t trial) {
  Activations a{n, units, random_vector(n * units, trial)};
  for (double& x : a.entries) x += 0.2;
  return a;
}

/// Y = f(X) with noise, so that they have something in common.
Activations related(const Activations& x) {
  Activations y = random_activations(x.n, 3, 77);
  for (std::size_t i = 0; i < x.n; ++i)
    for (std::size_t j = 0; j < 3; ++j) y.entries[3 * i + j] += 2 * x.view()(i, j) * x.view()(i, 0);
  return y;
}

/// XXᵀ, by its definition.
std::vector<double> kernel(const Activations& a) {
  std::vector<double> k;
  for (std::size_t i = 0; i < a.n; ++i)
    for (std::size_t j = 0; j < a.n; ++j) k.push_back(dot(a.view().row(i), a.view().row(j)));
  return k;
}

/// tr(KHLH)/(n − 1)² with H = I − 11ᵀ/n, from n × n kernels.
double explicit_biased(const Activations& x, const Activations& y) {
  const std::size_t n = x.n;
  const auto centred = [n](std::vector<double> k) {
    for (int side = 0; side < 2; ++side) {  // columns, then rows
      const std::size_t along = side == 0 ? n : 1, across = side == 0 ? 1 : n;
      for (std::size_t j = 0; j < n; ++j) {
        double mean = 0;
        for (std::size_t i = 0; i < n; ++i) mean += k[i * along + j * across] / double(n);
        for (std::size_t i = 0; i < n; ++i) k[i * along + j * across] -= mean;
      }
    }
    return k;
  };
  return dot(centred(kernel(x)), centred(kernel(y))) / std::pow(double(n) - 1, 2);
}

/// Song et al. (2012), eq. 5: from n × n kernels without their diagonals.
double explicit_debiased(const Activations& x, const Activations& y) {
  const std::size_t n = x.n;
  std::vector<double> k = kernel(x), l = kernel(y);
  for (std::size_t i = 0; i < n; ++i) k[i * n + i] = l[i * n + i] = 0;
  double all_k = 0, all_l = 0, rows = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double row_k = 0, row_l = 0;
    for (std::size_t j = 0; j < n; ++j) row_k += k[i * n + j], row_l += l[i * n + j];
    all_k += row_k, all_l += row_l, rows += row_k * row_l;
  }
  const double m = double(n);
  return (dot(k, l) + all_k * all_l / ((m - 1) * (m - 2)) - 2 / (m - 2) * rows) / (m * (m - 3));
}

std::vector<double> numbers(const LinearHsic& h) { return {h.xy, h.xx, h.yy}; }

/// ‖Cov(X, Y)‖_F², the HSIC of the distribution that draws the n examples with equal probability.
double squared_covariance(const Activations& x, const Activations& y) {
  const std::vector<double> a = centred_columns(x.view()), b = centred_columns(y.view());
  double squares = 0;
  for (std::size_t j = 0; j < x.units; ++j)
    for (std::size_t k = 0; k < y.units; ++k) {
      double c = 0;
      for (std::size_t i = 0; i < x.n; ++i) c += a[i * x.units + j] * b[i * y.units + k];
      squares += std::pow(c / double(x.n), 2);
    }
  return squares;
}

Activations rows_of(const Activations& a, const std::vector<std::size_t>& examples) {
  Activations chosen{examples.size(), a.units, {}};
  for (const std::size_t i : examples)
    chosen.entries.insert(chosen.entries.end(), a.view().row(i).begin(), a.view().row(i).end());
  return chosen;
}

}  // namespace

TEST_CASE("similarity: HSIC without kernels is that of explicit kernels") {
  for (const std::size_t n : {4u, 5u, 9u, 40u}) {
    CAPTURE(n);
    const Activations x = random_activations(n, 6, 1), y = related(x);
    check_close("biased", numbers(linear_hsic(x.view(), y.view(), biased)),
                {explicit_biased(x, y), explicit_biased(x, x), explicit_biased(y, y)},
                tolerance::signal);
    check_close("debiased", numbers(linear_hsic(x.view(), y.view(), debiased)),
                {explicit_debiased(x, y), explicit_debiased(x, x), explicit_debiased(y, y)},
                tolerance::signal);
  }
}

TEST_CASE("similarity: CKA with itself is one, and rotation, factor and shift do not change it") {
  const std::size_t n = 30, d = 5;
  const Activations x = random_activations(n, d, 1), y = related(x);
  std::vector<double> rotation = random_vector(d * d, 3);
  REQUIRE(orthonormalise(Matrix<double>(rotation.data(), d, d)) == d);
  Activations turned{n, d, matrix_product(x.view(), ConstMatrix<double>(rotation.data(), d, d))};
  for (double& entry : turned.entries) entry = -3.7 * entry + 11;
  for (const HsicEstimator estimator : {biased, debiased}) {
    const double cka = linear_hsic(x.view(), y.view(), estimator).cka();
    check_close("CKA",
                {linear_hsic(x.view(), x.view(), estimator).cka(),
                 linear_hsic(turned.view(), x.view(), estimator).cka(),
                 linear_hsic(turned.view(), y.view(), estimator).cka(),
                 linear_hsic(y.view(), x.view(), estimator).cka()},
                {1, 1, cka, cka}, tolerance::signal);
    CHECK(cka > 0.05);
    CHECK(cka < 0.95);
  }
}

TEST_CASE("similarity: fewer examples than units look alike to the biased CKA only") {
  constexpr std::uint32_t trials = 400;
  std::vector<double> unbiased;
  double least_biased = 1;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    const Activations x = random_activations(20, 60, 2 * trial),
                      y = random_activations(20, 60, 2 * trial + 1);
    const LinearHsic hsic = linear_hsic(x.view(), y.view(), debiased);
    REQUIRE(std::min(hsic.xx, hsic.yy) > 0);
    REQUIRE(std::abs(hsic.cka()) <= 1);
    unbiased.push_back(hsic.cka());
    least_biased = std::min(least_biased, linear_hsic(x.view(), y.view(), biased).cka());
  }
  CHECK(least_biased > 0.6);
  const double standard_error = norm(unbiased) / trials;
  CHECK(standard_error < 0.01);
  CHECK(std::abs(sum(unbiased) / trials) < tolerance::estimate_standard_errors * standard_error);
}

TEST_CASE("similarity: the debiased HSIC of small batches is without bias, the biased one is not") {
  const Activations x = random_activations(25, 4, 5), y = related(x);
  const std::vector<double> truth = {squared_covariance(x, y), squared_covariance(x, x),
                                     squared_covariance(y, y)};
  constexpr std::uint32_t draws = 20000;
  std::vector<std::vector<double>> errors(3), errors_biased(3);
  for (std::uint32_t trial = 0; trial < draws; ++trial) {
    std::vector<std::size_t> batch;
    for (std::size_t i = 0; i < 8; ++i)
      batch.push_back(
          static_cast<std::size_t>(25 * Stream{4, Purpose::test_data, trial}.uniform(i)));
    const Activations a = rows_of(x, batch), b = rows_of(y, batch);
    const std::vector<double> found = numbers(linear_hsic(a.view(), b.view(), debiased));
    const std::vector<double> found_biased = numbers(linear_hsic(a.view(), b.view(), biased));
    for (std::size_t k = 0; k < 3; ++k) {
      errors[k].push_back(found[k] - truth[k]);
      errors_biased[k].push_back(found_biased[k] - truth[k]);
    }
  }
  for (std::size_t k = 0; k < 3; ++k) {
    CAPTURE(k);
    const double allowed =
        tolerance::estimate_standard_errors * std::sqrt(squared_norm(errors[k])) / draws;
    CHECK(std::abs(sum(errors[k]) / draws) < allowed);
    CHECK(std::abs(sum(errors_biased[k]) / draws) > 3 * allowed);
  }
}

TEST_CASE("similarity: mini-batches are averaged before they are divided") {
  const std::vector<LinearHsic> batches = {{.xy = 1, .xx = 4, .yy = 2},
                                           {.xy = 3, .xx = 0, .yy = 6}};
  CHECK(numbers(mean_hsic(batches)) == std::vector<double>{2, 2, 4});
  CHECK(mean_hsic(batches).cka() == Approx(2 / std::sqrt(8.0)));
}

TEST_CASE("similarity: nothing is like a constant, float is widened, few examples are refused") {
  const Activations x = random_activations(12, 3, 8);
  const Activations constant{12, 2, std::vector<double>(24, 0.25)};
  for (const HsicEstimator estimator : {biased, debiased}) {
    CHECK(linear_hsic(x.view(), constant.view(), estimator).cka() == 0);
    CHECK(linear_hsic(constant.view(), x.view(), estimator).cka() == 0);
  }
  const std::vector<float> narrow(x.entries.begin(), x.entries.end());
  const Activations wide{12, 3, {narrow.begin(), narrow.end()}};
  const ConstMatrix<float> view(narrow.data(), 12, 3);
  CHECK(numbers(linear_hsic(view, view, debiased)) ==
        numbers(linear_hsic(wide.view(), wide.view(), debiased)));
  const ConstMatrix<double> three(x.entries.data(), 3, 3);
  CHECK_THAT(refusal([&] { linear_hsic(three, three, debiased); }),
             Catch::Contains("at least 4 examples"));
}

}  // namespace caldera::test
