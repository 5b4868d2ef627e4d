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

/// max ‖row of A V − A · row of V‖ relative to the largest product.
double worst_image(const KrylovSpace& space, ReflectedSpectrum a) {
  std::vector<double> memory(space.used * space.dim());
  const Matrix<double> images(memory.data(), space.used, space.dim());
  a.apply(space.basis_rows(), images);
  double worst = 0;
  for (std::size_t i = 0; i < space.used; ++i)
    worst = std::max(worst, std::sqrt(squared_distance(std::span<const double>(images.row(i)),
                                                       space.image_rows().row(i))));
  return space.largest_image > 0 ? worst / space.largest_image : worst;
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
        REQUIRE(worst_image(space, a) <= tolerance::dense_eigen);
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

TEST_CASE(
    "Krylov space: of three eigenvalues three steps make an invariant space, and random directions "
    "go on") {
  std::vector<double> spectrum(50);
  for (std::size_t i = 0; i < 50; ++i) spectrum[i] = 1.0 + static_cast<double>(i % 3);
  ReflectedSpectrum a(spectrum);
  KrylovSpace space(a, 12, 1, 5);
  start(space, {});
  for (std::uint32_t step = 1; step <= 9; ++step) {
    grow(space);
    CHECK(space.directions == 1 + step / 3);
  }
}

// A swaps the members of each pair, so what is the same in both stays so: also in its rounding, to
// the bit.
TEST_CASE("Krylov space: a symmetric start does not keep it among symmetric vectors for ever") {
  class Pairs : public SymmetricOperator {
   public:
    std::size_t dim() const override { return 6; }
    void apply(ConstMatrix<double> v, Matrix<double> out) override {
      for (std::size_t i = 0; i < v.rows; ++i)
        for (std::size_t j = 0; j < 6; ++j) {
          const double pair = static_cast<double>(j / 2 + 1);
          out(i, j) = pair * v(i, j) - 3 * v(i, j ^ 1);
        }
    }
  } a;
  const std::vector<double> symmetric = {0.3, 0.3, -0.7, -0.7, 0.5, 0.5};
  KrylovSpace space(a, 6, 1, 5);
  start(space, {symmetric.data(), 1, 6});
  while (space.can_grow()) grow(space);
  CHECK(space.used == 6);
  CHECK(ritz_pairs(space).values.back() == Approx(6));  // 3 + 3, of the vector (0, 0, 0, 0, 1, −1)
}

}  // namespace caldera::test
