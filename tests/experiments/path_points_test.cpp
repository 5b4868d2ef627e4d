#include "experiments/path_spectrum/points.h"

#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera::test {
namespace {

using Points = std::vector<std::size_t>;

std::vector<SweepRow> at_distances(const std::vector<double>& distances) {
  std::vector<SweepRow> rows(distances.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].distance = distances[i];
  return rows;
}

Points from_zero(std::size_t count) {
  Points points;
  for (std::size_t i = 0; i < count; ++i) points.push_back(i);
  return points;
}

}  // namespace

TEST_CASE("points of a path: halves of the widest gaps in log r, the ends first") {
  const auto rows = at_distances({64, 30, 16, 8, 4, 2, 1.2});
  CHECK(spread_points(rows, {}, from_zero(7), 1) == Points{0, 6});
  CHECK(spread_points(rows, {}, from_zero(7), 3) == Points{0, 3, 6});
  CHECK(spread_points(rows, {}, from_zero(7), 4) == Points{0, 1, 3, 6});
  CHECK(spread_points(rows, {}, from_zero(7), 100) == from_zero(7));
  CHECK(spread_points(rows, {}, {2}, 5) == Points{2});
}

TEST_CASE("points of a path: where one step jumps both sides are there, where r stands still few") {
  // As the path to T4: 90 to 25 in one step, and at last no change.
  const auto rows = at_distances({90, 25, 20, 16, 12, 10, 8, 8, 8, 8, 8, 8});
  CHECK(spread_points(rows, {}, from_zero(12), 7) == Points{0, 1, 2, 3, 4, 5, 11});
}

TEST_CASE("points of a path: two on either side of a transition, if they are candidates") {
  const auto rows = at_distances({9, 9, 9, 9, 9, 9, 5, 5, 5, 5, 5, 5});
  const std::vector<Transition> one = {{.left = 5, .right = 6}};
  CHECK(spread_points(rows, one, from_zero(12), 2) == Points{0, 4, 5, 6, 7, 11});
  CHECK(spread_points(rows, one, {0, 3, 6, 9}, 2) == Points{0, 6, 9});
  CHECK(spread_points(rows, {{.left = 0, .right = 1}}, from_zero(3), 1) == Points{0, 1, 2});
}

TEST_CASE("points of a path: parts are all of them, in order, and as long but for one") {
  const Points points = {3, 4, 7, 8, 11};
  CHECK(part_of(points, 1, 1) == points);
  CHECK(part_of(points, 1, 2) == Points{3, 4});
  CHECK(part_of(points, 2, 2) == Points{7, 8, 11});
  Points together;
  for (std::size_t k = 1; k <= 4; ++k) {
    const Points part = part_of(points, k, 4);
    CHECK(part.size() >= 1);
    CHECK(part.size() <= 2);
    together.insert(together.end(), part.begin(), part.end());
  }
  CHECK(together == points);
}

TEST_CASE("points of a path: those up to a beta, of these so many, and of these a part") {
  SweepVisit path{.rows = at_distances({64, 32, 16, 8, 4, 2}), .points = from_zero(6)};
  for (std::size_t i = 0; i < path.rows.size(); ++i) path.rows[i].beta = 0.1 * static_cast<double>(i + 1);
  CHECK(chosen_points(path, {}) == from_zero(6));
  CHECK(chosen_points(path, {.beta_max = 0.3}) == Points{0, 1, 2});  // 0.3 is 0.1 · 3 but for rounding
  CHECK(chosen_points(path, {.beta_max = 0.5, .points = 3}) == Points{0, 2, 4});
  CHECK(chosen_points(path, {.points = 4, .part = 2, .parts = 2}) == Points{3, 5});
  const auto said = [&](const PointChoice& choice) {
    return refusal([&] { return chosen_points(path, choice); });
  };
  CHECK(said({.beta_max = 0.05}) ==
        "--beta-max: 0.05: expected at least 0.1, the first beta of the path, found less; give a larger one");
  CHECK_THAT(said({.beta_max = 0.05, .points = 60}), Catch::Contains("--beta-max"));
  CHECK_THAT(said({.beta_max = 0.3, .part = 1, .parts = 4}), Catch::Contains("--parts: expected 1 to 3, found 4"));
  CHECK_THAT(said({.part = 3, .parts = 2}), Catch::Contains("--part: expected 1 to 2, found 3"));
}

TEST_CASE("points of a path: r in the middle of each transition's bracket") {
  CHECK(middle_distances({{.distance_before = 6, .distance_after = 4},
                          {.distance_before = 3, .distance_after = 2}}) == std::vector<double>{5, 2.5});
}

}  // namespace caldera::test
