#include "caldera/probes/signals/activation_entropy.h"

#include <cmath>
#include <limits>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("activation entropy: one value has none, equal counts have log of their number") {
  const std::size_t n = 12;
  const std::vector<double> constant(n, 0.4);
  CHECK(std::abs(activation_entropy(ConstMatrix<double>(constant.data(), n, 1), {0, 1, 10})) <
        tolerance::signal);
  for (const std::size_t bins : {2u, 3u, 4u, 6u, 12u}) {
    std::vector<float> spread;
    for (std::size_t i = 0; i < n; ++i) spread.push_back(-1 + 2 * (float(i) + 0.5f) / float(n));
    CHECK(std::abs(activation_entropy(ConstMatrix<float>(spread.data(), n, 1), {-1, 1, bins}) -
                   std::log(double(bins))) < tolerance::signal);
  }
}

TEST_CASE("activation entropy: two units by hand, and their mean") {
  // Unit 1 falls into bins 0, 0, 1, 3: ½, ¼, ¼; unit 2 into 2, 2, 2, 3: ¾, ¼.
  const std::vector<double> a = {0.0, 0.5, 0.2, 0.6, 0.25, 0.7, 0.99, 0.75};
  const double first = 1.5 * std::log(2), second = 2 * std::log(2) - 0.75 * std::log(3);
  CHECK(std::abs(activation_entropy(ConstMatrix<double>(a.data(), 4, 2), {0, 1, 4}) -
                 (first + second) / 2) < tolerance::signal);
}

TEST_CASE("activation entropy: what lies beyond the ends counts for the outermost bins") {
  const std::vector<double> inside = {0.05, 0.05, 0.95, 0.95, 0.95, 0.5};
  const std::vector<double> outside = {-7, 0.05, 1, 1e300, 0.95, 0.5};
  CHECK(activation_entropy(ConstMatrix<double>(inside.data(), 6, 1), {0, 1, 10}) ==
        activation_entropy(ConstMatrix<double>(outside.data(), 6, 1), {0, 1, 10}));
  CHECK(std::abs(activation_entropy(ConstMatrix<double>(inside.data(), 6, 1), {0, 1, 10}) -
                 (std::log(6) - (2 * std::log(2) + 3 * std::log(3)) / 6)) < tolerance::signal);
}

TEST_CASE("activation entropy: an activation that is not finite is refused") {
  const std::vector<float> bad = {0.1f, std::numeric_limits<float>::quiet_NaN()};
  CHECK_THROWS_AS(activation_entropy(ConstMatrix<float>(bad.data(), 2, 1), {0, 1, 10}),
                  NonFiniteError);
}

}  // namespace caldera::test
