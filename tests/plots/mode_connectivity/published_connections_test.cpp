#include "plots/mode_connectivity/published_connections.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/tolerances.h"

using namespace caldera;
using published::Connection;
using published::ConnectionPoint;
using published::connections;

namespace {

bool near(double a, double b) { return std::abs(a - b) <= tolerance::value<double> * std::abs(b); }

/// Between the published points a straight line, and level beyond them.
double between(const Connection& connection, double beta, double ConnectionPoint::*of) {
  const auto& points = connection.points;
  if (beta <= points.front().beta) return points.front().*of;
  for (std::size_t i = 1; i < points.size(); ++i)
    if (beta <= points[i].beta) {
      const double t = (beta - points[i - 1].beta) / (points[i].beta - points[i - 1].beta);
      return (1 - t) * points[i - 1].*of + t * points[i].*of;
    }
  return points.back().*of;
}

/// A path of `count` values of β up to 5e-6 that repeats a published one.
std::vector<SweepRow> path_like(const Connection& connection, std::size_t count) {
  std::vector<SweepRow> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double beta = 5e-6 * static_cast<double>(i) / static_cast<double>(count - 1);
    rows[i].beta = beta;
    rows[i].distance = between(connection, beta, &ConnectionPoint::distance);
    rows[i].training_error_running = between(connection, beta, &ConnectionPoint::training_error);
    rows[i].test_error = between(connection, beta, &ConnectionPoint::test_error);
    rows[i].test_accuracy = between(connection, beta, &ConnectionPoint::test_accuracy);
  }
  return rows;
}

/// The same where the distance falls.
ModePair pair_like(const Connection& connection, std::size_t count) {
  ModePair pair;
  pair.path = path_like(connection, count);
  pair.path.erase(pair.path.begin());
  pair.curves["route"].points = {{.distance = connection.start_distance}};
  return pair;
}

}  // namespace

TEST_CASE("published connections: the band is that of one more value") {
  // s² = 5/3, and 5/3 · 5/4 = 25/12.
  const Band band = further_connection({1, 2, 3, 4}, 0, "four");
  CHECK(near(band.high - band.low, 2 * 3.182 * std::sqrt(25.0 / 12)));
  CHECK(near(band.high + band.low, 5));
  CHECK(band.source == "four");
  const Band noisy = further_connection({1, 2, 3, 4}, 2, "");
  CHECK(near(noisy.high - noisy.low, 2 * 3.182 * std::sqrt(25.0 / 12 + 4)));
}

TEST_CASE("published connections: each lies within the band of the four at nearly every beta") {
  for (const Connection& connection : connections) {
    INFO("to M" << connection.target);
    const std::vector<SweepRow> path = path_like(connection, 501);
    REQUIRE(has_published_grid(path));
    CHECK(count_inside(path, distance_quantity).inside == 13);
    for (const Quantity& quantity : quantities) {
      INFO(quantity.name);
      CHECK(count_inside(path, quantity).inside == 13);
    }
  }
}

TEST_CASE("published connections: another path is told from them, and where") {
  std::vector<SweepRow> path = path_like(connections[0], 501);
  for (SweepRow& row : path) {
    row.distance *= row.beta > 2.2e-6 ? 2 : 1;
    row.training_error_running *= 2;
  }
  const GridCount distances = count_inside(path, distance_quantity);
  CHECK(distances.inside == 9);
  CHECK_THAT(distances.outside,
             Catch::Contains("at beta 2.5e-06") && !Catch::Contains("at beta 1e-06"));
  CHECK(count_inside(path, quantities[0]).inside < 5);
}

TEST_CASE("published connections: on another grid, errors at the same distance") {
  const Connection& first = connections[0];
  const ModePair pair = pair_like(first, 21);
  CHECK_FALSE(has_published_grid(pair.path));
  for (const Quantity& quantity : quantities) {
    INFO(quantity.name);
    const AtSameDistance found = at_same_distance(pair, quantity);
    CHECK(found.points > 10);
    CHECK(near(found.ours, found.published[0]));
    CHECK_FALSE(near(found.ours, found.published[1]));
  }
}

TEST_CASE("published connections: a path that is never as far says nothing") {
  ModePair pair = pair_like(connections[0], 21);
  for (SweepRow& row : pair.path) row.distance = 1;
  const AtSameDistance found = at_same_distance(pair, quantities[0]);
  CHECK(found.points == 0);
  CHECK(std::isnan(found.ours));
}
