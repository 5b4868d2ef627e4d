#include "caldera/nn/data/mixture.h"

#include <cmath>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("mixtures are normal around their centres, class by class") {
  const GaussianMixture mixture{
      .classes = 3, .features = 2, .spread = 1.5, .deviation = 0.2, .each = 4000};
  const Dataset data = gaussian_mixture(mixture, 7);
  REQUIRE(data.count == 12000);
  REQUIRE(data.features == 2);
  REQUIRE(data.classes == 3);
  for (std::size_t i = 0; i < data.count; ++i) REQUIRE(data.labels[i] == i % 3);
  const Stream centres{7, Purpose::cloud_data, 1};
  const double n = 4000;
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t j = 0; j < 2; ++j) {
      CAPTURE(k, j);
      double mean = 0, square = 0;
      for (std::size_t i = k; i < data.count; i += 3) {
        const double centre = 1.5 * centres.normal(2 * k + j);
        const double z = (static_cast<double>(data.matrix()(i, j)) - centre) / 0.2;
        mean += z / n;
        square += z * z / n;
      }
      CHECK(std::abs(mean) < tolerance::standard_errors / std::sqrt(n));
      CHECK(std::abs(square - 1) < tolerance::standard_errors * std::sqrt(2 / n));
    }
}

TEST_CASE("centres of mixtures are normal, too") {
  const GaussianMixture mixture{
      .classes = 200, .features = 10, .spread = 3, .deviation = 0, .each = 1};
  const Dataset data = gaussian_mixture(mixture, 5);
  const double n = 2000;
  double mean = 0, square = 0;
  for (const float x : data.inputs) {
    mean += static_cast<double>(x) / 3 / n;
    square += static_cast<double>(x) * static_cast<double>(x) / 9 / n;
  }
  CHECK(std::abs(mean) < tolerance::standard_errors / std::sqrt(n));
  CHECK(std::abs(square - 1) < tolerance::standard_errors * std::sqrt(2 / n));
}

TEST_CASE("a mixture of more classes holds that of fewer") {
  const Dataset three = gaussian_mixture({.classes = 3, .each = 5}, 1);
  const Dataset four = gaussian_mixture({.classes = 4, .each = 5}, 1);
  for (std::size_t n = 0; n < 5; ++n)
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t j = 0; j < three.features; ++j)
        REQUIRE(three.matrix()(3 * n + k, j) == four.matrix()(4 * n + k, j));
  CHECK(gaussian_mixture({}, 1).inputs == gaussian_mixture({}, 1).inputs);
  CHECK(gaussian_mixture({}, 1).inputs != gaussian_mixture({}, 2).inputs);
}

}  // namespace caldera::test
