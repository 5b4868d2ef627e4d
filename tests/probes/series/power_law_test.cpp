#include "caldera/probes/series/power_law.h"

#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

void check_close(double found, double expected) {
  CHECK(std::abs(found - expected) <= tolerance::value<double> * std::abs(expected));
}

}  // namespace

TEST_CASE("power law: what is one is found, with hardly any error") {
  for (const double exponent : {-2.0, 0.5, 3.0}) {
    Values x, y;
    for (int k = 0; k < 20; ++k) {
      x.push_back(1e-7 * std::pow(3, k));
      y.push_back(0.37 * std::pow(x.back(), exponent));
    }
    const PowerLaw law = fit_power_law(x, y);
    check_close(law.exponent, exponent);
    check_close(law.prefactor, 0.37);
    CHECK(law.exponent_error <= tolerance::value<double>);
  }
}

TEST_CASE("power law: a constant has the exponent 0") {
  const PowerLaw law = fit_power_law(Values{1, 2, 4, 8}, Values{0.3, 0.3, 0.3, 0.3});
  CHECK(law.exponent == 0);
  CHECK(law.exponent_error == 0);
  check_close(law.prefactor, 0.3);
}

TEST_CASE("power law: scatter that no line takes up leaves the exponent and is its error") {
  // log₂ x = −3, −1, 1, 3 and residuals 1, −3, 3, −1 are orthogonal to each other and to a constant:
  // Σ r² = 20 ε², Σ (log x)² = 20 log²2, so the error is √(20 ε²/2 / 20 log²2).
  const double epsilon = 0.01;
  const double x[] = {0.125, 0.5, 2, 8}, residual[] = {1, -3, 3, -1};
  Values y;
  for (int i = 0; i < 4; ++i) y.push_back(5 * std::sqrt(x[i]) * std::exp(epsilon * residual[i]));
  const PowerLaw law = fit_power_law(x, y);
  check_close(law.exponent, 0.5);
  check_close(law.prefactor, 5);
  check_close(law.exponent_error, epsilon / (std::sqrt(2) * std::log(2)));
}

TEST_CASE("power law: five points against scipy.stats.linregress") {
  const PowerLaw law =
      fit_power_law(Values{0.3, 0.7, 1.9, 4.2, 11.0}, Values{2.1, 2.9, 6.2, 8.8, 17.5});
  check_close(law.exponent, 0.5963437748042524);
  check_close(law.exponent_error, 0.03333445340105881);
  check_close(law.prefactor, 3.9990573343220226);
}

TEST_CASE("power law: the error covers the truth as often as normal noise should let it") {
  const int fits = 1000, points = 12;
  int covered = 0;
  for (int k = 0; k < fits; ++k) {
    const Stream noise{static_cast<std::uint64_t>(k), Purpose::test_data};
    Values x, y;
    for (int i = 0; i < points; ++i) {
      x.push_back(std::exp(0.4 * i));
      y.push_back(2 * std::pow(x.back(), 0.7) *
                  std::exp(0.05 * noise.normal(static_cast<std::uint64_t>(i))));
    }
    const PowerLaw law = fit_power_law(x, y);
    covered += std::abs(law.exponent - 0.7) <= 2.228 * law.exponent_error;  // Student's t, 10
  }
  const double share = 0.95, deviation = std::sqrt(fits * share * (1 - share));
  CHECK(std::abs(covered - share * fits) <= tolerance::standard_errors * deviation);
}

TEST_CASE("power law: what cannot be fitted is refused") {
  const Values three = {1, 2, 3};
  const auto refused = [](const Values& x, const Values& y) {
    return refusal([&] { fit_power_law(x, y); });
  };
  CHECK_THAT(refused({1, 2}, {1, 2}), Catch::Contains("three or more"));
  CHECK_THAT(refused(three, {1, 2}), Catch::Contains("3 and 2"));
  CHECK_THAT(refused(three, {1, 0, 2}), Catch::Contains("positive numbers, found 0"));
  CHECK_THAT(refused({1, 2, INFINITY}, three), Catch::Contains("inf"));
  CHECK_THAT(refused({1, NAN, 2}, three), Catch::Contains("nan"));
  CHECK_THAT(refused({2, 2, 2}, three), Catch::Contains("one x"));
}

}  // namespace caldera::test
