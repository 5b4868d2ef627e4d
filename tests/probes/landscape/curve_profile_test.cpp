#include "caldera/probes/landscape/curve_profile.h"

#include <cmath>
#include <limits>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/probes/series/even_steps.h"
#include "tests/catch.h"

using namespace caldera;

namespace {

CurveProfile of(const std::function<double(double)>& error, std::size_t intervals,
                const ProfileRule& rule = {}) {
  return profile_curve([&](double t) { return CurvePoint{.error = error(t)}; },
                       even_steps(0, 1, intervals + 1), rule);
}

/// Errors at even positions.
std::vector<CurvePoint> points(const std::vector<double>& errors) {
  std::vector<CurvePoint> result;
  for (std::size_t i = 0; i < errors.size(); ++i)
    result.push_back({.position = static_cast<double>(i) / static_cast<double>(errors.size() - 1),
                      .error = errors[i]});
  return result;
}

}  // namespace

TEST_CASE("curve profile: the largest error to the tolerance, where no grid point is near it") {
  const auto peak = [](double t, double width) {
    return std::exp(-std::pow((t - 0.317) / width, 2));
  };
  for (const std::size_t intervals : {8u, 10u, 16u, 23u}) {
    INFO(intervals << " intervals");
    const CurveProfile broad = of([&](double t) { return peak(t, 0.2); }, intervals);
    CHECK(broad.settled);
    CHECK(highest(broad.points).error > 0.99);
    CHECK(broad.points.size() <= intervals + 20);
    // A fifth of an interval wide: more rounds may go by without a rise.
    const CurveProfile narrow =
        of([&](double t) { return peak(t, 0.02); }, intervals,
           {.tolerance = 1e-3, .quiet_rounds = 4, .most_rounds = 20});
    CHECK(narrow.settled);
    CHECK(highest(narrow.points).error > 0.998);
  }
}

TEST_CASE("curve profile: of two peaks, the one that looks lower on the grid may be the higher") {
  // On a grid of tenths the first shows 0.61, the second, higher, 0.57.
  const auto bump = [](double t, double at) { return std::exp(-std::pow((t - at) / 0.05, 2)); };
  const auto error = [&](double t) { return 0.7 * bump(t, 0.2187) + bump(t, 0.7625); };
  const CurveProfile found = of(error, 10, {.tolerance = 1e-4, .most_rounds = 20});
  REQUIRE(of(error, 10, {.most_rounds = 0}).points.size() == 11);
  CHECK(std::abs(highest(found.points).position - 0.7625) < 0.005);
  CHECK(std::abs(highest(found.points).error - 1) < 1e-3);
}

TEST_CASE("curve profile: positions ascend, each is looked at once") {
  std::vector<double> looked_at;
  const CurveProfile found = profile_curve(
      [&](double t) {
        looked_at.push_back(t);
        return CurvePoint{.error = std::sin(20 * t), .accuracy = 50 + t, .distance = 3 * t};
      },
      {0, 0.3, 0.35, 1});
  CHECK(found.points.size() == looked_at.size());
  for (std::size_t i = 0; i < found.points.size(); ++i) {
    const CurvePoint& point = found.points[i];
    if (i > 0) CHECK(found.points[i - 1].position < point.position);
    CHECK(point.error == std::sin(20 * point.position));
    CHECK(point.accuracy == 50 + point.position);
    CHECK(point.distance == 3 * point.position);
  }
}

TEST_CASE("curve profile: a flat curve is settled at once, a cusp not when rounds run out") {
  const CurveProfile flat = of([](double) { return 0.25; }, 4);
  CHECK(flat.settled);
  CHECK(flat.points.size() == 5 + 2 + 2);  // two rounds around the first two of five peaks
  const CurveProfile cusp =
      of([](double t) { return 1 / (1e-6 + std::abs(t - 1.0 / 3)); }, 4, {.most_rounds = 5});
  CHECK_FALSE(cusp.settled);
}

TEST_CASE("curve profile: an error that is not finite is refused") {
  CHECK_THROWS_AS(of([](double t) { return std::sqrt(t - 0.5); }, 4), NonFiniteError);
}

TEST_CASE("barrier: what rises above the line between the ends") {
  CHECK(barrier(points({1, 2, 3})) == 0);
  CHECK(barrier(points({3, 1, 0, 1})) == 0);
  CHECK(barrier(points({1, 5, 3})) == 3);
  CHECK(barrier(points({0.5, 0.25, 0.5, 0.75, 0.5})) == 0.25);
  CHECK(highest(points({1, 5, 3, 5})).position == Approx(1.0 / 3));
}
