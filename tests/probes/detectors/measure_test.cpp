#include "caldera/probes/detectors/measure.h"

#include <cmath>
#include <limits>

#include "tests/catch.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

// A rule whose rates are known: with one sample, mean 0 and σ 1 known, the sum exceeds h = 1 at
// once where |z| > 1 + k; and the allowance is so large that no sum remains from one sample to the
// next.
constexpr double bound = 2;
const Detector threshold_rule = CusumRule{.allowance = bound - 1e-9,
                                          .threshold = 1e-9,
                                          .limit = std::numeric_limits<double>::infinity(),
                                          .known = Moments{0, 1}};

/// P(e > x) of a standard normal number.
double tail(double x) { return std::erfc(x / std::sqrt(2)) / 2; }

const Trials some = {.seed = 11, .first = 0, .count = 400};

}  // namespace

TEST_CASE("measure: false alarms of a threshold on normal noise are the normal tail") {
  const std::vector<Detector> detectors = {threshold_rule};
  const FalseAlarms found = measure_false_alarms(detectors, Noise::independent, some).at(0);
  const double share = 2 * tail(bound);
  CHECK(std::abs(found.rate - 1e4 * share) <= tolerance::standard_errors * found.error);
  // Of independent samples the error is the binomial one, known to a few per cent.
  const double samples = some.count * static_cast<double>(series_length);
  CHECK(found.error == Approx(1e4 * std::sqrt(share * (1 - share) / samples)).epsilon(0.15));
}

TEST_CASE("measure: a threshold finds a change sooner or later, after a geometric delay") {
  const std::vector<Detector> detectors = {threshold_rule};
  for (const double size : {0.0, 1.0, 2.0}) {
    CAPTURE(size);
    const Detection found =
        measure_detection(detectors, Noise::independent, {.size = size}, some).at(0);
    const double p = tail(bound - size) + tail(bound + size), q = 1 - p;
    const auto horizon = static_cast<double>(detection_horizon);
    const double missed = std::pow(q, horizon);
    const double error = std::sqrt(missed * (1 - missed) / some.count);
    CHECK(std::abs(found.rate - (1 - missed)) <= tolerance::standard_errors * error + 1e-12);
    // Mean of a geometric distribution that ends at the horizon.
    const double mean = q / p - horizon * missed / (1 - missed);
    CHECK(std::abs(found.mean_delay - mean) <= tolerance::standard_errors * std::sqrt(q) / p / 20);
    CHECK(std::abs(found.median_delay - std::log(0.5) / std::log(q)) <= 0.3 / p + 1);
  }
}

TEST_CASE("measure: what is never found has no delay, what is always found no error") {
  const Detector blind = CusumRule{.threshold = 1e9};
  const Detector sharp = CusumRule{.threshold = 50, .limit = 1e9, .known = Moments{0, 1}};
  const std::vector<Detector> detectors = {blind, sharp};
  const auto found = measure_detection(detectors, Noise::independent, {.size = 1e3}, some);
  CHECK(found[0].rate == 0);
  CHECK(std::isnan(found[0].mean_delay));
  CHECK(std::isnan(found[0].median_delay));
  CHECK(found[1].rate == 1);
  CHECK(found[1].error == 0);
  CHECK(found[1].mean_delay == 0);
  CHECK(found[1].median_delay == 0);
  const auto alarms = measure_false_alarms(detectors, Noise::independent, some);
  CHECK(alarms[0].rate == 0);
  CHECK(alarms[0].error == 0);
}

TEST_CASE("measure: the CUSUM has about one false alarm in 10 000 normal samples") {
  const std::vector<Detector> detectors = {CusumRule{}};
  const Trials trials = {.seed = 12, .first = 0, .count = 1000};
  const FalseAlarms found = measure_false_alarms(detectors, Noise::independent, trials).at(0);
  CHECK(found.rate > 0.5);
  CHECK(found.rate < 1.5);
}

TEST_CASE("measure: the limit saves the CUSUM most false alarms on heavy tails") {
  const std::vector<Detector> detectors = {
      CusumRule{}, CusumRule{.limit = std::numeric_limits<double>::infinity()}};
  const Trials trials = {.seed = 12, .first = 0, .count = 1000};
  const auto found = measure_false_alarms(detectors, Noise::heavy_tails, trials);
  CHECK(2 * found[0].rate < found[1].rate);
}

}  // namespace caldera::test
