#include "caldera/probes/spectrum/density.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/calibration.h"
#include "tests/probes/known_operators.h"
#include "tests/refusal.h"

namespace caldera::test {

namespace {

constexpr std::size_t dim = 40;

MatrixOperator operator_with(const std::vector<double>& spectrum) {
  return MatrixOperator(matrix_with_spectrum(spectrum, 3));
}

/// φ(x) from all eigenvalues.
double true_density(const std::vector<double>& spectrum, double x, double width) {
  double total = 0;
  for (const double lambda : spectrum) {
    const double z = (x - lambda) / width;
    total += std::exp(-z * z / 2) / (std::sqrt(2 * M_PI) * width);
  }
  return total / static_cast<double>(spectrum.size());
}

DensityOptions options(std::size_t starts, std::uint64_t seed, Directions directions) {
  return {.sampling = {.seed = seed,
                       .directions = directions,
                       .least_samples = starts,
                       .most_samples = starts,
                       .block = 8},
          .steps = dim,
          .width = 0.3,
          .grid_points = 7,
          .low = -1,
          .high = 1.5};
}

}  // namespace

TEST_CASE("a rule of m nodes is exact for the first 2m moments of its start vector") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  std::vector<double> u = random_vector(dim, 2), power, next(dim);
  const std::size_t m = 6;
  const std::vector<Quadrature> rules = lanczos_quadratures(a, {u.data(), 1, dim}, m);
  REQUIRE(rules[0].nodes.size() == m);
  CHECK(std::ranges::is_sorted(rules[0].nodes));
  power = u;
  for (std::size_t p = 0; p < 2 * m; ++p) {
    std::vector<double> values;
    for (const double x : rules[0].nodes) values.push_back(std::pow(x, static_cast<double>(p)));
    INFO("power " << p);
    check_close("moment", {dot(rules[0].weights, values)}, {dot(u, power) / squared_norm(u)},
                tolerance::second_order<double>);
    a.apply({power.data(), 1, dim}, {next.data(), 1, dim});
    power = next;
  }
}

TEST_CASE("as many steps as dimensions find every eigenvalue, also at 12 decades of spread") {
  std::vector<double> spectrum = scattered_spectrum(dim, 0.3, 4);
  for (std::size_t i = 0; i < dim; ++i)
    spectrum[i] *= std::pow(10, -12.0 * static_cast<double>(i) / dim);
  MatrixOperator a = operator_with(spectrum);
  const std::vector<double> u = random_vector(dim, 5);
  const Quadrature rule = lanczos_quadratures(a, {u.data(), 1, dim}, dim + 10)[0];
  check_close("mass", {sum(rule.weights)}, {1}, tolerance::value<double>);
  std::ranges::sort(spectrum);
  // With rounding the smallest are seen as one cluster around zero, so only the outer are compared.
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::abs(rule.nodes[i] - spectrum[i]) < tolerance::second_order<double>);
    CHECK(std::abs(*(rule.nodes.end() - 1 - static_cast<std::ptrdiff_t>(i)) -
                   spectrum[dim - 1 - i]) < tolerance::second_order<double>);
  }
}

TEST_CASE("a run ends where nothing new is left: repeated eigenvalues, the identity, zero") {
  std::vector<double> spectrum(dim, 0.37);
  spectrum[3] = -1.1;
  spectrum[4] = spectrum[5] = 2.3;
  MatrixOperator a = operator_with(spectrum);
  const SpectralDensity d = spectral_density(a, options(4, 1, Directions::signs));
  for (const Quadrature& rule : d.rules)
    check_close("nodes", rule.nodes, {-1.1, 0.37, 2.3}, tolerance::second_order<double>);
  CHECK(d.products == 12);
  for (const double c : {1.7, 0.0}) {
    std::vector<double> multiple(9);
    for (std::size_t i = 0; i < 3; ++i) multiple[4 * i] = c;
    MatrixOperator b(multiple);
    const SpectralDensity peak = spectral_density(b, {.steps = 3});
    CHECK(peak.rules[0].nodes.size() == 1);
    CHECK(peak.density[500] == Approx(true_density({c}, c, peak.width)));
    check_close("mass", {peak.integral}, {1}, tolerance::smoothed_mass);
  }
}

TEST_CASE("the moments of the rules are Hutchinson's trace and norm of the same directions") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  DensityOptions o = options(16, 6, Directions::signs);
  o.steps = 5;
  const SpectralDensity d = spectral_density(a, o);
  double t = 0, q = 0;
  std::vector<double> memory(16 * dim), images(16 * dim);
  const Matrix<double> v(memory.data(), 16, dim), av(images.data(), 16, dim);
  fill_directions(o.sampling, 0, v);
  a.apply(v, av);
  for (std::size_t i = 0; i < 16; ++i) {
    t += dot(v.row(i), av.row(i)) / (16.0 * dim);
    q += squared_norm(av.row(i)) / (16.0 * dim);
  }
  const auto moment = [&](int p) {
    return spectral_mean(d.rules, [p](double x) { return p == 0 ? 1 : (p == 1 ? x : x * x); });
  };
  check_close("moments", {moment(0).value, moment(1).value, moment(2).value}, {1, t, q},
              tolerance::second_order<double>);
  const std::vector<double> h = dense_matrix(a);
  check_estimate(moment(2), squared_norm(h) / dim);
  CHECK(moment(1).products == d.products);
}

TEST_CASE("the density integrates to one") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  const SpectralDensity d = spectral_density(a, {.steps = 20});
  check_close("mass", {d.integral}, {1}, tolerance::smoothed_mass);
  CHECK(d.grid.size() == 1001);
  const double span = std::max(0.0, d.rules[0].nodes.back()) - d.rules[0].nodes.front();
  CHECK(d.width == Approx(0.01 * span).epsilon(0.1));
}

TEST_CASE("the grid of a density follows a narrow width, or the integral tells that it does not") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  DensityOptions o{.steps = 20, .width = 1e-4};
  CHECK(spectral_density(a, o).integral < 0.9);  // of 1001 points, as asked for
  o.most_grid_points = 100000;
  const SpectralDensity fine = spectral_density(a, o);
  CHECK(fine.grid.size() > 1001);
  CHECK(fine.grid[1] - fine.grid[0] <= fine.width);
  check_close("mass", {fine.integral}, {1}, tolerance::smoothed_mass);
  o.most_grid_points = 2000;
  CHECK_THAT(refusal([&] { return spectral_density(a, o); }),
             Catch::Contains("the step of a grid of 2000 points"));
}

TEST_CASE("a density whose width is beyond what numbers can hold is refused") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  for (const double width : {1e-300, 1e-310, 1e308}) {
    INFO(width);
    CHECK_THAT(refusal([&] { return spectral_density(a, {.width = width, .most_grid_points = 5000}); }),
               Catch::Contains("width: expected"));
  }
  for (const double width : {1e-310, 1e308})  // on any grid
    CHECK_THAT(refusal([&] { return spectral_density(a, {.width = width}); }),
               Catch::Contains("width: expected"));
}

TEST_CASE("the density: unbiased, its standard error calibrated, over seeds") {
  const std::vector<double> spectrum = scattered_spectrum(dim, 0.3, 1);
  MatrixOperator a = operator_with(spectrum);
  std::vector<SpectralDensity> runs;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    DensityOptions o = options(64, seed, seed % 2 ? Directions::signs : Directions::normal);
    o.steps = 12;
    runs.push_back(spectral_density(a, o));
  }
  for (const std::size_t i : {1u, 3u, 4u})
    check_calibration(500, true_density(spectrum, runs[0].grid[i], runs[0].width),
                      share_of_64_samples, [&](std::uint64_t seed) {
                        return Estimate{runs[seed].density[i], runs[seed].standard_error[i]};
                      });
}

TEST_CASE("the density of a small network's Hessian is that of its eigenvalues") {
  SmallMlp mlp({{5, 4, 3}, Activation::tanh});
  const std::vector<double> theta = random_vector(mlp.dim(), 1);
  const std::vector<double> h = mlp.dense_hessian(theta);
  const SymmetricEigen eigen = eigen_symmetric({h.data(), mlp.dim(), mlp.dim()});
  const auto op = mlp.linearize(theta, Curvature::hessian);
  DensityOptions o = options(64, 2, Directions::signs);
  o.width = 0.02;
  o.low = -0.1;
  o.high = 0.3;
  const SpectralDensity d = spectral_density(*op, o);
  for (std::size_t i = 0; i < d.grid.size(); ++i)
    check_estimate({d.density[i], d.standard_error[i]},
                   true_density(eigen.values, d.grid[i], d.width));
}

TEST_CASE("the density is sampled until the requested standard error, or says it was not") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  DensityOptions o = options(4, 3, Directions::signs);
  o.sampling.relative_error = 0.02;
  o.sampling.most_samples = 5000;
  const SpectralDensity reached = spectral_density(a, o);
  CHECK(reached.reached);
  CHECK(reached.rules.size() < 5000);
  CHECK(std::ranges::max(reached.standard_error) <= 0.02 * std::ranges::max(reached.density));
  o.sampling.most_samples = 5;
  const SpectralDensity limited = spectral_density(a, o);
  CHECK_FALSE(limited.reached);
  CHECK(limited.rules.size() == 5);
}

TEST_CASE("the density has the same bits for any number of threads and any block") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  DensityOptions o = options(20, 7, Directions::normal);
  const SpectralDensity one = spectral_density(a, o);
  o.sampling.block = 7;
  CHECK(spectral_density(a, o).density == one.density);
  for (const int threads : {2, 7}) {
    configure_arithmetic("exact", "auto", threads);
    const SpectralDensity other = spectral_density(a, o);
    CHECK(other.density == one.density);
    CHECK(other.standard_error == one.standard_error);
  }
  configure_arithmetic("exact", "auto", 1);
}

TEST_CASE("a density that makes no sense is refused, and products that are not finite") {
  MatrixOperator a = operator_with(scattered_spectrum(dim, 0.3, 1));
  const auto message = [&](const DensityOptions& o) {
    return refusal([&] { return spectral_density(a, o); });
  };
  CHECK_THAT(message({.steps = 0}), Catch::Contains("steps"));
  CHECK_THAT(message({.width = -1}), Catch::Contains("width"));
  CHECK_THAT(message({.grid_points = 1}), Catch::Contains("grid"));
  CHECK_THAT(message({.low = 1, .high = 0}), Catch::Contains("range"));
  CHECK_THAT(message({.sampling = {.least_samples = 1, .most_samples = 1}}),
             Catch::Contains("at least 2"));
  MatrixOperator broken(std::vector<double>(4, std::numeric_limits<double>::infinity()));
  CHECK_THROWS_AS(spectral_density(broken, {}), NonFiniteError);
}

}  // namespace caldera::test
