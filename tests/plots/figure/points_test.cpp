#include "plots/figure/points.h"

#include <limits>

#include "tests/catch.h"

using namespace caldera;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

/// A panel from 100 to 300 across and from 80 down to 20, in an image of 400 times 100.
Figure figure_of(const Series& series) {
  return {.size = {400, 100},
          .panels = {{.letter = "a", .at = {0.25, 0.75, 0.2, 0.8}, .series = {series}}}};
}

const PanelRanges ranges = {{0, 10}, {1, 100}, {1, 100}};

void check(const PlottedPoint& point, double right, double down) {
  CHECK(point.right == Approx(right));
  CHECK(point.down == Approx(down));
}

}  // namespace

TEST_CASE("points: a place is a share of the panel, upwards against the image's own direction") {
  const auto points = plotted_points(
      figure_of({.name = "error", .x = {0, 5, 10, 5}, .y = {1, 50.5, 100, gap}}), {ranges});
  REQUIRE(points.size() == 3);
  check(points[0], 100, 80);
  check(points[1], 200, 50);
  check(points[2], 300, 20);
  CHECK(points[1].x == 5);
  CHECK(points[1].y == 50.5);
  CHECK(points[1].series == "(a) error");
  Figure without_letter = figure_of({.name = "error", .x = {5}, .y = {50}});
  without_letter.panels[0].letter = "";
  CHECK(plotted_points(without_letter, {ranges}).at(0).series == "error");
}

TEST_CASE("points: logarithmic axes, axes at the right, and axes that go backwards") {
  Figure figure = figure_of({.x = {5}, .y = {10}});
  figure.panels[0].y.is_logarithmic = true;
  check(plotted_points(figure, {ranges}).at(0), 200, 50);
  CHECK(plotted_points(figure, {{{10, 0}, {100, 1}, {}}}).at(0).down == Approx(50));
  figure.panels[0].series[0].x = {2};
  check(plotted_points(figure, {{{10, 0}, {1, 100}, {}}}).at(0), 260, 50);
  figure.panels[0].right = Axis{.low = 0, .high = 40};
  figure.panels[0].series[0].on_right = true;
  check(plotted_points(figure, {{{0, 10}, {1, 100}, {0, 40}}}).at(0), 140, 65);
  figure.panels[0].series[0].on_right = false;
  figure.panels[0].series[0].y = {-1};
  CHECK(plotted_points(figure, {ranges}).empty());
}

TEST_CASE("points: none outside the panel, and those drawn beside their numbers keep these") {
  CHECK(plotted_points(figure_of({.x = {-1, 11, 5}, .y = {50, 50, 101}}), {ranges}).empty());
  const auto points = plotted_points(figure_of({.x = {4}, .y = {50.5}, .right = 1}), {ranges});
  check(points.at(0), 200, 50);
  CHECK(points[0].x == 4);
}

TEST_CASE("points: both ends of segments and boxes, nothing of an area or a surface") {
  const Series segment = {.mark = Mark::segments, .x = {1}, .y = {2}, .to_x = {3}, .to_y = {4}};
  const auto ends = plotted_points(figure_of(segment), {ranges});
  REQUIRE(ends.size() == 2);
  CHECK(ends[1].x == 3);
  CHECK(ends[1].y == 4);
  Series box = {.mark = Mark::boxes, .x = {1}, .low = {2}, .high = {3}};
  const auto edges = plotted_points(figure_of(box), {ranges});
  REQUIRE(edges.size() == 2);
  CHECK(edges[0].y == 2);
  CHECK(edges[1].y == 3);
  box.mark = Mark::area;
  CHECK(plotted_points(figure_of(box), {ranges}).empty());
  Figure surface = figure_of(segment);
  surface.panels[0].is_surface = true;
  CHECK(plotted_points(surface, {ranges}).empty());
}

TEST_CASE("points: a series without a name comes behind all that have one") {
  Figure figure = figure_of({.x = {5}, .y = {50}});
  figure.panels.push_back(figure.panels[0]);
  figure.panels[1].series[0].name = "error";
  const auto points = plotted_points(figure, {ranges, ranges});
  REQUIRE(points.size() == 2);
  CHECK(points[0].series == "(a) error");
  CHECK(points[1].series == "(a) ");
}

TEST_CASE("points: values are said by the names of their tics, without gnuplot's marks") {
  Figure figure = figure_of({.name = "r_{0} {/*0.8 min}", .x = {5, 7.25}, .y = {2, 3}});
  figure.panels[0].x.tics = {{"heavy {/:Bold tails}", 5}};
  const auto points = plotted_points(figure, {ranges});
  REQUIRE(points.size() == 2);
  CHECK(points[0].x_text == "heavy tails");
  CHECK(points[0].y_text == "2");
  CHECK(points[1].x_text == "7.25");
  CHECK(points[0].series == "(a) r0 min");
  CHECK(without_marks("tr H^2, 10^{-3}") == "tr H2, 10-3");
}
