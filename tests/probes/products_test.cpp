// Every number of products that a probe reports is the number that was made.

#include <cstddef>
#include <vector>

#include "caldera/probes/continuation/stationary_curve.h"
#include "caldera/probes/landscape/scalar_curvature.h"
#include "caldera/probes/linalg/minres.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/spectrum/density.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "caldera/probes/spectrum/trace_estimates.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/probes/known_operators.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// Counts directions.
class Counted : public SymmetricOperator {
 public:
  explicit Counted(SymmetricOperator& a) : a_(a) {}
  std::size_t dim() const override { return a_.dim(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    products += v.rows;
    a_.apply(v, out);
  }
  std::size_t products = 0;

 private:
  SymmetricOperator& a_;
};

/// A quadratic whose Hessian counts, too.
class CountedQuadratic : public Quadratic {
 public:
  using Quadratic::Quadratic;
  std::unique_ptr<SymmetricOperator> linearize(std::span<const double> theta, Curvature kind) override {
    struct Both : Counted {
      Both(std::unique_ptr<SymmetricOperator> a, std::size_t& total)
          : Counted(*a), owned(std::move(a)), sum(total) {}
      void apply(ConstMatrix<double> v, Matrix<double> out) override {
        sum += v.rows;
        Counted::apply(v, out);
      }
      std::unique_ptr<SymmetricOperator> owned;
      std::size_t& sum;
    };
    return std::make_unique<Both>(Quadratic::linearize(theta, kind), products);
  }
  std::size_t products = 0;
};

/// [2 1; 1 2] along the diagonal, four times: a vector of signs lies in a space of one eigenvalue or of
/// both, so that runs of Lanczos end after one step or two.
Values pairs_of_signs() {
  Values a(64);
  for (std::size_t i = 0; i < 8; ++i) {
    a[8 * i + i] = 2;
    a[8 * i + (i ^ 1)] = 1;
  }
  return a;
}

}  // namespace

TEST_CASE("products: minres, however it ends") {
  MatrixOperator regular(matrix_with_spectrum(scattered_spectrum(30, 0, 1), 1));
  MatrixOperator singular({1, 0, 0, 0}), zero(Values(4));
  const auto check = [](SymmetricOperator& a, const Values& b, const MinresOptions& options) {
    Counted counted(a);
    const MinresSummary found = minres(counted, b, options);
    CAPTURE(found.iterations, static_cast<int>(found.end));
    CHECK(found.products == counted.products);
  };
  check(regular, random_vector(30, 2), {});
  check(regular, random_vector(30, 2), {.max_iterations = 7});
  check(regular, Values(30), {});
  check(singular, {1, 0}, {});
  check(singular, {1, 1}, {.tolerance = 1e-6});
  check(zero, {1, 1}, {});
}

TEST_CASE("products: eigenpairs by Lanczos and from the dense matrix") {
  MatrixOperator a(matrix_with_spectrum(scattered_spectrum(60, 0, 2), 2));
  for (const EigenOptions& options :
       {EigenOptions{.top = 3}, EigenOptions{.top = 2, .bottom = 2, .block = 3, .basis = 20},
        EigenOptions{.bottom = 1, .search_products = 0}, EigenOptions{.top = 60},
        EigenOptions{.top = 3, .tolerance = 1e-13, .basis = 12, .max_products = 40}}) {
    Counted counted(a);
    CHECK(eigenpairs(counted, options).products == counted.products);
  }
  for (const std::size_t count : {1u, 60u, 100u}) {
    Counted counted(a);
    CHECK(dense_spectrum(count)(counted).products == counted.products);
  }
}

TEST_CASE("products: traces, norms and scalar curvature") {
  MatrixOperator a(matrix_with_spectrum(scattered_spectrum(20, 0, 3), 3)), zero(Values(400));
  const Sampling sampling{.least_samples = 10, .most_samples = 21, .block = 4};
  for (SymmetricOperator* matrix :
       {static_cast<SymmetricOperator*>(&a), static_cast<SymmetricOperator*>(&zero)}) {
    const auto check = [&](const auto& probe) {
      Counted counted(*matrix);
      const Estimate found = probe(counted);
      CHECK(found.products == counted.products);
    };
    check([&](SymmetricOperator& m) { return hutchinson_trace(m, sampling); });
    for (const std::size_t sketch : {1u, 7u, 50u})
      check([&](SymmetricOperator& m) { return hutch_plus_plus_trace(m, sketch, sampling); });
    check([&](SymmetricOperator& m) { return squared_frobenius_norm(m, sampling); });
    check([&](SymmetricOperator& m) { return frobenius_norm(m, sampling); });
    check(
        [&](SymmetricOperator& m) { return scalar_curvature(m, random_vector(20, 4), sampling).curvature; });
  }
  Counted counted(a);
  CHECK(estimate_diagonal(counted, sampling).samples == counted.products);
}

TEST_CASE("products: densities, of which some runs end before others") {
  MatrixOperator scattered(matrix_with_spectrum(scattered_spectrum(20, 0, 5), 5));
  MatrixOperator few(pairs_of_signs());
  for (SymmetricOperator* a :
       {static_cast<SymmetricOperator*>(&scattered), static_cast<SymmetricOperator*>(&few)}) {
    Counted counted(*a);
    const SpectralDensity found = spectral_density(counted, {.steps = 6});
    CHECK(found.products == counted.products);
    CHECK(spectral_mean(found.rules, [](double x) { return x; }).products == counted.products);
  }
  const SpectralDensity found = spectral_density(few, {.steps = 6});
  std::size_t shortest = 6, longest = 0;
  for (const Quadrature& rule : found.rules) {
    shortest = std::min(shortest, rule.nodes.size());
    longest = std::max(longest, rule.nodes.size());
  }
  CHECK(shortest < longest);  // or this would not be the case that is meant
}

TEST_CASE("products: Newton's method") {
  CountedQuadratic objective(matrix_with_spectrum(scattered_spectrum(12, 1.5, 6), 6),
                             random_vector(12, 7));
  NewtonMinimiser newton(objective);
  Values theta = random_vector(12, 8);
  CHECK(newton.minimise(theta, {}, 0).converged);
  CHECK(newton.products() == objective.products);
  CHECK(newton.products() > 0);
}

TEST_CASE("products: a stationary curve, of steps that lead nowhere, too") {
  CountedQuadratic objective(matrix_with_spectrum(scattered_spectrum(12, 1.5, 6), 6),
                             random_vector(12, 7));
  StationaryCurve curve(objective, {}, {.spectrum = dense_spectrum(3)});
  const auto first = curve.begin(random_vector(12, 8), 10, 1);
  REQUIRE(first);
  CHECK(curve.products() == objective.products);
  CHECK(curve.step(*first, 0.1));
  CHECK(curve.products() == objective.products);
  const std::size_t before = curve.products();
  curve.step(*first, -1e9);
  CHECK(curve.curvature_times(*first, random_vector(12, 9)).size() == 12);
  CHECK(curve.products() == objective.products);
  CHECK(curve.products() > before);
}

}  // namespace caldera::test
