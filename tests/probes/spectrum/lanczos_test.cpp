#include "caldera/probes/spectrum/lanczos.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/autograd/arithmetic/error.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/linalg/symmetric_eigen.h"
#include "caldera/probes/operators/dense_matrix.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/probes/spectra.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// What options ask for, from the whole spectrum, ascending.
std::vector<double> wanted(std::vector<double> spectrum, const EigenOptions& o) {
  std::ranges::sort(spectrum);
  std::vector<double> result;
  const auto bottom_end = spectrum.begin() + std::ptrdiff_t(o.bottom);
  result.assign(spectrum.begin(), bottom_end);
  if (o.largest_magnitude > 0) {
    std::stable_sort(bottom_end, spectrum.end(),
                     [](double x, double y) { return std::abs(x) > std::abs(y); });
    result.insert(result.end(), bottom_end, bottom_end + std::ptrdiff_t(o.largest_magnitude));
  } else {
    result.insert(result.end(), spectrum.end() - std::ptrdiff_t(o.top), spectrum.end());
  }
  std::ranges::sort(result);
  return result;
}

double distance_to_nearest(const std::vector<double>& spectrum, double value) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const double x : spectrum) nearest = std::min(nearest, std::abs(x - value));
  return nearest;
}

/// Everything a summary states about its pairs, whether or not they have converged.
void check_certificates(const EigenSummary& s, const ReflectedSpectrum& a,
                        const std::vector<double>& spectrum, const EigenOptions& o) {
  CHECK(s.products == a.products());
  CHECK(s.products <= o.max_products);
  bool all = true;
  for (std::size_t i = 0; i < s.pairs.size(); ++i) {
    const Eigenpair& pair = s.pairs[i];
    CAPTURE(i, pair.value, pair.residual, pair.bound);
    CHECK(std::abs(a.residual(pair.value, s.vector_rows().row(i)) - pair.residual) <= s.rounding);
    CHECK(pair.bound == pair.residual + s.rounding);
    CHECK(distance_to_nearest(spectrum, pair.value) <= pair.bound);
    CHECK(pair.estimated_error <= pair.bound);
    const bool is_relative = o.relative_tolerance > 0 && i >= o.bottom;
    CHECK(pair.converged == (pair.bound <= (is_relative ? o.relative_tolerance * std::abs(pair.value)
                                                        : o.tolerance * s.norm)));
    all = all && pair.converged;
    for (std::size_t j = 0; j <= i; ++j)
      CHECK(std::abs(dot(s.vector_rows().row(i), s.vector_rows().row(j)) - (i == j ? 1 : 0)) <=
            tolerance::dense_eigen);
  }
  CHECK(s.converged == all);
}

/// And that the pairs are the wanted ones: as many, and none missing, as far as the tolerance tells
/// eigenvalues apart.
void check_found(const EigenSummary& s, const std::vector<double>& spectrum,
                 const EigenOptions& o) {
  CHECK(s.converged);
  CHECK(!s.limit_reached);
  const std::vector<double> expected = wanted(spectrum, o);
  REQUIRE(s.pairs.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i, s.pairs[i].value, expected[i], s.simultaneous_bound, s.norm);
    CHECK(std::abs(s.pairs[i].value - expected[i]) <=
          s.simultaneous_bound + tolerance::told_apart * o.tolerance * s.norm);
  }
}

EigenSummary checked_pairs(const std::vector<double>& spectrum, const EigenOptions& options,
                             std::uint32_t reflections = 3) {
  ReflectedSpectrum a(spectrum, 0, reflections);
  const EigenSummary s = eigenpairs(a, options);
  check_certificates(s, a, spectrum, options);
  check_found(s, spectrum, options);
  return s;
}

void solve_and_check(const std::vector<double>& spectrum, const EigenOptions& options,
                     std::uint32_t reflections = 3) {
  static_cast<void>(checked_pairs(spectrum, options, reflections));
}

/// Slowly falling, of both signs: needs restarts in a small basis.
std::vector<double> slow_spectrum(std::size_t dim) {
  std::vector<double> values = random_vector(dim, 9000);
  for (std::size_t i = 0; i < dim; ++i)
    values[i] = (i % 4 == 3 ? -0.6 : 1) * (2 + 0.1 * values[i]) / std::sqrt(1 + double(i));
  return values;
}

}  // namespace

TEST_CASE("eigenpairs: hard spectra, every wanted pair within its bound and none missing") {
  for (const Spectrum& spectrum : hard_spectra(130))
    for (const std::size_t block : {1u, 2u, 5u}) {
      CAPTURE(spectrum.name, block);
      const std::size_t small_basis = 7 + 4 * block + 20;
      solve_and_check(spectrum.values, {.top = 4, .bottom = 3, .tolerance = 1e-6, .block = block});
      solve_and_check(spectrum.values, {.top = 6, .block = block, .basis = small_basis});
      solve_and_check(spectrum.values, {.bottom = 5, .block = block, .basis = 130});
      solve_and_check(spectrum.values,
                      {.top = 3, .bottom = 4, .tolerance = 1e-12, .block = block, .basis = 130});
    }
}

TEST_CASE("eigenpairs: the largest in magnitude") {
  for (const std::size_t block : {1u, 4u}) {
    solve_and_check(slow_spectrum(400), {.largest_magnitude = 23,
                                         .bottom = 3,
                                         .tolerance = 1e-3,
                                         .relative_tolerance = 1e-5,
                                         .block = block});
    solve_and_check(slow_spectrum(400),
                    {.largest_magnitude = 23, .bottom = 3, .relative_tolerance = 1e-4, .block = block});
    solve_and_check(slow_spectrum(400),
                    {.largest_magnitude = 23, .bottom = 3, .block = block});
    solve_and_check(hard_spectra(120)[5].values,
                    {.largest_magnitude = 12, .bottom = 1, .block = block});
    solve_and_check(slow_spectrum(400), {.largest_magnitude = 23, .block = block});
    solve_and_check(slow_spectrum(400),
                    {.largest_magnitude = 8, .tolerance = 1e-9, .block = block, .basis = 24});
  }
}

TEST_CASE("eigenpairs: small matrices, all pairs, blocks and bases larger than the dimension") {
  for (std::size_t dim = 1; dim <= 9; ++dim)
    for (const std::size_t block : {1u, 3u, 12u})
      for (const std::uint32_t reflections : {0u, 3u}) {
        CAPTURE(dim, block, reflections);
        const std::vector<double> spectrum = random_vector(dim, 9100);
        const EigenOptions options{.top = dim - dim / 2,
                                   .bottom = dim / 2,
                                   .tolerance = 1e-12,
                                   .block = block,
                                   .basis = 50};
        solve_and_check(spectrum, options, reflections);
        solve_and_check(std::vector<double>(dim, 0.7317), options, reflections);
      }
}

TEST_CASE("eigenpairs: diagonal matrices") {
  for (const Spectrum& spectrum : hard_spectra(60)) {
    CAPTURE(spectrum.name);
    solve_and_check(spectrum.values, {.top = 3, .bottom = 3}, 0);
  }
}

TEST_CASE("eigenpairs: a 3 x 3 matrix by hand") {
  class String : public SymmetricOperator {  // three beads: [2 −1 0; −1 2 −1; 0 −1 2]
   public:
    std::size_t dim() const override { return 3; }
    void apply(ConstMatrix<double> v, Matrix<double> out) override {
      for (std::size_t i = 0; i < v.rows; ++i) {
        out(i, 0) = 2 * v(i, 0) - v(i, 1);
        out(i, 1) = 2 * v(i, 1) - v(i, 0) - v(i, 2);
        out(i, 2) = 2 * v(i, 2) - v(i, 1);
      }
    }
  } a;
  const EigenSummary s = eigenpairs(a, {.top = 2, .bottom = 1, .tolerance = 1e-13});
  const double root = std::sqrt(2.0), expected[] = {2 - root, 2, 2 + root};
  const double vectors[3][3] = {
      {0.5, root / 2, 0.5}, {root / 2, 0, -root / 2}, {0.5, -root / 2, 0.5}};
  REQUIRE(s.pairs.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(std::abs(s.pairs[i].value - expected[i]) <= s.pairs[i].bound);
    CHECK(std::abs(std::abs(dot(s.vector_rows().row(i), vectors[i])) - 1) <=
          tolerance::dense_eigen);
  }
  CHECK(s.norm == s.pairs[2].value);
}

TEST_CASE("eigenpairs: that two iterates agree ends nothing") {
  // The start is an eigenvector of 0.5 and very little of all others: for many steps the largest
  // Ritz value hardly moves, and is nowhere near the largest eigenvalue.
  std::vector<double> spectrum = random_vector(200, 9200), start(200, 1e-6);
  for (double& x : spectrum) x *= 0.4;
  spectrum[3] = 0.5;
  spectrum[17] = 1.0317;
  start[3] = 1;
  start[17] = 1e-9;
  EigenOptions options{
      .top = 1, .tolerance = 1e-9, .search_products = 0, .start = {start.data(), 1, 200}};
  std::vector<double> iterates;
  for (options.max_products = 6; options.max_products <= 8; ++options.max_products) {
    ReflectedSpectrum a(spectrum, 0, 0);
    const EigenSummary s = eigenpairs(a, options);
    check_certificates(s, a, spectrum, options);
    CHECK(!s.converged);
    CHECK(s.limit_reached);
    iterates.push_back(s.pairs[0].value);
  }
  CHECK(std::abs(iterates[2] - iterates[1]) < options.tolerance);
  CHECK(std::abs(iterates[1] - iterates[0]) < options.tolerance);
  options.max_products = 1000;
  solve_and_check(spectrum, options, 0);
}

TEST_CASE("eigenpairs: a pair that the start cannot reach is found by the search alone") {
  std::vector<double> spectrum = random_vector(80, 9300), start = random_vector(80, 9301);
  spectrum[11] = 1.9173;
  start[11] = 0;  // and stays zero in every vector of the Krylov space: the matrix is diagonal
  EigenOptions options{.top = 3, .start = {start.data(), 1, 80}};
  const EigenSummary found = checked_pairs(spectrum, options, 0);
  CHECK(found.searches == 2);
  CHECK(found.searched == options.search_products);

  options.search_products = 0;
  ReflectedSpectrum a(spectrum, 0, 0);
  const EigenSummary blind = eigenpairs(a, options);
  check_certificates(blind, a, spectrum, options);  // all true, and yet one is missing
  CHECK(blind.converged);
  CHECK(blind.searches == 0);
  CHECK(blind.pairs[2].highest() < 1.9173);
}

TEST_CASE("eigenpairs: a limit that is reached is said, with what did converge") {
  const std::vector<double> spectrum = slow_spectrum(500);
  ReflectedSpectrum a(spectrum);
  const EigenOptions options{.top = 12, .bottom = 5, .tolerance = 1e-8, .max_products = 60};
  const EigenSummary s = eigenpairs(a, options);
  check_certificates(s, a, spectrum, options);
  CHECK(s.limit_reached);
  CHECK(!s.converged);
  REQUIRE(s.pairs.size() == 17);
  const auto converged = std::ranges::count_if(s.pairs, &Eigenpair::converged);
  CHECK(converged > 0);
  CHECK(converged < 17);
  CHECK(s.pairs.back().converged);  // the outermost are the first
}

TEST_CASE("eigenpairs: a limit that leaves no products for the search is said") {
  const std::vector<double> spectrum = slow_spectrum(500);
  ReflectedSpectrum unlimited(spectrum), limited(spectrum);
  EigenOptions options{.top = 5};
  const EigenSummary whole = eigenpairs(unlimited, options);
  options.max_products = whole.products - whole.searched / 2;
  const EigenSummary cut = eigenpairs(limited, options);
  check_certificates(cut, limited, spectrum, options);
  CHECK(cut.converged);
  CHECK(cut.limit_reached);
  CHECK(cut.searched < whole.searched);
}

TEST_CASE("eigenpairs: a tolerance below rounding is not claimed to be met") {
  const std::vector<double> spectrum = slow_spectrum(60);
  ReflectedSpectrum a(spectrum);
  const EigenOptions options{.top = 4, .tolerance = 1e-18, .max_products = 500};
  const EigenSummary s = eigenpairs(a, options);
  check_certificates(s, a, spectrum, options);
  CHECK(!s.converged);
}

TEST_CASE("eigenpairs: a warm start from a neighbouring operator takes fewer products") {
  const std::vector<double> spectrum = slow_spectrum(1500);
  for (const std::size_t block : {1u, 8u}) {
    EigenOptions options{.largest_magnitude = 20, .block = block};
    ReflectedSpectrum here(spectrum);
    const EigenSummary neighbour = eigenpairs(here, options);
    for (const double turn : {1e-2, 1e-4}) {
      CAPTURE(block, turn);
      ReflectedSpectrum cold(spectrum, turn), warm(spectrum, turn);
      options.start = {};
      const EigenSummary from_nothing = eigenpairs(cold, options);
      options.start = neighbour.vector_rows();
      const EigenSummary from_neighbour = eigenpairs(warm, options);
      check_certificates(from_neighbour, warm, spectrum, options);
      check_found(from_neighbour, spectrum, options);
      CHECK(from_neighbour.products + 5 * block < from_nothing.products);
    }
  }
}

TEST_CASE("eigenpairs: the same bits for any number of threads, others for another seed") {
  struct Restore {
    ~Restore() { configure_arithmetic("exact", "auto", 1); }
  } restore;
  EigenOptions options{.top = 6, .bottom = 4, .block = 3, .basis = 26};
  std::vector<EigenSummary> runs;
  for (const int threads : {1, 2, 7}) {
    configure_arithmetic("exact", "auto", threads);
    ReflectedSpectrum a(slow_spectrum(700));
    runs.push_back(eigenpairs(a, options));
    CHECK(runs.back().restarts > 0);
    CHECK(runs.back().vectors == runs[0].vectors);
    for (std::size_t i = 0; i < 10; ++i) {
      CHECK(runs.back().pairs[i].value == runs[0].pairs[i].value);
      CHECK(runs.back().pairs[i].residual == runs[0].pairs[i].residual);
    }
  }
  options.seed = 1;
  ReflectedSpectrum a(slow_spectrum(700));
  CHECK(eigenpairs(a, options).vectors != runs[0].vectors);
}

TEST_CASE("eigenpairs: start vectors that are zero, dependent, or more than the dimension") {
  const std::vector<double> spectrum = random_vector(6, 9400);
  std::vector<double> start(11 * 6, 0.0);
  EigenOptions options{.top = 2, .block = 3, .start = {start.data(), 11, 6}};
  solve_and_check(spectrum, options);
  std::ranges::fill(start, 0.3719);
  solve_and_check(spectrum, options);
}

TEST_CASE("eigenpairs: a product that is not finite is refused") {
  std::vector<double> spectrum = slow_spectrum(30);
  spectrum[5] = std::numeric_limits<double>::quiet_NaN();
  ReflectedSpectrum a(spectrum);
  CHECK_THROWS_AS(eigenpairs(a, {.top = 2}), NonFiniteError);
}

TEST_CASE("eigenpairs: all curvature matrices of a network, against the dense eigensolver") {
  const Dataset data = synthetic_dataset(90, 6, 3);
  const NetworkShape shape{{6, 5, 4, 3}, Activation::sigmoid};
  const std::vector<double> theta = random_vector(parameter_count(shape), 5);
  DatasetObjective objective(shape, data, {.rows = 20, .groups = 3});
  for (const Curvature kind :
       {Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher}) {
    const auto curvature = objective.linearize(theta, kind);
    Shifted shifted(*curvature, 0.3);
    const std::vector<double> matrix = dense_matrix(shifted);
    const SymmetricEigen exact = eigen_symmetric({matrix.data(), theta.size(), theta.size()});
    const EigenSummary found =
        eigenpairs(shifted, {.top = 6, .bottom = 4, .tolerance = 1e-10, .block = 2});
    CHECK(found.converged);
    for (std::size_t i = 0; i < found.pairs.size(); ++i) {
      const std::size_t j = i < 4 ? i : theta.size() - found.pairs.size() + i;
      CHECK(std::abs(found.pairs[i].value - exact.values[j]) <=
            tolerance::probe_against_dense * found.norm);
    }
  }
}

// What the certificates rest on was multiplied before: that it still holds is checked with new
// products.
TEST_CASE("eigenpairs: an operator that drifts is not certified") {
  class Drifting : public ReflectedSpectrum {
   public:
    explicit Drifting(const std::vector<double>& spectrum) : ReflectedSpectrum(spectrum) {}
    void apply(ConstMatrix<double> v, Matrix<double> out) override {
      ReflectedSpectrum::apply(v, out);
      if (products() > still)
        for (double& x : out.flat()) x *= 1.01;
    }
    std::size_t still = 100000;
  };
  const std::vector<double> spectrum = slow_spectrum(60);
  const EigenOptions options{.top = 4, .tolerance = 1e-4};
  Drifting steady(spectrum), drifting(spectrum);
  const EigenSummary sound = eigenpairs(steady, options);
  CHECK(sound.converged);
  drifting.still = sound.products - 3;
  const EigenSummary unsound = eigenpairs(drifting, options);
  CHECK(unsound.products == sound.products);
  CHECK(!unsound.converged);
  CHECK(unsound.rounding >= 0.01 * spectrum.front());
}

TEST_CASE("eigenpairs: options that make no sense are refused") {
  ReflectedSpectrum a(slow_spectrum(30));
  const std::vector<double> start(29);
  for (const EigenOptions& bad :
       {EigenOptions{}, EigenOptions{.top = 20, .bottom = 11},
        EigenOptions{.largest_magnitude = 31}, EigenOptions{.top = 1, .largest_magnitude = 1},
        EigenOptions{.top = 1, .block = 0}, EigenOptions{.top = 5, .basis = 6},
        EigenOptions{.top = 5, .max_products = 9}, EigenOptions{.top = 1, .tolerance = 0},
        EigenOptions{.top = 1, .tolerance = NAN},
        EigenOptions{.top = 1, .relative_tolerance = -1e-3},
        EigenOptions{.top = 1, .relative_tolerance = NAN},
        EigenOptions{.top = 1, .start = {start.data(), 1, 29}}})
    CHECK_THROWS_AS(eigenpairs(a, bad), InputError);
  CHECK(a.products() == 0);
}

}  // namespace caldera::test
