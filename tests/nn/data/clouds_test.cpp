#include "caldera/nn/data/clouds.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("clouds are normal around the corners of a rectangle, and nested") {
  const NestedPairs pairs{.between = 3, .within = 0.5, .deviation = 0.2, .each = 4000};
  const Dataset data = nested_pairs(pairs, 7);
  REQUIRE(data.count == 16000);
  REQUIRE(data.features == 2);
  REQUIRE(data.classes == 4);
  const double corners[4][2] = {{-1.5, -0.25}, {-1.5, 0.25}, {1.5, -0.25}, {1.5, 0.25}};
  const double n = 4000;
  for (std::size_t c = 0; c < 4; ++c)
    for (std::size_t k = 0; k < 2; ++k) {
      CAPTURE(c, k);
      double mean = 0, square = 0;
      for (std::size_t i = c; i < data.count; i += 4) {
        const double z = (static_cast<double>(data.matrix()(i, k)) - corners[c][k]) / 0.2;
        mean += z / n;
        square += z * z / n;
      }
      CHECK(std::abs(mean) < tolerance::standard_errors / std::sqrt(n));
      CHECK(std::abs(square - 1) < tolerance::standard_errors * std::sqrt(2 / n));
    }
  for (std::size_t i = 0; i < data.count; ++i) REQUIRE(data.labels[i] == i % 4);
}

TEST_CASE("clouds depend on their seed and on nothing else") {
  CHECK(nested_pairs({}, 1).inputs == nested_pairs({}, 1).inputs);
  CHECK(nested_pairs({}, 1).inputs != nested_pairs({}, 2).inputs);
}

}  // namespace caldera::test
