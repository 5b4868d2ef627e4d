#include "caldera/probes/series/weighted_line.h"

#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/probes/series/mean_estimate.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

constexpr double near = tolerance::value<double>;

}  // namespace

TEST_CASE("weighted line: points on a line give it, whatever their errors") {
  const WeightedLine line =
      fit_weighted_line(Values{1, 2, 4, 7}, Values{1.5, 1, 0, -1.5}, Values{0.1, 2, 0.3, 5});
  CHECK(std::abs(line.slope + 0.5) <= near);
  CHECK(std::abs(line.intercept - 2) <= near);
  CHECK(line.chi_squared <= near);
}

TEST_CASE("weighted line: the errors of equal weights are the textbook's") {
  // x = −1, 0, 1 with errors σ: slope error σ/√2, intercept error σ/√3, and residuals 1, −2, 1.
  const double sigma = 0.5;
  const WeightedLine line =
      fit_weighted_line(Values{-1, 0, 1}, Values{0 + 1, 3 - 2, 6 + 1}, Values(3, sigma));
  CHECK(std::abs(line.slope - 3) <= near);
  CHECK(std::abs(line.intercept - 3) <= near);
  CHECK(std::abs(line.slope_error - sigma / std::sqrt(2)) <= near);
  CHECK(std::abs(line.intercept_error - sigma / std::sqrt(3)) <= near);
  CHECK(std::abs(line.chi_squared - 6 / (sigma * sigma)) <= near * 24);
}

TEST_CASE("weighted line: a point of half the error counts as four") {
  const WeightedLine weighted =
      fit_weighted_line(Values{0, 1, 2}, Values{0, 2, 1}, Values{1, 0.5, 1});
  const WeightedLine repeated =
      fit_weighted_line(Values{0, 1, 1, 1, 1, 2}, Values{0, 2, 2, 2, 2, 1}, Values(6, 1.0));
  CHECK(std::abs(weighted.slope - repeated.slope) <= near);
  CHECK(std::abs(weighted.intercept - repeated.intercept) <= near);
  CHECK(std::abs(weighted.slope_error - repeated.slope_error) <= near);
  CHECK(std::abs(weighted.intercept_error - repeated.intercept_error) <= near);
}

TEST_CASE("weighted line: fits of noisy points scatter as they say") {
  const Values x = {1, 2, 3, 4}, error = {0.1, 0.2, 0.4, 0.2};
  Values pulls_of_slope, pulls_of_intercept, chi_squared;
  for (std::uint32_t trial = 0; trial < 4000; ++trial) {
    const Stream stream{5, Purpose::test_data, trial};
    Values y;
    for (std::size_t i = 0; i < x.size(); ++i)
      y.push_back(0.7 - 2 * x[i] + error[i] * stream.normal(i));
    const WeightedLine line = fit_weighted_line(x, y, error);
    pulls_of_slope.push_back(std::pow((line.slope + 2) / line.slope_error, 2));
    pulls_of_intercept.push_back(std::pow((line.intercept - 0.7) / line.intercept_error, 2));
    chi_squared.push_back(line.chi_squared);
  }
  for (const auto& [values, expected] :
       {std::pair{pulls_of_slope, 1.0}, {pulls_of_intercept, 1.0}, {chi_squared, 2.0}}) {
    const MeanEstimate found = mean_estimate(values);
    CHECK(std::abs(found.mean - expected) <= tolerance::standard_errors * found.error);
  }
}

TEST_CASE("weighted line: what no line goes through is refused") {
  const Values two = {1, 2};
  const auto refused = [&](const Values& x, const Values& y, const Values& error) {
    return refusal([&] { fit_weighted_line(x, y, error); });
  };
  CHECK_THAT(refused({1}, {1}, {1}), Catch::Contains("two or more"));
  CHECK_THAT(refused(two, two, {1}), Catch::Contains("as many"));
  CHECK_THAT(refused(two, two, {1, 0}), Catch::Contains("positive errors"));
  CHECK_THAT(refused({3, 3}, two, two), Catch::Contains("x that differ"));
}

}  // namespace caldera::test
