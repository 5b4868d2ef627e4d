#include "caldera/probes/detectors/detector.h"

#include <algorithm>
#include <cmath>

#include "caldera/probes/detectors/synthetic_series.h"
#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera::test {
namespace {

// Rules that flag often.
const std::vector<Detector> nervous = {
    WindowRule{},
    WindowRule{.deviations = 1, .moving = true},
    BaselineRule{.baseline = 60, .smooth = 5, .lasting = 3, .deviations = 1},
    BaselineRule{.baseline = 60, .smooth = 5, .lasting = 3, .scale = BaselineScale::means},
    CusumRule{.baseline = 20, .threshold = 4},
    CusumRule{.threshold = 3, .known = Moments{0, 1}},
};

bool same(const std::vector<Flag>& a, const std::vector<Flag>& b) {
  return std::ranges::equal(a, b, [](const Flag& x, const Flag& y) {
    return x.start == y.start && x.confirmed == y.confirmed && x.deviations == y.deviations;
  });
}

}  // namespace

TEST_CASE("detectors are causal: the flags of a beginning are the first flags of the whole") {
  for (const Noise noise : all_noises) {
    std::vector<double> series = synthetic_series(noise, 700, 5, 0);
    add_change(series, {.size = 4});
    series[333] = NAN;
    for (const Detector& detector : nervous) {
      CAPTURE(name(noise), name(detector));
      const std::vector<Flag> flags = find_flags(series, detector);
      CHECK_FALSE(flags.empty());
      for (std::size_t length = 0; length <= series.size(); length += 7) {
        std::vector<Flag> expected;
        for (const Flag& flag : flags)
          if (flag.confirmed < length) expected.push_back(flag);
        REQUIRE(same(find_flags(std::span(series).first(length), detector), expected));
      }
    }
  }
}

TEST_CASE("detectors: flags are in order, do not overlap, and begin before they are confirmed") {
  for (const Detector& detector : nervous) {
    const std::vector<double> series = synthetic_series(Noise::autoregressive, 2000, 6, 0);
    const std::vector<Flag> flags = find_flags(series, detector);
    REQUIRE(flags.size() > 1);
    for (std::size_t i = 0; i < flags.size(); ++i) {
      CHECK(flags[i].start <= flags[i].confirmed);
      if (i > 0) CHECK(flags[i - 1].confirmed < flags[i].start);
    }
  }
}

TEST_CASE("detectors: a unit of measurement does not matter, nor which way is up") {
  const std::vector<double> series = synthetic_series(Noise::autoregressive, 700, 7, 0);
  std::vector<double> turned;
  for (const double x : series) turned.push_back(-1024 * x);  // exact
  for (Detector detector : nervous) {
    CAPTURE(name(detector));
    const std::vector<Flag> flags = find_flags(series, detector);
    if (auto* const cusum = std::get_if<CusumRule>(&detector); cusum && cusum->known)
      cusum->known->deviation = 1024;
    std::vector<Flag> others = find_flags(turned, detector);
    for (Flag& flag : others) flag.deviations = -flag.deviations;
    CHECK(same(flags, others));
  }
}

TEST_CASE("detectors find nothing in series that are too short for them") {
  for (const Detector& detector : nervous)
    for (const std::size_t length : {0u, 1u, 9u})
      CHECK(find_flags(std::vector<double>(length, 0.0), detector).empty());
}

}  // namespace caldera::test
