#include "caldera/probes/detectors/baseline_rule.h"

#include <cmath>
#include <limits>

#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// −1, 1, −1, 1 …: the mean of any four in a row is 0, of twenty the deviation is √(20/19).
Values series_with(const Values& rest) {
  Values series;
  for (int i = 0; i < 20; ++i) series.push_back(i % 2 == 0 ? -1 : 1);
  series.insert(series.end(), rest.begin(), rest.end());
  return series;
}

const BaselineRule small = {.baseline = 20, .smooth = 4, .lasting = 2, .deviations = 3};

}  // namespace

TEST_CASE("baseline rule: the sliding mean beyond three deviations, for long enough, is a flag") {
  // Means 2, 4, 6, 8, 8 … of the samples behind 20; the bound is 3 √(20/19) = 3.08.
  const auto flags = baseline_flags(series_with(Values(8, 8.0)), small);
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].start == 21);
  CHECK(flags[0].confirmed == 22);
  // The mean over samples 19 to 22 is (1 + 24)/4.
  CHECK(std::abs(flags[0].deviations - 6.25 / std::sqrt(20.0 / 19)) <= tolerance::value<double>);
  CHECK(baseline_flags(series_with(Values(8, 3.0)), small).empty());
  CHECK(baseline_flags(series_with({8, 8, -8, -8, 8, 8, -8, -8}), small).empty());
}

TEST_CASE("baseline rule: what stays out is flagged once, and again after it has been in") {
  Values rest(40, -9.0);
  CHECK(baseline_flags(series_with(rest), small).size() == 1);
  rest.insert(rest.end(), 10, 0.0);
  rest.insert(rest.end(), 10, 9.0);
  const auto flags = baseline_flags(series_with(rest), small);
  REQUIRE(flags.size() == 2);
  CHECK(flags[0].deviations < 0);
  CHECK(flags[1].start == 71);
}

TEST_CASE("baseline rule: the deviation of the means is a narrower bound") {
  BaselineRule means = small;
  means.scale = BaselineScale::means;
  // Means of four in the baseline are all 0: whatever differs is out.
  const auto flags = baseline_flags(series_with(Values(8, 0.01)), means);
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].deviations == std::numeric_limits<double>::infinity());
  // Means of three are ±1/3 in turn, 18 of them: the bound is √(18/17). Behind 20 come 2/3, 5/3, 2.
  means.smooth = 3;
  const auto wider = baseline_flags(series_with(Values(8, 2.0)), means);
  REQUIRE(wider.size() == 1);
  CHECK(wider[0].start == 21);
  CHECK(std::abs(wider[0].deviations - 6 / std::sqrt(18.0 / 17)) <= tolerance::value<double>);
}

TEST_CASE("baseline rule: a constant is never out of its own baseline") {
  for (const BaselineScale scale : {BaselineScale::samples, BaselineScale::means}) {
    BaselineRule rule = small;
    rule.scale = scale;
    CHECK(baseline_flags(Values(60, 0.1), rule).empty());
    CHECK(baseline_flags(Values(20, 0.1), rule).empty());  // nothing but a baseline
  }
}

TEST_CASE("baseline rule: means with a sample that is not finite are out, baselines leave it out") {
  CHECK(baseline_flags(series_with({NAN, 0, 0, 0, 0, 0}), small).at(0).confirmed == 21);
  CHECK(baseline_flags(series_with({0, -INFINITY, 0, 0, 0}), small).at(0).deviations < 0);
  Values series = series_with(Values(8, 0.0));
  series[5] = INFINITY;
  CHECK(baseline_flags(series, small).empty());
}

TEST_CASE("baseline rule: numbers that make no rule are refused") {
  const auto refused = [](const BaselineRule& rule) {
    return refusal([&] { baseline_flags(Values(20, 1.0), rule); });
  };
  CHECK_THAT(refused({.baseline = 1}), Catch::Contains("baseline: expected 2 or more, found 1"));
  CHECK_THAT(refused({.baseline = 50, .scale = BaselineScale::means}),
             Catch::Contains("51 or more"));
  CHECK_THAT(refused({.smooth = 0}), Catch::Contains("smooth"));
  CHECK_THAT(refused({.lasting = 0}), Catch::Contains("lasting"));
  CHECK_THAT(refused({.deviations = -1}), Catch::Contains("deviations"));
}

}  // namespace caldera::test
