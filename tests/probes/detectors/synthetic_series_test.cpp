#include "caldera/probes/detectors/synthetic_series.h"

#include <cmath>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/probes/detectors/moments.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

using Values = std::vector<double>;

constexpr std::uint32_t trials = 4000;

/// Sample t of all trials.
Values across(Noise noise, std::size_t t) {
  Values result;
  for (std::uint32_t trial = 0; trial < trials; ++trial)
    result.push_back(synthetic_series(noise, t + 1, 3, trial)[t]);
  return result;
}

/// Whether the mean of products differs from `expected` by less than chance does.
void check_mean(const Values& products, double expected) {
  const Moments found = moments(products);
  CHECK(std::abs(found.mean - expected) <= tolerance::standard_errors * found.deviation /
                                               std::sqrt(static_cast<double>(products.size())));
}

Values powers(const Values& values, int power) {
  Values result;
  for (const double x : values) result.push_back(std::pow(x, power));
  return result;
}

}  // namespace

TEST_CASE("synthetic series: mean and deviation are the stated ones at every time") {
  for (const Noise noise : all_noises)
    for (const std::size_t t : {std::size_t{0}, std::size_t{7}, change_at}) {
      CAPTURE(name(noise), t);
      const auto time = static_cast<double>(t);
      const double mean = noise == Noise::drift ? 5 * std::exp(-time / 250) : 0;
      const double deviation = noise == Noise::falling ? 2 * std::pow(2, -time / 500) : 1;
      Values values = across(noise, t);
      for (double& x : values) x = (x - mean) / deviation;
      check_mean(values, 0);
      check_mean(powers(values, 2), 1);
    }
}

TEST_CASE("synthetic series: fourth moments, and products of neighbours") {
  for (const Noise noise : all_noises) {
    if (noise == Noise::drift) continue;
    CAPTURE(name(noise));
    const Values now = across(noise, change_at), before = across(noise, change_at - 1);
    // Of the mixture: (0.9 · 3 + 0.1 · 3 · 81)/1.8².
    check_mean(powers(now, 4), noise == Noise::heavy_tails ? 27 / 3.24 : 3);
    Values products;
    for (std::size_t i = 0; i < now.size(); ++i) products.push_back(now[i] * before[i]);
    check_mean(products, noise == Noise::autoregressive ? 0.7 : 0);
  }
}

TEST_CASE("synthetic series: the noise is the stream's own, in the formulas that are given") {
  const Stream stream{9, Purpose::detector_series, 4};
  const Values e = synthetic_series(Noise::independent, 30, 9, 4);
  const Values x = synthetic_series(Noise::autoregressive, 30, 9, 4);
  for (std::size_t t = 0; t < 30; ++t) {
    CHECK(e[t] == stream.normal(2 * t));
    if (t > 0)
      CHECK(std::abs(x[t] - 0.7 * x[t - 1] - std::sqrt(0.51) * e[t]) <= tolerance::value<double>);
  }
  CHECK(x[0] == e[0]);
}

TEST_CASE("synthetic series: a longer one begins as the shorter, other trials and seeds differ") {
  for (const Noise noise : all_noises) {
    const Values series = synthetic_series(noise, 50, 1, 0);
    Values longer = synthetic_series(noise, 80, 1, 0);
    longer.resize(50);
    CHECK(longer == series);
    CHECK(synthetic_series(noise, 50, 1, 1) != series);
    CHECK(synthetic_series(noise, 50, 2, 0) != series);
  }
}

TEST_CASE("synthetic series: a jump and a ramp begin at change_at") {
  Values jump(change_at + 10, 1.0), ramp = jump;
  add_change(jump, {.size = -3});
  add_change(ramp, {.size = 2, .ramp = 4});
  for (std::size_t t = 0; t < change_at; ++t) REQUIRE((jump[t] == 1 && ramp[t] == 1));
  for (std::size_t t = change_at; t < jump.size(); ++t) REQUIRE(jump[t] == -2);
  const Values expected = {1.5, 2, 2.5, 3, 3, 3, 3, 3, 3, 3};
  CHECK(Values(ramp.begin() + change_at, ramp.end()) == expected);
}

}  // namespace caldera::test
