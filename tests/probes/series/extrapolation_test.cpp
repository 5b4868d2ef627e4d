#include "caldera/probes/series/extrapolation.h"

#include <cmath>
#include <vector>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {

TEST_CASE("extrapolation: a polynomial of as many coefficients as points is met at 0") {
  const std::vector<double> x = {2, 1, 0.5, 0.25};
  std::vector<double> y;
  for (const double t : x) y.push_back(0.7 - 3 * t + 2 * t * t - 0.5 * t * t * t);
  CHECK(std::abs(extrapolated_to_zero(x, y) - 0.7) <= tolerance::closed_form);
  CHECK(extrapolated_to_zero(std::vector<double>{0.1}, std::vector<double>{3.0}) == 3);
  CHECK(extrapolated_to_zero(std::vector<double>{2, 1}, std::vector<double>{5, 3}) == 1);
}

TEST_CASE("extrapolation: a smooth function, where the points themselves are far off") {
  std::vector<double> x, y;
  for (int k = 0; k < 9; ++k) {
    x.push_back(std::pow(0.5, k));
    y.push_back(std::exp(x.back()));
  }
  CHECK(std::abs(y.back() - 1) > 1e-3);
  CHECK(std::abs(extrapolated_to_zero(x, y) - 1) <= tolerance::value<double>);
}

TEST_CASE("extrapolation: errors are magnified by no more than it says") {
  // y = ± 1 with the signs of the weights: the sum of their magnitudes.
  std::vector<double> x, y;
  for (int k = 0; k < 12; ++k) {
    x.push_back(std::pow(0.5, k));
    y.push_back(k % 2 == 0 ? -1 : 1);
  }
  const double magnified = std::abs(extrapolated_to_zero(x, y));
  CHECK(magnified < 8.3);
  CHECK(magnified > 8.2);
}

}  // namespace caldera::test
