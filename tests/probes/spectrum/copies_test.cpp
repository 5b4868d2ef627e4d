// Spectra as those along the path to T₄: some large eigenvalues, then one of many copies and a bulk; with a
// tolerance relative to each eigenvalue.

#include <algorithm>
#include <cmath>

#include "caldera/probes/spectrum/lanczos.h"
#include "tests/catch.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

constexpr std::size_t copies = 14;
constexpr std::size_t wanted = 9 + copies;

/// On a scale of 1: nine large eigenvalues, a multiple one and a bulk.
std::vector<double> path_like(std::size_t dim) {
  std::vector<double> values = random_vector(dim, 9700);
  for (double& x : values) x *= 0.03;
  for (std::size_t i = 0; i < 9; ++i) values[i] = 4 - 0.17 * static_cast<double>(i);
  for (std::size_t i = 9; i < 9 + copies; ++i) values[i] = 0.2513;
  return values;
}

std::size_t count_near(const EigenSummary& s, double value) {
  return static_cast<std::size_t>(std::ranges::count_if(s.pairs, [&](const Eigenpair& pair) {
    return pair.lowest() <= value && value <= pair.highest();
  }));
}

/// Notes how many vectors it was given each time.
struct WidthRecorder : ReflectedSpectrum {
  using ReflectedSpectrum::ReflectedSpectrum;
  std::vector<std::size_t> widths;

  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    widths.push_back(v.rows);
    ReflectedSpectrum::apply(v, out);
  }
};

}  // namespace

TEST_CASE("copies: every residual is small against its own eigenvalue, and no copy is missing") {
  const std::vector<double> spectrum = path_like(600);
  for (const std::size_t block : {1u, 4u, 16u}) {
    CAPTURE(block);
    EigenOptions options{.largest_magnitude = wanted,
                         .bottom = 1,
                         .tolerance = 1e-3,
                         .relative_tolerance = 1e-3,
                         .block = block,
                         .search_block = 1,
                         .brief_search = true};
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
    CHECK(eigenpairs(coarse, options).products + (block < 16 ? 1 : 0) <= s.products);  // of 16, one step more
  }
}

TEST_CASE("copies: a search by single vectors says more for the same products") {
  EigenOptions options{.largest_magnitude = wanted,
                       .relative_tolerance = 1e-3,
                       .block = 8,
                       .search_products = 16};
  ReflectedSpectrum a(path_like(2000));
  const EigenSummary wide = eigenpairs(a, options);
  options.search_block = 1;
  const EigenSummary deep = eigenpairs(a, options);
  CHECK(deep.searched == wide.searched);
  CHECK(deep.others.highest < wide.others.highest / 2);
  CHECK(deep.others.highest < 0.1);  // there is none above the bulk, which ends at 0.03
  CHECK(deep.others.highest >= 0.029);
}

// The matrix is diagonal, and the start is zero along the axes of two wanted pairs: only searches find them.
TEST_CASE("copies: behind a search by single vectors all steps take one vector, up to the certificates") {
  std::vector<double> spectrum = path_like(500);
  spectrum[300] = 0.9, spectrum[301] = 0.8;
  std::vector<double> start = random_vector(4 * 500, 9800);
  for (std::size_t i = 0; i < 4; ++i) start[i * 500 + 300] = start[i * 500 + 301] = 0;
  WidthRecorder a(spectrum, 0, 0);
  const EigenSummary s = eigenpairs(a, {.largest_magnitude = 11,
                                        .relative_tolerance = 1e-3,
                                        .block = 4,
                                        .search_products = 8,
                                        .search_block = 1,
                                        .start = {start.data(), 4, 500}});
  CHECK(s.converged);
  CHECK(s.searches > 1);
  for (const std::size_t axis : {300u, 301u}) CHECK(count_near(s, spectrum[axis]) == 1);
  const auto search = std::ranges::find(a.widths, 1u);
  CHECK(std::all_of(a.widths.begin(), search, [](std::size_t width) { return width == 4; }));
  CHECK(std::all_of(search, a.widths.end() - 1, [](std::size_t width) { return width == 1; }));
}

// The matrix is diagonal, so Krylov vectors of the start are zero along axes 300 to 304. The basis has
// room for two steps, and is full before all have converged.
TEST_CASE("copies: what comes up where the start is zero is not lost, in a full basis and with a limit") {
  std::vector<double> spectrum = path_like(500);
  for (std::size_t i = 0; i < 5; ++i) spectrum[300 + i] = 0.9 - 0.01 * static_cast<double>(i);
  std::vector<double> start(wanted * 500);
  for (std::size_t i = 0; i < wanted; ++i) start[i * 500 + i] = 1;
  EigenOptions options{.largest_magnitude = wanted,
                       .relative_tolerance = 1e-3,
                       .block = 4,
                       .basis = wanted + 8,
                       .search_products = 6,
                       .search_block = 1,
                       .start = {start.data(), wanted, 500}};
  ReflectedSpectrum a(spectrum, 0, 0);
  const EigenSummary s = eigenpairs(a, options);
  CHECK(s.converged);
  CHECK(s.restarts > 0);
  for (std::size_t i = 0; i < 5; ++i) CHECK(count_near(s, spectrum[300 + i]) == 1);
  for (std::size_t most = fewest_products(options); most < s.products; most += 3) {
    options.max_products = most;
    ReflectedSpectrum limited(spectrum, 0, 0);
    const EigenSummary cut = eigenpairs(limited, options);
    CHECK(cut.products <= most);
    CHECK(cut.products == limited.products());
  }
}

}  // namespace caldera::test
