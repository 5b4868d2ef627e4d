#include "caldera/probes/spectrum/residual_steps.h"

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "tests/catch.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

constexpr std::size_t copies = 14;

/// As at a point of the path to T4, on a scale of 1: nine large eigenvalues, and then a multiple one
/// and a bulk.
std::vector<double> path_like(std::size_t dim) {
  std::vector<double> values = random_vector(dim, 9700);
  for (double& x : values) x *= 0.03;
  for (std::size_t i = 0; i < 9; ++i) values[i] = 4 - 0.17 * static_cast<double>(i);
  for (std::size_t i = 9; i < 9 + copies; ++i) values[i] = 0.2513;
  return values;
}

constexpr std::size_t wanted = 9 + copies;

std::size_t count_near(const EigenSummary& s, double value) {
  return static_cast<std::size_t>(std::ranges::count_if(s.pairs, [&](const Eigenpair& pair) {
    return pair.lowest() <= value && value <= pair.highest();
  }));
}

/// Rows of the identity.
std::vector<double> axes(const std::vector<std::size_t>& which, std::size_t dim) {
  std::vector<double> rows(which.size() * dim);
  for (std::size_t i = 0; i < which.size(); ++i) rows[i * dim + which[i]] = 1;
  return rows;
}

}  // namespace

TEST_CASE("residual steps: residuals of Ritz pairs are those of products made anew") {
  ReflectedSpectrum a(random_vector(60, 9701));
  KrylovSpace space(a, 30, 4, 1);
  start(space, {});
  for (int step = 0; step < 4; ++step) grow(space);
  const SymmetricEigen ritz = ritz_pairs(space);
  const std::size_t which[] = {0, 7, 15};
  const std::vector<double> rows = residual_rows(space, ritz, which);
  for (std::size_t k = 0; k < 3; ++k) {
    std::vector<double> y(60);
    for (std::size_t j = 0; j < space.used; ++j)
      for (std::size_t i = 0; i < 60; ++i)
        y[i] += ritz.vector(which[k])[j] * space.basis_rows()(j, i);
    const std::span<const double> r(&rows[k * 60], 60);
    CHECK(std::abs(norm(r) - a.residual(ritz.values[which[k]], y)) <= tolerance::dense_eigen);
    for (std::size_t j = 0; j < space.used; ++j)
      CHECK(std::abs(dot(r, space.basis_rows().row(j))) <= tolerance::dense_eigen);
  }
}

TEST_CASE("residual steps: principal directions are those of the longest combinations") {
  // Rows of lengths 5, 2 and 1 along axes, mixed by a rotation, and one that is a copy.
  const double rows[4][4] = {{3, 0, 1.6, 0}, {-4, 0, 1.2, 0}, {0, 1, 0, 0}, {0, 1, 0, 0}};
  const std::vector<double> found = principal_directions({rows[0], 4, 4}, 4);
  REQUIRE(found.size() == 3 * 4);  // no fourth
  const std::size_t axis[] = {0, 2, 1};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 4; ++j)
      CHECK(std::abs(std::abs(found[i * 4 + j]) - (j == axis[i] ? 1 : 0)) <= 1e-12);
  CHECK(principal_directions({rows[0], 4, 4}, 2).size() == 2 * 4);
}

TEST_CASE("residual steps: from its eigenvectors, a product each finds them, copies and all") {
  const std::vector<double> spectrum = path_like(400);
  ReflectedSpectrum a(spectrum, 0, 0);
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < wanted; ++i) first.push_back(i);
  const std::vector<double> start = axes(first, 400);
  const EigenSummary s = eigenpairs(a, {.largest_magnitude = wanted,
                                        .relative_tolerance = 1e-3,
                                        .steps = Steps::residuals,
                                        .search_products = 0,
                                        .start = {start.data(), wanted, 400}});
  CHECK(s.converged);
  CHECK(s.products == wanted + 3);  // and the certificates
  CHECK(count_near(s, 0.2513) == copies);
}

TEST_CASE("residual steps: every residual is small against its own eigenvalue") {
  const std::vector<double> spectrum = path_like(600);
  EigenOptions options{.largest_magnitude = wanted,
                       .bottom = 1,
                       .tolerance = 1e-3,
                       .relative_tolerance = 1e-3,
                       .steps = Steps::residuals,
                       .block = 4};
  ReflectedSpectrum a(spectrum), coarse(spectrum);
  const EigenSummary s = eigenpairs(a, options);
  CHECK(s.converged);
  CHECK(s.products == a.products());
  CHECK(count_near(s, 0.2513) == copies);
  CHECK(s.pairs[0].bound <= 1e-3 * s.norm);
  for (std::size_t i = 1; i < s.pairs.size(); ++i) {
    CHECK(s.pairs[i].bound <= 1e-3 * std::abs(s.pairs[i].value));
    CHECK(a.residual(s.pairs[i].value, s.vector_rows().row(i)) <= s.pairs[i].bound);
  }
  options.relative_tolerance = 0;  // as a share of the norm it is less
  const EigenSummary loose = eigenpairs(coarse, options);
  CHECK(loose.products < s.products);
  CHECK(std::ranges::any_of(loose.pairs, [](const Eigenpair& pair) {
    return pair.value > 0.1 && pair.bound > 1e-3 * pair.value;
  }));
}

TEST_CASE("residual steps: a warm start keeps what it knows, and takes fewer products") {
  const std::vector<double> spectrum = path_like(800);
  EigenOptions options{.largest_magnitude = wanted,
                       .bottom = 1,
                       .tolerance = 1e-3,
                       .relative_tolerance = 1e-3,
                       .steps = Steps::residuals,
                       .block = 4};
  ReflectedSpectrum here(spectrum), cold(spectrum, 1e-3), warm(spectrum, 1e-3);
  const EigenSummary neighbour = eigenpairs(here, options);
  const EigenSummary from_nothing = eigenpairs(cold, options);
  options.start = neighbour.vector_rows();
  const EigenSummary from_neighbour = eigenpairs(warm, options);
  CHECK(from_neighbour.converged);
  CHECK(from_neighbour.searches == 1);
  CHECK(count_near(from_neighbour, 0.2513) == copies);
  CHECK(from_neighbour.products + 20 < from_nothing.products);
}

// The matrix is diagonal, so that steps from the start stay at zero along axis 300.
TEST_CASE("residual steps: an eigenvalue that comes up where the start is zero is not lost") {
  std::vector<double> spectrum = path_like(500);
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < wanted; ++i) first.push_back(i);
  const std::vector<double> start = axes(first, 500);
  spectrum[300] = 0.9;
  EigenOptions options{.largest_magnitude = wanted,
                       .relative_tolerance = 1e-3,
                       .steps = Steps::residuals,
                       .search_products = 16,
                       .brief_search = true,
                       .start = {start.data(), wanted, 500}};
  for (const std::uint64_t seed : {0U, 1U, 2U, 3U, 4U}) {
    options.seed = seed;
    ReflectedSpectrum a(spectrum, 0, 0);
    const EigenSummary s = eigenpairs(a, options);
    CHECK(s.converged);
    CHECK(s.searches == 2);
    CHECK(count_near(s, 0.9) == 1);
    CHECK(count_near(s, 0.2513) == copies - 1);  // one had to go
  }
  options.search_products = 0;
  ReflectedSpectrum a(spectrum, 0, 0);
  const EigenSummary blind = eigenpairs(a, options);  // all true, and yet one is missing
  CHECK(blind.converged);
  CHECK(count_near(blind, 0.9) == 0);
}

// The search finds that there are more, and leaves a space that has room for one vector, but not for the eight
// of the next step; the limit must have room for these, too.
TEST_CASE("residual steps: a step after a search by single vectors keeps to basis and limit") {
  std::vector<double> spectrum = path_like(500);
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < wanted; ++i) first.push_back(i);
  const std::vector<double> start = axes(first, 500);
  for (std::size_t i = 0; i < 5; ++i) spectrum[300 + i] = 0.9 - 0.01 * static_cast<double>(i);
  EigenOptions options{.largest_magnitude = wanted,
                       .relative_tolerance = 1e-3,
                       .steps = Steps::residuals,
                       .block = 8,
                       .basis = wanted + 16,
                       .search_products = 10,
                       .search_block = 1,
                       .start = {start.data(), wanted, 500}};
  ReflectedSpectrum a(spectrum, 0, 0);
  const EigenSummary s = eigenpairs(a, options);
  CHECK(s.converged);
  CHECK(s.restarts > 0);
  for (std::size_t i = 0; i < 5; ++i) CHECK(count_near(s, spectrum[300 + i]) == 1);
  for (std::size_t most = fewest_products(options); most < s.products; ++most) {
    options.max_products = most;
    ReflectedSpectrum limited(spectrum, 0, 0);
    const EigenSummary cut = eigenpairs(limited, options);
    CHECK(cut.products <= most);
    CHECK(cut.products == limited.products());
  }
}

TEST_CASE("residual steps: a search by single vectors says more for the same products") {
  const std::vector<double> spectrum = path_like(2000);
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < wanted; ++i) first.push_back(i);
  const std::vector<double> start = axes(first, 2000);
  EigenOptions options{.largest_magnitude = wanted,
                       .relative_tolerance = 1e-3,
                       .steps = Steps::residuals,
                       .block = 8,
                       .search_products = 16,
                       .start = {start.data(), wanted, 2000}};
  ReflectedSpectrum a(spectrum, 0, 0);
  const EigenSummary wide = eigenpairs(a, options);
  options.search_block = 1;
  const EigenSummary deep = eigenpairs(a, options);
  CHECK(deep.searched == wide.searched);
  CHECK(deep.others.highest < wide.others.highest / 2);
  CHECK(deep.others.highest < 0.1);  // there is none above the bulk, which ends at 0.03
  CHECK(deep.others.highest >= 0.029);
}

TEST_CASE("residual steps: the same bits for any number of threads") {
  struct Restore {
    ~Restore() { configure_arithmetic("exact", "auto", 1); }
  } restore;
  const EigenOptions options{.largest_magnitude = wanted,
                             .bottom = 1,
                             .tolerance = 1e-3,
                             .relative_tolerance = 1e-3,
                             .steps = Steps::residuals,
                             .block = 4};
  std::vector<EigenSummary> runs;
  for (const int threads : {1, 2, 7}) {
    configure_arithmetic("exact", "auto", threads);
    ReflectedSpectrum a(path_like(500));
    runs.push_back(eigenpairs(a, options));
    CHECK(runs.back().vectors == runs[0].vectors);
    CHECK(runs.back().others.highest == runs[0].others.highest);
    for (std::size_t i = 0; i < runs[0].pairs.size(); ++i)
      CHECK(runs.back().pairs[i].bound == runs[0].pairs[i].bound);
  }
}

TEST_CASE("residual steps: a limit is kept to, and a full basis is cut down") {
  const std::vector<double> spectrum = path_like(500);
  EigenOptions options{.largest_magnitude = wanted,
                       .tolerance = 1e-9,
                       .steps = Steps::residuals,
                       .block = 4,
                       .basis = wanted + 8};
  ReflectedSpectrum a(spectrum), limited(spectrum);
  const EigenSummary whole = eigenpairs(a, options);
  CHECK(whole.converged);
  CHECK(whole.restarts > 0);
  options.max_products = 60;
  const EigenSummary cut = eigenpairs(limited, options);
  CHECK(!cut.converged);
  CHECK(cut.limit_reached);
  CHECK(cut.products <= 60);
  CHECK(cut.products == limited.products());
}

}  // namespace caldera::test
