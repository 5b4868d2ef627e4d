#include "caldera/probes/spectrum/precision.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/nn/models/network.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "tests/catch.h"
#include "tests/nn/synthetic.h"
#include "tests/probes/reflected_spectrum.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

/// A with images whose entries keep so many bits.
class RoundedImages : public SymmetricOperator {
 public:
  RoundedImages(SymmetricOperator& a, int bits) : a_(a), bits_(bits) {}
  std::size_t dim() const override { return a_.dim(); }
  void apply(ConstMatrix<double> v, Matrix<double> out) override {
    a_.apply(v, out);
    for (std::size_t i = 0; i < out.rows; ++i)
      for (double& entry : out.row(i)) {
        int exponent = 0;
        const double mantissa = std::frexp(entry, &exponent);
        entry = std::ldexp(std::round(std::ldexp(mantissa, bits_)), exponent - bits_);
      }
  }

 private:
  SymmetricOperator& a_;
  int bits_;
};

constexpr int bits_of_float = 24;

/// Two matrices that count their products apart: A, and A with rounded images.
struct Both {
  Both(const std::vector<double>& spectrum, int bits)
      : a(spectrum), counted(spectrum), quick(counted, bits) {}
  ReflectedSpectrum a, counted;
  RoundedImages quick;
  std::size_t asked_for = 0;

  EigenAnswer answer(Precision precision, const EigenOptions& options) {
    return eigenpairs_in(
        precision, a,
        [this] {
          ++asked_for;
          return std::make_unique<Shifted>(quick, 0);
        },
        options);
  }
};

std::vector<double> spectrum() {
  std::vector<double> values = random_vector(300, 8000);
  for (std::size_t i = 0; i < 10; ++i) values[i] = 2 + 0.3 * static_cast<double>(i);
  return values;
}

/// Each bound is one of A, whatever the pairs were made with.
void check_bounds(const EigenSummary& s, const ReflectedSpectrum& a,
                  const std::vector<double>& spectrum) {
  for (std::size_t i = 0; i < s.pairs.size(); ++i) {
    const Eigenpair& pair = s.pairs[i];
    CAPTURE(i, pair.value, pair.residual, pair.bound);
    CHECK(a.residual(pair.value, s.vector_rows().row(i)) <= pair.bound);
    CHECK(std::ranges::any_of(spectrum, [&](double x) {
      return pair.lowest() <= x && x <= pair.highest();
    }));
  }
}

}  // namespace

TEST_CASE("precision: pairs made in float have bounds in double, from three products") {
  Both matrix(spectrum(), bits_of_float);
  const EigenSummary s = eigenpairs(matrix.a, matrix.quick, {.top = 10, .tolerance = 1e-4});
  CHECK(s.converged);
  check_bounds(s, matrix.a, spectrum());
  CHECK(matrix.a.products() == 3);
  CHECK(matrix.a.products() + matrix.counted.products() == s.products);
  CHECK(s.rounding > std::numeric_limits<float>::epsilon() / 8 * s.norm);  // measured, and no more
  CHECK(s.rounding < 100 * std::numeric_limits<float>::epsilon() * s.norm);
}

TEST_CASE("precision: what float cannot reach has not converged, and its bounds say so") {
  Both matrix(spectrum(), bits_of_float);
  const EigenAnswer found = matrix.answer(Precision::in_float, {.top = 10, .tolerance = 1e-9});
  CHECK(found.in_float);
  CHECK(!found.found.converged);
  CHECK(!found.found.limit_reached);
  check_bounds(found.found, matrix.a, spectrum());
}

TEST_CASE("precision: automatic takes float where the tolerance allows it") {
  Both loose(spectrum(), bits_of_float), tight(spectrum(), bits_of_float);
  const EigenAnswer in_float = loose.answer(Precision::automatic, {.top = 10, .tolerance = 1e-3});
  CHECK(in_float.in_float);
  CHECK(in_float.found.converged);
  const EigenAnswer in_double = tight.answer(Precision::automatic, {.top = 10, .tolerance = 1e-6});
  CHECK(!in_double.in_float);
  CHECK(in_double.found.converged);
  CHECK(tight.asked_for == 0);
}

TEST_CASE("precision: automatic looks at the smallest tolerance that some pair keeps to") {
  const auto takes_float = [](const EigenOptions& options) {
    Both matrix(spectrum(), bits_of_float);
    return matrix.answer(Precision::automatic, options).in_float;
  };
  CHECK(takes_float({.top = 5, .tolerance = 1e-9, .relative_tolerance = 1e-3}));  // 1e-9 is of none
  CHECK(!takes_float({.top = 5, .tolerance = 1e-3, .relative_tolerance = 1e-6}));
  CHECK(!takes_float({.top = 5, .bottom = 1, .tolerance = 1e-3, .relative_tolerance = 1e-6}));
  CHECK(!takes_float({.top = 5, .bottom = 1, .tolerance = 1e-6, .relative_tolerance = 1e-3}));
}

TEST_CASE("precision: automatic repeats in double what float was too coarse for") {
  Both matrix(spectrum(), 8);
  const EigenAnswer found = matrix.answer(Precision::automatic, {.top = 10, .tolerance = 1e-3});
  CHECK(!found.in_float);
  CHECK(found.found.converged);
  check_bounds(found.found, matrix.a, spectrum());
  CHECK(matrix.counted.products() > 0);
  CHECK(matrix.a.products() + matrix.counted.products() == found.found.products);
  CHECK(found.in_vain == matrix.counted.products() + 3);
}

TEST_CASE("precision: both attempts together keep to max_products, and one watch sees both") {
  Both matrix(spectrum(), 8);
  EigenOptions options{.top = 10, .tolerance = 1e-3};
  const std::size_t all = matrix.answer(Precision::automatic, options).found.products;
  const std::size_t enough = all + 1;  // four are kept for certificates, which take three here
  for (const std::size_t most : {enough, all - 1, all / 2 + 20, fewest_products(options)}) {
    CAPTURE(most);
    Both again(spectrum(), 8);
    options.max_products = most;
    std::size_t seen = 0;
    bool falls = false;
    options.watch = [&](std::size_t products, std::size_t) {
      falls = falls || products < seen;
      seen = products;
    };
    const EigenAnswer found = again.answer(Precision::automatic, options);
    CHECK(found.found.products == again.a.products() + again.counted.products());
    CHECK(found.found.products <= most);
    CHECK(found.found.limit_reached == (most < enough));
    CHECK(!falls);
    CHECK(seen <= found.found.products);
    check_bounds(found.found, again.a, spectrum());
  }
}

TEST_CASE("precision: a product that is not finite in float is refused") {
  ReflectedSpectrum a(spectrum());
  struct Overflowing : ReflectedSpectrum {
    using ReflectedSpectrum::ReflectedSpectrum;
    void apply(ConstMatrix<double>, Matrix<double> out) override {
      std::ranges::fill(out.flat(), std::numeric_limits<double>::infinity());
    }
  };
  const auto overflowing = [] { return std::make_unique<Overflowing>(spectrum()); };
  CHECK_THROWS_AS(eigenpairs_in(Precision::automatic, a, overflowing, {.top = 3, .tolerance = 0.1}),
                  NonFiniteError);
}

TEST_CASE("precision: a matrix without products in float is multiplied in double, or refused") {
  ReflectedSpectrum a(spectrum());
  const auto none = [] { return std::unique_ptr<SymmetricOperator>(); };
  const EigenAnswer found =
      eigenpairs_in(Precision::automatic, a, none, {.top = 3, .tolerance = 1e-3});
  CHECK(!found.in_float);
  CHECK(found.found.converged);
  CHECK_THROWS_AS(eigenpairs_in(Precision::in_float, a, none, {.top = 3}), InputError);
  ReflectedSpectrum smaller({1, 2, 3});
  CHECK_THROWS_AS(eigenpairs(a, smaller, {.top = 3}), InputError);
}

TEST_CASE("precision: curvature of a network, against the same in double") {
  const NetworkShape shape{{20, 12, 5}, Activation::sigmoid};
  const Dataset data = synthetic_dataset(157, 20, 5);
  DatasetObjective objective(shape, data, {20, 4});
  const std::vector<double> theta = random_vector(objective.dim(), 1);
  for (const Curvature kind :
       {Curvature::hessian, Curvature::gauss_newton, Curvature::empirical_fisher}) {
    const auto a = objective.linearize(theta, kind);
    const EigenOptions options{.top = 6, .tolerance = 1e-4};
    const EigenSummary exact = eigenpairs(*a, options);
    const EigenAnswer found = eigenpairs_in(
        Precision::automatic, *a, [&] { return objective.linearize_in_float(theta, kind); },
        options);
    CHECK(found.in_float);
    CHECK(found.found.converged);
    for (std::size_t i = 0; i < exact.pairs.size(); ++i)
      CHECK(std::abs(found.found.pairs[i].value - exact.pairs[i].value) <=
            found.found.simultaneous_bound + exact.simultaneous_bound);
  }
}

}  // namespace caldera::test
