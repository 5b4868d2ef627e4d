#include "caldera/probes/spectrum/missing_pairs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/probes/spectrum/krylov_space.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "tests/catch.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/probes/spectra.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// A bulk on [0, 1] and one eigenvalue above it.
std::vector<double> bulk_and_one_at(double above) {
  std::vector<double> values;
  for (std::size_t i = 0; i < 400; ++i) values.push_back(static_cast<double>(i) / 400);
  values.back() = above;
  return values;
}

/// The range after so many steps from b random starts.
Range range_after(SymmetricOperator& a, std::size_t steps, std::size_t b, std::uint64_t seed,
                  double chance) {
  KrylovSpace space(a, steps * b, b, seed);
  start(space, {});
  for (std::size_t k = 0; k < steps; ++k) grow(space);
  return range_of_eigenvalues({{space.t.data(), space.used, space.used, space.basis},
                               {space.coupling.data(), space.pending, space.last},
                               b,
                               a.dim()},
                              chance);
}

}  // namespace

TEST_CASE("missing pairs: one step from one start, by hand") {
  const double t = 2, c = 0.5, chance = 0.1;
  const std::size_t n = 300;
  const Range range = range_of_eigenvalues({{&t, 1, 1}, {&c, 1, 1}, 1, n}, chance);
  // ‖F‖ = c / |λ − t|, and |g| ≤ δ has the chance √(n/2π) · 2δ, which shall be half of `chance`.
  const double delta = chance / 4 * std::sqrt(2 * std::numbers::pi / static_cast<double>(n));
  CHECK(range.highest - t >= c / delta * (1 - tolerance::closed_form));
  CHECK(range.highest - t <= c / delta * 1.01);  // the steps in which it is looked for
  CHECK(std::abs((t - range.lowest) - (range.highest - t)) <= tolerance::closed_form * c / delta);
}

TEST_CASE("missing pairs: three starts, the ball's volume by hand") {
  const std::vector<double> t(9), c = {1, 0, 0, 0, 1, 0, 0, 0, 1};  // T = 0, C = 1
  const std::size_t n = 300;
  const Range range = range_of_eigenvalues({{t.data(), 3, 3}, {c.data(), 3, 3}, 3, n}, 0.1);
  // Frobenius' norm of F is √3 / λ, and the chance (n/2π)^(3/2) · (4π/3) δ³ is to be 0.05.
  const double pi = std::numbers::pi;
  const double delta =
      std::cbrt(0.05 / (4 * pi / 3)) * std::sqrt(2 * pi / static_cast<double>(n));
  CHECK(range.highest >= std::sqrt(3.0) / delta * (1 - tolerance::value<double>));
  CHECK(range.highest <= std::sqrt(3.0) / delta * 1.01);
}

TEST_CASE("missing pairs: a matrix that is known as a whole has no others") {
  const std::vector<double> t = {1, 0, 0, 3};
  const Range range = range_of_eigenvalues({{t.data(), 2, 2}, {nullptr, 0, 2}, 1, 2}, 0.01);
  CHECK(std::abs(range.lowest - 1) <= tolerance::closed_form);
  CHECK(std::abs(range.highest - 3) <= tolerance::closed_form);
}

// An eigenvalue so far out that nearly all of what the first step leaves is its own: there the range
// is as narrow as it can be, and fails nearly as often as it may.
TEST_CASE("missing pairs: the range fails no more often than is said, and about as often where it can") {
  constexpr double above = 1000, chance = 0.6, of_one_end = chance / 2;
  constexpr std::uint64_t seeds = 1000;
  ReflectedSpectrum a(bulk_and_one_at(above));
  for (const std::size_t b : {1U, 3U})
    for (const std::size_t steps : {1U, 2U}) {
      double failures = 0;
      for (std::uint64_t seed = 0; seed < seeds; ++seed)
        failures += range_after(a, steps, b, seed, chance).highest < above;
      const double spread = std::sqrt(of_one_end * (1 - of_one_end) / seeds);
      CAPTURE(b, steps, failures);
      CHECK(failures / seeds <= of_one_end + tolerance::estimate_standard_errors * spread);
      if (steps == 1) CHECK(failures / seeds >= of_one_end / 2);
    }
}

TEST_CASE("missing pairs: all others lie where eigenpairs says, for hard spectra") {
  std::size_t searched = 0;
  for (const Spectrum& spectrum : hard_spectra(120)) {
    CAPTURE(spectrum.name);
    ReflectedSpectrum a(spectrum.values);
    for (const std::size_t b : {1U, 4U}) {
      const EigenSummary s = eigenpairs(
          a, {.top = 6, .tolerance = 1e-8, .block = b, .search_products = 48, .missed_chance = 1e-4});
      if (s.searched == 0) continue;  // known as a whole
      ++searched;
      std::vector<double> others = spectrum.values;
      std::ranges::sort(others);
      others.resize(others.size() - 6);
      CHECK(s.others.highest >= others.back());
      CHECK(s.others.lowest <= others.front());
      CHECK(s.others.highest - s.others.lowest <= 3 * s.norm);  // it says something
    }
  }
  CHECK(searched >= 10);
}

TEST_CASE("missing pairs: a brief search ends when no wanted pair can be missing, and finds what is") {
  std::vector<double> values = bulk_and_one_at(1.2);
  for (std::size_t i = 0; i < 5; ++i) values[i] = 2 + static_cast<double>(i);
  ReflectedSpectrum a(values);
  const EigenOptions whole{
      .top = 6, .tolerance = 1e-3, .basis = 100, .search_products = 60};
  EigenOptions brief = whole;
  brief.brief_search = true;
  const EigenSummary slow = eigenpairs(a, whole), quick = eigenpairs(a, brief);
  CHECK(slow.searched == 60);
  CHECK(quick.searched < 40);
  CHECK(!quick.limit_reached);
  CHECK(quick.vectors == slow.vectors);
  CHECK(quick.others.highest >= 398.0 / 400);

  values[0] = 6;  // as values[4] is: one of the two is found by the search alone
  ReflectedSpectrum twice(values);
  const EigenSummary both = eigenpairs(twice, {.top = 3, .tolerance = 1e-6, .brief_search = true});
  CHECK(both.searches == 2);
  CHECK(std::abs(both.pairs[2].value - 6) <= both.pairs[2].bound);
  CHECK(std::abs(both.pairs[1].value - 6) <= both.pairs[1].bound);
}

// Eigenvalues on [−0.5, 0.5), and four outside. Each request leaves out what only its own end shows.
TEST_CASE("missing pairs: a brief search looks at the ends that are asked for") {
  std::vector<double> values;
  for (std::size_t i = 0; i < 400; ++i) values.push_back(static_cast<double>(i) / 400 - 0.5);
  values[10] = -8;
  values[20] = 7;
  values[30] = 6;
  values[40] = -5;
  ReflectedSpectrum a(values);
  const auto searched = [&](EigenOptions options) {
    options.tolerance = 1e-3;
    options.basis = 100;
    options.brief_search = true;
    options.search_products = 60;
    const EigenSummary s = eigenpairs(a, options);
    CHECK(s.converged);
    return s.searched;
  };
  CHECK(searched({.largest_magnitude = 4}) < 20);
  CHECK(searched({.bottom = 2}) < 20);
  CHECK(searched({.top = 2}) < 20);
  CHECK(searched({.top = 2, .bottom = 2}) < 20);
  CHECK(searched({.largest_magnitude = 3, .bottom = 1}) < 20);
  // One that is wanted comes twice, and only the search can show it.
  struct Twins {
    double value;
    EigenOptions options;
  };
  for (Twins twins : {Twins{6, {.largest_magnitude = 4}}, Twins{-8, {.bottom = 2}},
                      Twins{7, {.top = 2}}}) {
    CAPTURE(twins.value);
    values[50] = twins.value;
    ReflectedSpectrum twice(values);
    twins.options.tolerance = 1e-3;
    twins.options.brief_search = true;
    const EigenSummary s = eigenpairs(twice, twins.options);
    CHECK(s.searches == 2);
    CHECK(std::ranges::count_if(s.pairs, [&](const Eigenpair& pair) {
            return pair.lowest() <= twins.value && twins.value <= pair.highest();
          }) == 2);
  }
}

TEST_CASE("missing pairs: a chance that means nothing is refused") {
  ReflectedSpectrum a({1, 2, 3});
  for (const double chance : {0.0, 1e-13, 1.0, -1.0, std::numeric_limits<double>::quiet_NaN()})
    CHECK_THROWS_AS(eigenpairs(a, {.top = 1, .missed_chance = chance}), InputError);
}

}  // namespace caldera::test
