#include "plots/figure/pieces.h"

#include "tests/catch.h"

using namespace caldera;

namespace {

Panel panel_at(const Box& at) { return {.at = at, .x = {.label = "x"}, .y = {.label = "y"}}; }

/// They tile the figure: areas add up to it, and none overlap.
void check_tiling(const std::vector<Box>& boxes) {
  double area = 0;
  for (const Box& box : boxes) {
    CHECK(box.left < box.right);
    CHECK(box.bottom < box.top);
    area += (box.right - box.left) * (box.top - box.bottom);
    for (const Box& other : boxes)
      CHECK((&box == &other || box.right <= other.left || other.right <= box.left ||
             box.top <= other.bottom || other.top <= box.bottom));
  }
  CHECK(area == Approx(1));
}

bool is_inside(const Box& inner, const Box& outer) {
  return inner.left >= outer.left && inner.right <= outer.right && inner.bottom >= outer.bottom &&
         inner.top <= outer.top;
}

const Box upper_left = {0.1, 0.45, 0.6, 0.95}, upper_right = {0.6, 0.95, 0.6, 0.95},
          lower_left = {0.1, 0.45, 0.1, 0.45}, lower_right = {0.6, 0.95, 0.1, 0.45};

}  // namespace

TEST_CASE("pieces: one panel is one piece, which is all of the figure") {
  const auto whole = pieces({.panels = {panel_at(upper_left)}});
  REQUIRE(whole.size() == 1);
  CHECK(whole[0].left == 0);
  CHECK(whole[0].right == 1);
  CHECK(whole[0].bottom == 0);
  CHECK(whole[0].top == 1);
}

TEST_CASE("pieces: four panels are read row by row, whatever their order in the figure") {
  const auto four = pieces({.panels = {panel_at(lower_right), panel_at(upper_left),
                                       panel_at(lower_left), panel_at(upper_right)}});
  REQUIRE(four.size() == 4);
  check_tiling(four);
  CHECK(is_inside(upper_left, four[0]));
  CHECK(is_inside(upper_right, four[1]));
  CHECK(is_inside(lower_left, four[2]));
  CHECK(is_inside(lower_right, four[3]));
}

TEST_CASE("pieces: of a gap most goes to the side that has numbers and a label in it") {
  Figure figure = {.panels = {panel_at(upper_left), panel_at(upper_right)}};
  const double plain = pieces(figure).at(0).right;
  CHECK(plain - upper_left.right < (upper_right.left - upper_left.right) / 3);
  figure.panels[0].right = Axis{.label = "z"};
  CHECK(pieces(figure).at(0).right - upper_left.right >
        0.4 * (upper_right.left - upper_left.right));
  figure.panels[0].right.reset();
  figure.panels[0].colours.bar = Box{0.47, 0.48, 0.6, 0.95};
  CHECK(pieces(figure).at(0).right > 0.48);
}

TEST_CASE("pieces: rows of one panel stay together, also below others and within a column") {
  const Panel above = panel_at({0.1, 0.95, 0.75, 0.95}), below = panel_at({0.1, 0.95, 0.5, 0.7});
  CHECK(pieces({.panels = {above, below}}).size() == 1);
  const auto three =
      pieces({.panels = {above, below, panel_at(lower_left), panel_at(lower_right)}});
  REQUIRE(three.size() == 3);
  check_tiling(three);
  CHECK(is_inside(above.at, three[0]));
  CHECK(is_inside(below.at, three[0]));
  const auto columns = pieces(
      {.panels = {panel_at(upper_left), panel_at(lower_left), panel_at({0.6, 0.95, 0.1, 0.95})}});
  REQUIRE(columns.size() == 2);
  check_tiling(columns);
  CHECK(is_inside(lower_left, columns[0]));
}

TEST_CASE("pieces: a panel without numbers stays with the one that has them") {
  Figure figure = {.panels = {panel_at(upper_left), panel_at(upper_right)}};
  figure.panels[1].y = {.format = ""};
  CHECK(pieces(figure).size() == 1);
  figure.panels[1].letter = "b";
  figure.panels[1].letter_left = 0.5;  // names of its own, then, where the numbers would be
  REQUIRE(pieces(figure).size() == 2);
  CHECK(pieces(figure)[0].right < 0.5);
}
