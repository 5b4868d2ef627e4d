#include "caldera/probes/spectrum/krylov_space.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/catch.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/probes/spectra.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// max |⟨vᵢ, vⱼ⟩ − δᵢⱼ| over the rows of V and N.
double worst_overlap(const KrylovSpace& space) {
  const ConstMatrix<double> all(space.rows.data(), space.used + space.pending, space.dim());
  double worst = 0;
  for (std::size_t i = 0; i < all.rows; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      worst = std::max(worst, std::abs(dot(all.row(i), all.row(j)) - (i == j ? 1 : 0)));
  return worst;
}

/// max over the Ritz pairs of | ‖A y − θ y‖ − estimate |, relative to ‖A‖.
double worst_estimate(const KrylovSpace& space, const ReflectedSpectrum& a) {
  const SymmetricEigen ritz = ritz_pairs(space);
  const std::vector<double> estimates = residual_estimates(space, ritz);
  double worst = 0;
  for (std::size_t i = 0; i < ritz.dim(); ++i) {
    std::vector<double> y(space.dim(), 0.0);
    for (std::size_t j = 0; j < space.used; ++j)
      for (std::size_t k = 0; k < y.size(); ++k)
        y[k] += ritz.vector(i)[j] * space.basis_rows()(j, k);
    worst = std::max(worst, std::abs(a.residual(ritz.values[i], y) - estimates[i]));
  }
  const double norm = space.largest_image;
  return norm > 0 ? worst / norm : worst;
}

}  // namespace

TEST_CASE("Krylov space: orthonormal, with true residual estimates, on every hard spectrum") {
  for (const Spectrum& spectrum : hard_spectra(70))
    for (const std::size_t block : {1u, 3u, 8u}) {
      CAPTURE(spectrum.name, block);
      ReflectedSpectrum a(spectrum.values);
      KrylovSpace space(a, 48, block, 5);
      start(space, {});
      for (int cycle = 0; cycle < 3; ++cycle) {
        while (space.can_grow()) {
          grow(space);
          REQUIRE(worst_overlap(space) <= tolerance::dense_eigen);
          REQUIRE(worst_estimate(space, a) <= tolerance::dense_eigen);
        }
        std::vector<std::size_t> keep(11);
        std::iota(keep.begin(), keep.end(), std::size_t{space.used - 11});
        restart(space, ritz_pairs(space), keep);
        REQUIRE(space.used == 11);
        REQUIRE(worst_overlap(space) <= tolerance::dense_eigen);
      }
      CHECK(space.products == a.products());
    }
}

TEST_CASE("Krylov space: grown to all dimensions, the Ritz values are the eigenvalues") {
  for (const Spectrum& spectrum : hard_spectra(41))
    for (const std::size_t block : {1u, 4u, 60u}) {
      CAPTURE(spectrum.name, block);
      ReflectedSpectrum a(spectrum.values);
      KrylovSpace space(a, 100, block, 6);
      start(space, {});
      while (space.can_grow()) grow(space);
      CHECK(space.used == 41);
      CHECK(space.pending == 0);
      CHECK(space.products == 41);
      std::vector<double> expected = spectrum.values;
      std::ranges::sort(expected);
      const SymmetricEigen ritz = ritz_pairs(space);
      for (std::size_t i = 0; i < 41; ++i)
        CHECK(std::abs(ritz.values[i] - expected[i]) <=
              tolerance::dense_eigen * norm(spectrum.values));
    }
}

TEST_CASE("Krylov space: one vector at a time, the projection is tridiagonal") {
  ReflectedSpectrum a(random_vector(90, 9500));
  KrylovSpace space(a, 30, 1, 7);
  start(space, {});
  while (space.can_grow()) grow(space);
  for (std::size_t i = 0; i < 30; ++i)
    for (std::size_t j = 0; j < 30; ++j) {
      CHECK(space.t[i * 30 + j] == space.t[j * 30 + i]);
      if (i > j + 1) CHECK(std::abs(space.t[i * 30 + j]) <= tolerance::dense_eigen);
    }
}

}  // namespace caldera::test
