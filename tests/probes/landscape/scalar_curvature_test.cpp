#include "caldera/probes/landscape/scalar_curvature.h"

#include <cmath>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/calibration.h"
#include "tests/probes/known_operators.h"
#include "tests/refusal.h"

namespace caldera::test {

namespace {

/// The lower half of the unit sphere around 0 in ℝᴾ⁺¹, E = −h with h = √(1 − ‖θ‖²):
/// ∇E = θ/h, ∇²E = I/h + θθᵀ/h³.
struct Hemisphere {
  std::vector<double> gradient, hessian;
};

Hemisphere hemisphere(const std::vector<double>& theta) {
  const std::size_t dim = theta.size();
  const double h = std::sqrt(1 - squared_norm(theta));
  Hemisphere s;
  for (std::size_t i = 0; i < dim; ++i) {
    s.gradient.push_back(theta[i] / h);
    for (std::size_t j = 0; j < dim; ++j)
      s.hessian.push_back((i == j ? 1 / h : 0) + theta[i] * theta[j] / (h * h * h));
  }
  return s;
}

/// A quadratic whose trace is small beside its norm: there a squared mean would be badly off.
struct Problem {
  MatrixOperator hessian;
  std::vector<double> gradient;
  double truth;
};

Problem problem(double shift) {
  const std::size_t dim = 24;
  Problem p{MatrixOperator(matrix_with_spectrum(scattered_spectrum(dim, shift, 2), 2)),
            random_vector(dim, 3), 0};
  for (double& x : p.gradient) x *= 0.3;
  p.truth = dense_scalar_curvature(p.hessian.matrix(), p.gradient);
  return p;
}

Sampling exactly(std::size_t samples, std::uint64_t seed, Directions directions) {
  return {.seed = seed,
          .directions = directions,
          .least_samples = samples,
          .most_samples = samples,
          .block = 16};
}

}  // namespace

TEST_CASE("the scalar curvature of a unit sphere of dimension P is P (P - 1), at every point") {
  for (const std::size_t dim : {1u, 2u, 3u, 7u}) {
    std::vector<double> theta = random_vector(dim, 1);
    for (double& x : theta) x *= 0.35;
    const Hemisphere s = hemisphere(theta);
    const auto expected = static_cast<double>(dim * (dim - 1));
    check_close("curvature", {dense_scalar_curvature({s.hessian.data(), dim, dim}, s.gradient)},
                {expected}, tolerance::second_order<double>);
    MatrixOperator hessian(s.hessian);
    check_estimates(expected, [&](auto seed) {
      return scalar_curvature(hessian, s.gradient, exactly(256, seed, Directions::normal))
          .curvature;
    });
  }
}

TEST_CASE("at a stationary point the scalar curvature is the sum of products of eigenvalues") {
  const std::vector<double> spectrum = scattered_spectrum(9, 0.2, 5), zero(9);
  const std::vector<double> h = matrix_with_spectrum(spectrum, 5);
  double expected = 0;
  for (std::size_t i = 0; i < 9; ++i)
    for (std::size_t j = 0; j < 9; ++j) expected += i == j ? 0 : spectrum[i] * spectrum[j];
  check_close("curvature", {dense_scalar_curvature({h.data(), 9, 9}, zero)}, {expected},
              tolerance::second_order<double>);
}

TEST_CASE("scalar curvature: unbiased and its standard error calibrated, over seeds") {
  for (const Directions directions : {Directions::signs, Directions::normal}) {
    Problem p = problem(0.6);
    check_calibration(2000, p.truth, share_of_64_samples, [&](std::uint64_t seed) {
      return scalar_curvature(p.hessian, p.gradient, exactly(64, seed, directions)).curvature;
    });
  }
}

TEST_CASE("squaring the mean trace is biased, the estimator is not, with as few as four samples") {
  Problem p = problem(0);
  const std::size_t seeds = 4000;
  const double b = 1 / (1 + squared_norm(p.gradient));
  double mean = 0, squares = 0, naive = 0;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    const ScalarCurvature s =
        scalar_curvature(p.hessian, p.gradient, exactly(4, seed, Directions::signs));
    const double off = s.curvature.value - p.truth;
    mean += off / seeds;
    squares += off * off / seeds;
    const double bias = s.trace.standard_error * s.trace.standard_error;
    naive += (off + b * bias) / seeds;
  }
  const double scatter = std::sqrt(squares - mean * mean);
  check_mean(p.truth + mean, scatter, seeds, p.truth);
  CHECK(naive > tolerance::standard_errors * scatter / std::sqrt(static_cast<double>(seeds)));
}

TEST_CASE("scalar curvature of a quadratic and of a small network, against the dense Hessian") {
  Quadratic quadratic(matrix_with_spectrum(scattered_spectrum(30, 0.4, 6), 6),
                      random_vector(30, 7));
  SmallMlp mlp({{5, 4, 3}, Activation::tanh});
  for (Objective* objective :
       {static_cast<Objective*>(&quadratic), static_cast<Objective*>(&mlp)}) {
    const std::size_t dim = objective->dim();
    const std::vector<double> theta = random_vector(dim, 9);
    const std::vector<double> h = dense_matrix(*objective->linearize(theta));
    std::vector<double> g(dim);
    objective->value_and_gradient(theta, g);
    std::vector<ScalarCurvature> runs;
    for (std::uint64_t seed = 0; seed < 300; ++seed)
      runs.push_back(scalar_curvature(*objective, theta, exactly(200, seed, Directions::signs)));
    double trace = 0;
    for (std::size_t i = 0; i < dim; ++i) trace += h[i * dim + i];
    check_estimates(dense_scalar_curvature({h.data(), dim, dim}, g),
                    [&](auto seed) { return runs[seed].curvature; });
    check_estimates(trace, [&](auto seed) { return runs[seed].trace; });
    check_estimates(squared_norm(h), [&](auto seed) { return runs[seed].squared_frobenius_norm; });
    CHECK(runs[0].curvature.samples == 200);
    CHECK(runs[0].curvature.products == 201);
  }
}

TEST_CASE("scalar curvature is sampled until the requested standard error, or says it was not") {
  Problem p = problem(0.6);
  Sampling sampling{.seed = 10, .relative_error = 0.05, .most_samples = 100000};
  const Estimate reached = scalar_curvature(p.hessian, p.gradient, sampling).curvature;
  CHECK(reached.reached);
  CHECK(reached.standard_error <= 0.05 * std::abs(reached.value));
  CHECK(reached.samples < 100000);
  check_estimate(reached, p.truth);
  sampling.most_samples = 40;
  const Estimate limited = scalar_curvature(p.hessian, p.gradient, sampling).curvature;
  CHECK_FALSE(limited.reached);
  CHECK(limited.samples == 40);
}

TEST_CASE("scalar curvature has the same bits for any number of threads and any block") {
  Problem p = problem(0.6);
  const auto bits = [&](std::size_t block) {
    Sampling sampling = exactly(50, 11, Directions::normal);
    sampling.block = block;
    const ScalarCurvature s = scalar_curvature(p.hessian, p.gradient, sampling);
    return std::vector<double>{s.curvature.value, s.curvature.standard_error, s.trace.value};
  };
  const std::vector<double> one = bits(8);
  CHECK(bits(7) == one);
  for (const int threads : {2, 7}) {
    configure_arithmetic("exact", "auto", threads);
    CHECK(bits(8) == one);
  }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("a jackknife of two samples is refused") {
  Problem p = problem(0.6);
  CHECK_THAT(
      refusal([&] { return scalar_curvature(p.hessian, p.gradient, exactly(2, 1, Directions::signs)); }),
      Catch::Contains("at least 3"));
}

}  // namespace caldera::test
