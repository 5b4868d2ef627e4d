#include "caldera/probes/landscape/polyline.h"
#include "tests/catch.h"

using namespace caldera;

namespace {

std::vector<double> at(const Polyline& line, double t) {
  std::vector<double> point(2);
  line.point(t, point);
  return point;
}

using Point = std::vector<double>;

}  // namespace

TEST_CASE("polyline: positions are shares of its length, without vertices that repeat") {
  const Polyline line({{0, 0}, {3, 4}, {3, 4}, {3, 19}});
  CHECK(line.length() == 20);
  CHECK(line.positions() == Point{0, 0.25, 1});
  CHECK(at(line, 0) == Point{0, 0});
  CHECK(at(line, 0.125) == Point{1.5, 2});
  CHECK(at(line, 0.25) == Point{3, 4});
  CHECK(at(line, 0.5) == Point{3, 9});
  CHECK(at(line, 1) == Point{3, 19});
}

TEST_CASE("polyline: of one point, and of one that repeats") {
  for (const Polyline& line : {Polyline({{1, 2}}), Polyline({{1, 2}, {1, 2}, {1, 2}})}) {
    CHECK(line.length() == 0);
    CHECK(line.positions() == Point{0, 1});
    for (const double t : {0.0, 0.3, 1.0}) CHECK(at(line, t) == Point{1, 2});
  }
}

TEST_CASE("polyline: where it turns back, it is as long as what is walked") {
  const Polyline line({{0, 0}, {1, 0}, {0, 0}});
  CHECK(line.length() == 2);
  CHECK(at(line, 0.25) == at(line, 0.75));
}
