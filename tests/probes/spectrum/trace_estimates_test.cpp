#include "caldera/probes/spectrum/trace_estimates.h"

#include <cmath>
#include <limits>

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

Sampling exactly(std::size_t samples, std::uint64_t seed, Directions d = Directions::signs) {
  return {.seed = seed,
          .directions = d,
          .least_samples = samples,
          .most_samples = samples,
          .block = 16};
}

/// What the probes estimate, read off the matrix.
struct Truth {
  double trace = 0, squared_norm = 0;
  std::vector<double> diagonal;
};

Truth truth_of(const std::vector<double>& a, std::size_t dim) {
  Truth t;
  for (std::size_t i = 0; i < dim; ++i) t.diagonal.push_back(a[i * dim + i]);
  t.trace = sum(t.diagonal);
  t.squared_norm = squared_norm(a);
  return t;
}

/// Every estimate of an operator against its dense matrix.
void check_all_estimates(SymmetricOperator& a) {
  const Truth truth = truth_of(dense_matrix(a), a.dim());
  for (const Directions d : {Directions::signs, Directions::normal}) {
    const auto sampling = [d](std::uint64_t seed) { return exactly(200, seed, d); };
    check_estimates(truth.trace, [&](auto seed) { return hutchinson_trace(a, sampling(seed)); });
    check_estimates(truth.trace,
                    [&](auto seed) { return hutch_plus_plus_trace(a, 5, sampling(seed)); });
    check_estimates(truth.squared_norm,
                    [&](auto seed) { return squared_frobenius_norm(a, sampling(seed)); });
    check_estimates(std::sqrt(truth.squared_norm),
                    [&](auto seed) { return frobenius_norm(a, sampling(seed)); });
  }
  std::vector<DiagonalEstimate> diagonals;
  for (std::uint64_t seed = 0; seed < 300; ++seed)
    diagonals.push_back(estimate_diagonal(a, exactly(200, seed)));
  for (std::size_t j = 0; j < a.dim(); ++j)
    check_estimates(truth.diagonal[j], [&](auto seed) {
      return Estimate{diagonals[seed].value[j], diagonals[seed].standard_error[j]};
    });
}

MatrixOperator scattered(std::size_t dim, std::uint32_t trial) {
  return MatrixOperator(matrix_with_spectrum(scattered_spectrum(dim, 0.3, trial), trial));
}

/// λᵢ = i⁻².
MatrixOperator decaying(std::size_t dim) {
  std::vector<double> spectrum;
  for (std::size_t i = 1; i <= dim; ++i) spectrum.push_back(1 / static_cast<double>(i * i));
  return MatrixOperator(matrix_with_spectrum(spectrum, 4));
}

/// Root mean square error over 200 seeds.
double typical_error(double truth, const std::function<Estimate(std::uint64_t)>& estimate) {
  double squares = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const double off = estimate(seed).value - truth;
    squares += off * off / 200;
  }
  return std::sqrt(squares);
}

}  // namespace

TEST_CASE("traces, norms and diagonals agree with the dense matrix of a chosen spectrum") {
  MatrixOperator a = scattered(40, 1);
  check_all_estimates(a);
  MatrixOperator b = decaying(60);
  check_all_estimates(b);
}

TEST_CASE("traces, norms and diagonals agree with the dense Hessian of a small network") {
  SmallMlp mlp({{5, 4, 3}, Activation::tanh});
  const std::vector<double> theta = random_vector(mlp.dim(), 1);
  const auto h = mlp.linearize(theta, Curvature::hessian);
  check_close("Hessian", dense_matrix(*h), mlp.dense_hessian(theta), tolerance::second_order<double>);
  MatrixOperator a(dense_matrix(*h));  // the same estimates, for many seeds in less time
  check_close("trace", {hutchinson_trace(*h, exactly(40, 2)).value},
              {hutchinson_trace(a, exactly(40, 2)).value}, tolerance::second_order<double>);
  check_all_estimates(a);
}

TEST_CASE("trace and squared norm: unbiased, their standard errors calibrated, over seeds") {
  MatrixOperator a = scattered(24, 2);
  const Truth truth = truth_of(dense_matrix(a), 24);
  for (const Directions d : {Directions::signs, Directions::normal}) {
    check_calibration(2000, truth.trace, share_of_64_samples, [&](std::uint64_t seed) {
      return hutchinson_trace(a, exactly(64, seed, d));
    });
    check_calibration(2000, truth.trace, share_of_64_samples, [&](std::uint64_t seed) {
      return hutch_plus_plus_trace(a, 6, exactly(64, seed, d));
    });
    check_calibration(2000, truth.squared_norm, share_of_64_samples, [&](std::uint64_t seed) {
      return squared_frobenius_norm(a, exactly(64, seed, d));
    });
  }
}

TEST_CASE("an entry of the diagonal: unbiased, its standard error calibrated, over seeds") {
  MatrixOperator a = scattered(12, 3);
  for (const std::size_t j : {0u, 7u})
    check_calibration(2000, a.matrix()(j, j), share_of_64_samples, [&](std::uint64_t seed) {
      const DiagonalEstimate d = estimate_diagonal(a, exactly(64, seed));
      return Estimate{d.value[j], d.standard_error[j]};
    });
}

TEST_CASE("the scatter of a trace estimate is that of theory, for signs and for normal entries") {
  MatrixOperator a = scattered(24, 2);
  const Truth truth = truth_of(dense_matrix(a), 24);
  const double off_diagonal = truth.squared_norm - squared_norm(truth.diagonal);
  const std::size_t n = 4096;
  const double relative = tolerance::standard_errors / std::sqrt(static_cast<double>(n));
  const double signs = hutchinson_trace(a, exactly(n, 1)).standard_error;
  CHECK(signs * signs * n == Approx(2 * off_diagonal).epsilon(relative));
  const double normal = hutchinson_trace(a, exactly(n, 1, Directions::normal)).standard_error;
  CHECK(normal * normal * n == Approx(2 * truth.squared_norm).epsilon(relative));
}

TEST_CASE("Hutch++ beats Hutchinson on a decaying spectrum at equal products") {
  MatrixOperator a = decaying(150);
  const double truth = truth_of(dense_matrix(a), 150).trace;
  const double plain =
      typical_error(truth, [&](std::uint64_t s) { return hutchinson_trace(a, exactly(60, s)); });
  const double sketched = typical_error(truth, [&](std::uint64_t s) {
    const Estimate e = hutch_plus_plus_trace(a, 20, exactly(20, s));
    REQUIRE(e.products == 60);
    return e;
  });
  INFO("Hutchinson " << plain << ", Hutch++ " << sketched);
  CHECK(sketched < plain / 10);
}

TEST_CASE("Hutch++ is exact for a matrix of lower rank than its sketch, and for a full sketch") {
  std::vector<double> spectrum(50, 0.0);
  for (std::size_t i = 0; i < 4; ++i) spectrum[i] = random_vector(4, 5)[i];
  MatrixOperator low_rank(matrix_with_spectrum(spectrum, 5));
  const Estimate low = hutch_plus_plus_trace(low_rank, 9, exactly(4, 1));
  check_close("trace", {low.value}, {truth_of(dense_matrix(low_rank), 50).trace},
              tolerance::second_order<double>);
  CHECK(low.products < 9 + 9 + 4);  // directions that add nothing to the basis are dropped
  MatrixOperator full = scattered(10, 6);
  check_close("trace", {hutch_plus_plus_trace(full, 30, exactly(4, 1)).value},
              {truth_of(dense_matrix(full), 10).trace}, tolerance::second_order<double>);
}

TEST_CASE("signs see a diagonal matrix exactly") {
  std::vector<double> a(16);
  const std::vector<double> diagonal = random_vector(4, 7);
  for (std::size_t i = 0; i < 4; ++i) a[5 * i] = diagonal[i];
  MatrixOperator op(a);
  const Estimate trace = hutchinson_trace(op, {.seed = 1, .most_samples = 64});
  CHECK(trace.reached);  // nothing scatters, so nothing is left to ask for
  check_close("trace", {trace.value}, {sum(diagonal)}, tolerance::value<double>);
  CHECK(estimate_diagonal(op, {.seed = 1}).value == diagonal);
}

TEST_CASE("the norm of the zero matrix is zero without an error") {
  MatrixOperator zero(std::vector<double>(9, 0.0));
  const Estimate norm = frobenius_norm(zero, exactly(4, 1));
  CHECK(norm.value == 0);
  CHECK(norm.standard_error == 0);
}

TEST_CASE("sampling ends at the requested standard error, or says that it did not get there") {
  MatrixOperator a = scattered(24, 2);
  const Truth truth = truth_of(dense_matrix(a), 24);
  const auto run = [&](Sampling s) {
    return std::vector<Estimate>{hutchinson_trace(a, s), hutch_plus_plus_trace(a, 4, s),
                                 squared_frobenius_norm(a, s), frobenius_norm(a, s)};
  };
  for (const Estimate& e : run({.seed = 3, .absolute_error = 0.1, .most_samples = 100000})) {
    CHECK(e.reached);
    CHECK(e.standard_error <= 0.1);
    CHECK(e.samples % 8 == 0);
  }
  for (const Estimate& e : run({.seed = 3, .relative_error = 0.01, .most_samples = 100000})) {
    CHECK(e.reached);
    CHECK(e.standard_error <= 0.01 * std::abs(e.value));
  }
  for (const Estimate& e : run({.seed = 3, .relative_error = 1e-6, .most_samples = 45})) {
    CHECK_FALSE(e.reached);
    CHECK(e.samples == 45);
  }
  const DiagonalEstimate d =
      estimate_diagonal(a, {.seed = 3, .relative_error = 0.05, .most_samples = 100000});
  CHECK(d.reached);
  CHECK(norm(d.standard_error) <= 0.05 * norm(d.value));
  CHECK_FALSE(
      estimate_diagonal(a, {.seed = 3, .relative_error = 1e-6, .most_samples = 45}).reached);
}

TEST_CASE("stopping on request keeps the standard error honest") {
  MatrixOperator a = scattered(24, 2);
  const double truth = truth_of(dense_matrix(a), 24).trace;
  // Reached after about 150 samples: far from the least and from the most.
  check_calibration(2000, truth, share_of_64_samples, [&](std::uint64_t seed) {
    return hutchinson_trace(a, {.seed = seed, .absolute_error = 0.3, .most_samples = 4000});
  });
}

TEST_CASE("estimates have the same bits for any number of threads and any block") {
  MatrixOperator a = scattered(70, 8);
  const auto bits = [&](std::size_t block) {
    Sampling s = exactly(50, 9);
    s.block = block;
    std::vector<double> all;
    for (const Estimate& e : {hutchinson_trace(a, s), hutch_plus_plus_trace(a, 12, s),
                              squared_frobenius_norm(a, s), frobenius_norm(a, s)}) {
      all.push_back(e.value);
      all.push_back(e.standard_error);
    }
    for (const auto& part : {estimate_diagonal(a, s).value, estimate_diagonal(a, s).standard_error})
      all.insert(all.end(), part.begin(), part.end());
    return all;
  };
  const std::vector<double> one = bits(8);
  CHECK(bits(7) == one);
  for (const int threads : {2, 7}) {
    configure_arithmetic("exact", "auto", threads);
    CHECK(bits(8) == one);
  }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("seeds differ, and a seed is repeated to the last bit") {
  MatrixOperator a = scattered(24, 2);
  CHECK(hutchinson_trace(a, exactly(8, 1)).value == hutchinson_trace(a, exactly(8, 1)).value);
  CHECK(hutchinson_trace(a, exactly(8, 1)).value != hutchinson_trace(a, exactly(8, 2)).value);
}

TEST_CASE("requests that make no sense are refused, and products that are not finite") {
  MatrixOperator a = scattered(6, 2);
  const auto message = [&](Sampling s) { return refusal([&] { return hutchinson_trace(a, s); }); };
  CHECK_THAT(message({.least_samples = 1}), Catch::Contains("at least 2"));
  CHECK_THAT(message({.least_samples = 9, .most_samples = 8}), Catch::Contains("most samples"));
  CHECK_THAT(message({.most_samples = std::size_t{1} << 32}), Catch::Contains("2^31"));
  CHECK_THAT(message({.block = 0}), Catch::Contains("block"));
  CHECK_THAT(message({.absolute_error = -1}), Catch::Contains("standard error"));
  CHECK_THAT(message({.relative_error = std::numeric_limits<double>::quiet_NaN()}),
             Catch::Contains("standard error"));
  CHECK_THAT(refusal([&] { return hutch_plus_plus_trace(a, 0, {}); }), Catch::Contains("sketch"));
  CHECK_THAT(refusal([&] { return estimate_diagonal(a, {.directions = Directions::normal}); }),
             Catch::Contains("signs"));
  MatrixOperator broken(std::vector<double>(4, std::numeric_limits<double>::infinity()));
  CHECK_THROWS_AS(hutchinson_trace(broken, {}), NonFiniteError);
  CHECK_THROWS_AS(hutch_plus_plus_trace(broken, 1, {}), NonFiniteError);
}

}  // namespace caldera::test
