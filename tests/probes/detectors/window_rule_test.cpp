#include "caldera/probes/detectors/window_rule.h"

#include <cmath>
#include <limits>

#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

/// +1 and −1 in turn: any ten in a row have mean 0 and deviation √(10/9), so the bound is 2.108.
Values alternating(std::size_t count) {
  Values series;
  for (std::size_t i = 0; i < count; ++i) series.push_back(i % 2 == 0 ? 1 : -1);
  return series;
}

Values operator+(Values first, const Values& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

TEST_CASE("window rule: three in a row beyond two deviations of the window make a flag") {
  const auto flags = window_flags(alternating(12) + Values{2.2, -2.2, 2.2, 2.2} + alternating(12));
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].start == 12);
  CHECK(flags[0].confirmed == 14);
  CHECK(std::abs(flags[0].deviations - 2.2 / std::sqrt(10.0 / 9)) <= tolerance::value<double>);
}

TEST_CASE("window rule: two in a row, or three that are just in, make none") {
  CHECK(window_flags(alternating(12) + Values{2.2, 2.2} + alternating(12)).empty());
  CHECK(window_flags(alternating(12) + Values{2.1, 2.1, 2.1} + alternating(12)).empty());
  CHECK(window_flags(alternating(9) + Values{99, 99, 99}).empty());  // no whole window before them
}

TEST_CASE("window rule: a change that lasts is flagged once, and the way back again") {
  const auto flags = window_flags(alternating(20) + Values(30, 100.0) + Values(20, -3.0));
  REQUIRE(flags.size() == 2);
  CHECK(flags[0].confirmed == 22);
  CHECK(flags[0].deviations > 0);
  CHECK(flags[1].start == 50);
  CHECK(flags[1].confirmed == 52);
  CHECK(flags[1].deviations == -std::numeric_limits<double>::infinity());
}

TEST_CASE("window rule: a window that always moves sees no step, however high") {
  for (const double height : {3.0, 10.0, 1e3, 1e9}) {
    const Values series = alternating(20) + Values(30, height);
    CHECK(window_flags(series).size() == 1);
    CHECK(window_flags(series, {.moving = true}).empty());
  }
  CHECK(window_flags(alternating(20) + Values{10, 100, 1000}, {.moving = true}).size() == 1);
}

TEST_CASE("window rule: a constant never deviates from itself, a step from it always") {
  for (const double level : {0.1, -1e300, 7e-320}) CHECK(window_flags(Values(50, level)).empty());
  const auto flags = window_flags(Values(15, 0.1) + Values(5, 0.1000001));
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].deviations == std::numeric_limits<double>::infinity());
}

TEST_CASE("window rule: samples that are not finite are out, and spoil no window") {
  const Values wild = {NAN, -INFINITY, INFINITY};
  for (const double x : wild) {
    CHECK(window_flags(alternating(12) + Values{x} + alternating(30)).empty());
    CHECK(window_flags(alternating(12) + Values{x} + Values(3, 50.0)).at(0).start == 12);
  }
  const auto flags = window_flags(alternating(12) + wild + alternating(30));
  REQUIRE(flags.size() == 1);
  CHECK(flags[0].confirmed == 14);
  CHECK(window_flags(Values(40, NAN)).size() == 1);
}

TEST_CASE("window rule: numbers that make no rule are refused") {
  const auto refused = [](const WindowRule& rule) {
    return refusal([&] { window_flags(Values(20, 1.0), rule); });
  };
  CHECK_THAT(refused({.window = 1}), Catch::Contains("window: expected 2 or more, found 1"));
  CHECK_THAT(refused({.lasting = 0}), Catch::Contains("lasting"));
  CHECK_THAT(refused({.deviations = 0}), Catch::Contains("deviations"));
  CHECK_THAT(refused({.deviations = NAN}), Catch::Contains("found nan"));
}

}  // namespace caldera::test
