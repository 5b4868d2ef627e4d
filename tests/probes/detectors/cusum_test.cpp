#include "caldera/probes/detectors/cusum.h"

#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

constexpr double unlimited = std::numeric_limits<double>::infinity();

/// Mean and σ known; h = 4 and k = 1/2, without a limit.
const CusumRule textbook = {.threshold = 4, .limit = unlimited, .known = Moments{10, 2}};

Values normal_samples(std::size_t count, double shift) {
  const Stream noise{31, Purpose::test_data};
  Values series;
  for (std::size_t i = 0; i < count; ++i) series.push_back(shift + noise.normal(i));
  return series;
}

struct RunLength {
  double mean, error;
};

/// Samples from one alarm to the next. With known moments all begin with sums of zero.
RunLength run_length(double threshold, double shift) {
  const Values series = normal_samples(shift == 0 ? 1000000 : 200000, shift);
  Values lengths;
  std::size_t last = 0;
  for (const Flag& flag :
       cusum_flags(series, {.threshold = threshold, .limit = unlimited, .known = Moments{0, 1}})) {
    lengths.push_back(static_cast<double>(flag.confirmed + 1 - last));
    last = flag.confirmed + 1;
  }
  const Moments length = moments(lengths);
  return {length.mean, length.deviation / std::sqrt(static_cast<double>(lengths.size()))};
}

/// Siegmund's approximation ("Sequential Analysis", 1985) of the mean run length of both sums.
double siegmund(double threshold, double shift) {
  const double b = threshold + 1.166;
  const auto one_sum = [&](double excess) {
    return (std::exp(-2 * excess * b) + 2 * excess * b - 1) / (2 * excess * excess);
  };
  return 1 / (1 / one_sum(shift - 0.5) + 1 / one_sum(-shift - 0.5));
}

}  // namespace

TEST_CASE("CUSUM: the sums by hand") {
  // z = 1, −2, 1.5, 2, 2.5: S⁺ = 0.5, 0, 1, 2.5, 4.5 > 4.
  const auto flags = cusum_flags(Values{12, 6, 13, 14, 15, 10, 10}, textbook);
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].start == 2);
  CHECK(flags[0].confirmed == 4);
  CHECK(flags[0].deviations == 2);  // the mean of 1.5, 2 and 2.5
  const auto below = cusum_flags(Values{8, 14, 7, 6, 5, 10, 10}, textbook);
  REQUIRE(below.size() == 1);
  CHECK(below[0].confirmed == 4);
  CHECK(below[0].deviations == -2);
}

TEST_CASE("CUSUM: at the threshold there is no alarm, and a limit slows the sum") {
  CHECK(cusum_flags(Values{12, 6, 13, 14, 14}, textbook).empty());  // S⁺ = 4
  CHECK(cusum_flags(Values{10, 100}, textbook).size() == 1);
  CusumRule limited = textbook;
  limited.limit = 3;
  CHECK(cusum_flags(Values{10, 100}, limited).empty());
  CHECK(cusum_flags(Values{10, 100, 100}, limited).at(0).deviations == 3);
}

TEST_CASE("CUSUM: mean run lengths are the published ones") {
  // Two-sided, k = 1/2. By the integral equation of Page (1954), solved in scipy on 80 Gauss
  // points. Montgomery, ch. 9, and Lucas and Crosier (Technometrics 24, 1982): 168,
  // 465, 8.38, 10.4.
  struct Case {
    double threshold, shift, published;
  };
  const Case cases[] = {{4, 0, 167.68379}, {5, 0, 465.44351}, {4, 1, 8.38313},
                        {5, 1, 10.37597},  {5, 2, 4.00887},   {4, 0.5, 26.63020}};
  for (const auto& [threshold, shift, published] : cases) {
    CAPTURE(threshold, shift);
    const RunLength length = run_length(threshold, shift);
    CHECK(length.error < 0.03 * published);
    CHECK(std::abs(length.mean - published) <= tolerance::standard_errors * length.error);
  }
}

TEST_CASE("CUSUM: mean run lengths are near Siegmund's approximation") {
  for (const double threshold : {3.0, 4.0, 5.0, 6.0})
    for (const double shift : {0.0, 1.0, -1.0}) {
      CAPTURE(threshold, shift);
      const RunLength length = run_length(threshold, shift);
      const double expected = siegmund(threshold, shift);
      CHECK(std::abs(length.mean - expected) <=
            tolerance::standard_errors * length.error + tolerance::siegmund * expected);
    }
}

TEST_CASE("CUSUM: where a change began, and its size") {
  // ±1 in turn: deviation √(50/49), and S⁺ is zero before every second sample.
  Values series;
  for (int t = 0; t < 300; ++t) series.push_back((t % 2 == 0 ? 1 : -1) + (t < 200 ? 0 : 4));
  const double size = 4 / std::sqrt(50.0 / 49);
  for (const double sign : {1.0, -1.0}) {
    const auto flags = cusum_flags(series, {.limit = unlimited});
    REQUIRE(flags.size() == 1);  // what follows is the new baseline
    CHECK(flags[0].start == 200);
    CHECK(flags[0].confirmed == 203);
    CHECK(std::abs(flags[0].deviations - sign * size) <= tolerance::value<double>);
    for (double& x : series) x = -x;
  }
}

TEST_CASE("CUSUM: after an alarm there is a new baseline, which flags nothing") {
  Values series = normal_samples(300, 0);
  for (std::size_t t = 100; t < 300; ++t) series[t] += 20;
  series[110] += 1000;
  for (std::size_t t = 200; t < 300; ++t) series[t] += 20000;
  const auto flags = cusum_flags(series, {});
  REQUIRE(flags.size() == 2);
  CHECK(flags[0].start == 100);
  CHECK(flags[1].start >= 200);
}

TEST_CASE("CUSUM: a constant is no change, and what leaves it is one") {
  CHECK(cusum_flags(Values(200, 0.1)).empty());
  Values series(200, 0.1);
  std::fill(series.begin() + 100, series.end(), 0.2);
  const auto flags = cusum_flags(series);
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].start == 100);
  CHECK(flags[0].confirmed == 104);  // five times 3 − k is more than 12
}

TEST_CASE("CUSUM: samples that are not finite count as ones at the limit") {
  Values series = normal_samples(150, 0);
  std::fill(series.begin() + 100, series.begin() + 120, NAN);
  series[7] = INFINITY;  // in the baseline, which leaves it out and ends a sample later
  const auto flags = cusum_flags(series);
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].start >= 98);
  CHECK(flags[0].confirmed <= 104);
  CHECK(flags[0].deviations > 0);
  std::fill(series.begin() + 100, series.begin() + 120, -INFINITY);
  CHECK(cusum_flags(series).at(0).deviations < 0);
  CHECK(cusum_flags(Values(200, NAN)).empty());  // there never is a baseline
}

TEST_CASE("CUSUM: numbers that make no rule are refused") {
  const auto refused = [](const CusumRule& rule) {
    return refusal([&] { cusum_flags(Values(20, 1.0), rule); });
  };
  CHECK_THAT(refused({.baseline = 1}), Catch::Contains("baseline"));
  CHECK_THAT(refused({.allowance = 0}), Catch::Contains("allowance"));
  CHECK_THAT(refused({.threshold = NAN}), Catch::Contains("threshold"));
  CHECK_THAT(refused({.limit = -3}), Catch::Contains("limit"));
}

}  // namespace caldera::test
