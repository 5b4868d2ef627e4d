#include "caldera/probes/transitions/transitions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/random.h"
#include "tests/catch.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

constexpr double beta_max = 0.09;
// The scatter of the published curves about their trend.
constexpr double error_noise = 0.003, distance_noise = 0.05;

struct Curve {
  std::vector<double> beta, error, distance;
  SweepCurve view() const { return {beta, error, distance}; }
};

/// A jump of the curve between two neighbouring values of β.
struct Jump {
  double beta, error, distance;
};

/// Bends as the published curves do: E rises as √β, r falls from 80 as 1/√β.
Curve smooth_curve(std::size_t gaps) {
  Curve curve;
  for (std::size_t i = 0; i <= gaps; ++i) {
    const double beta = beta_max * static_cast<double>(i) / static_cast<double>(gaps);
    curve.beta.push_back(beta);
    curve.error.push_back(1.8731 * std::sqrt(beta / beta_max));
    curve.distance.push_back(0.8127 / std::sqrt(beta + 0.0001));
  }
  return curve;
}

Curve with_noise(Curve curve, double scale, std::uint32_t trial) {
  const Stream noise{.seed = 20, .purpose = Purpose::test_data, .step = trial};
  for (std::size_t i = 0; i < curve.beta.size(); ++i) {
    curve.error[i] += scale * error_noise * noise.normal(2 * i);
    curve.distance[i] += scale * distance_noise * noise.normal(2 * i + 1);
  }
  return curve;
}

Curve with_jumps(Curve curve, const std::vector<Jump>& jumps) {
  for (std::size_t i = 0; i < curve.beta.size(); ++i)
    for (const Jump& jump : jumps)
      if (curve.beta[i] > jump.beta) {
        curve.error[i] += jump.error;
        curve.distance[i] += jump.distance;
      }
  return curve;
}

/// Four jumps of the published sizes, at random places at least a tenth of the sweep apart.
std::vector<Jump> random_jumps(std::uint32_t trial) {
  const Stream random{.seed = 21, .purpose = Purpose::test_data, .step = trial};
  std::vector<Jump> jumps;
  for (std::size_t k = 0; k < 4; ++k) {
    const double place = 0.2 + 0.2 * static_cast<double>(k) + 0.1 * random.uniform(3 * k);
    jumps.push_back({beta_max * place, 0.05 + 0.1 * random.uniform(3 * k + 1),
                     -0.3 - 0.3 * random.uniform(3 * k + 2)});
  }
  return jumps;
}

/// Transitions found in `trials` smooth curves with noise.
std::size_t false_alarms(std::size_t gaps, double noise, std::uint32_t trials) {
  const Curve smooth = smooth_curve(gaps);
  std::size_t count = 0;
  for (std::uint32_t trial = 0; trial < trials; ++trial)
    count += find_transitions(with_noise(smooth, noise, trial).view()).size();
  return count;
}

bool contains(const Transition& transition, const Jump& jump) {
  return transition.beta_left <= jump.beta && jump.beta < transition.beta_right;
}

}  // namespace

TEST_CASE("transitions: hardly an alarm on smooth curves with the published noise") {
  std::size_t alarms = 0;
  for (const std::size_t gaps : {30u, 90u, 450u}) alarms += false_alarms(gaps, 1, 300);
  CHECK(static_cast<double>(alarms) <= tolerance::false_alarms_per_sweep * 900);
}

TEST_CASE("transitions: few alarms on smooth curves with ten times that noise") {
  const std::uint32_t trials = 300;
  for (const std::size_t gaps : {30u, 90u, 450u}) {
    CAPTURE(gaps);
    CHECK(static_cast<double>(false_alarms(gaps, 10, trials)) <=
          tolerance::false_alarms_per_noisy_sweep * trials);
  }
}

TEST_CASE("transitions: every jump is found, in its bracket, and nothing else") {
  const std::uint32_t trials = 100;
  for (const std::size_t gaps : {90u, 450u}) {
    std::size_t missed = 0, extra = 0;
    for (std::uint32_t trial = 0; trial < trials; ++trial) {
      const std::vector<Jump> jumps = random_jumps(trial);
      const Curve curve = with_noise(with_jumps(smooth_curve(gaps), jumps), 1, trial);
      const std::vector<Transition> found = find_transitions(curve.view());
      for (const Jump& jump : jumps)
        missed += std::none_of(found.begin(), found.end(),
                               [&](const Transition& t) { return contains(t, jump); });
      extra += found.size() - std::min(found.size(), jumps.size());
    }
    CAPTURE(gaps);
    CHECK(static_cast<double>(missed) <= tolerance::missed_jumps * 4 * trials);
    CHECK(extra == 0);
  }
}

TEST_CASE("transitions: position, bracket, values and sizes of one jump between straight lines") {
  Curve curve;
  for (std::size_t i = 0; i <= 40; ++i) {
    const double x = static_cast<double>(i);
    curve.beta.push_back(0.00173 * x);
    curve.error.push_back(0.1379 + 0.0213 * x);
    curve.distance.push_back(9.137 - 0.1171 * x);
  }
  const Curve jumped = with_jumps(curve, {{0.00173 * 23.4, 0.0917, -0.4319}});
  const std::vector<Transition> found = find_transitions(jumped.view());
  REQUIRE(found.size() == 1);
  const Transition& t = found[0];
  CHECK(t.left == 23);
  CHECK(t.right == 24);
  CHECK(t.beta_left == jumped.beta[23]);
  CHECK(t.beta_right == jumped.beta[24]);
  CHECK(t.beta == (jumped.beta[23] + jumped.beta[24]) / 2);
  CHECK(t.error_before == jumped.error[23]);
  CHECK(t.error_after == jumped.error[24]);
  CHECK(t.distance_before == jumped.distance[23]);
  CHECK(t.distance_after == jumped.distance[24]);
  CHECK(std::abs(t.error_jump - 0.0917) <= tolerance::value<double>);
  CHECK(std::abs(t.distance_jump + 0.4319) <= tolerance::value<double> * 9);
}

TEST_CASE("transitions: a jump that takes two steps is one transition") {
  const Curve curve = with_noise(
      with_jumps(smooth_curve(450), {{0.0501, 0.0437, -0.3119}, {0.0503, 0.0391, -0.2871}}), 1, 7);
  const std::vector<Transition> found = find_transitions(curve.view());
  REQUIRE(found.size() == 1);
  CHECK(found[0].right - found[0].left == 2);
}

TEST_CASE("transitions: a jump of one signal alone, or of both the wrong way, is none") {
  const Curve smooth = smooth_curve(450);
  for (const Jump& jump : {Jump{0.0501, 0.1317, 0}, Jump{0.0501, 0, -0.5173},
                           Jump{0.0501, 0.1317, 0.5173}, Jump{0.0501, -0.1317, 0.5173}}) {
    CAPTURE(jump.error, jump.distance);
    CHECK(find_transitions(with_noise(with_jumps(smooth, {jump}), 1, 3).view()).empty());
  }
}

TEST_CASE("transitions: curves that are none are refused") {
  const Curve good = smooth_curve(30);
  SECTION("too short") {
    const std::span<const double> beta(good.beta), error(good.error), distance(good.distance);
    CHECK_THROWS_AS(find_transitions({beta.first(9), error.first(9), distance.first(9)}),
                    InputError);
  }
  SECTION("lengths differ") {
    const std::span<const double> error(good.error);
    CHECK_THROWS_AS(find_transitions({good.beta, error.first(30), good.distance}), InputError);
  }
  SECTION("not a number") {
    Curve bad = good;
    bad.distance[4] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(find_transitions(bad.view()), InputError);
  }
  SECTION("falling beta") {
    Curve bad = good;
    std::reverse(bad.beta.begin(), bad.beta.end());
    CHECK_THROWS_AS(find_transitions(bad.view()), InputError);
  }
  SECTION("uneven steps") {
    Curve bad = good;
    bad.beta[7] += 0.0001;
    CHECK_THROWS_AS(find_transitions(bad.view()), InputError);
  }
}
