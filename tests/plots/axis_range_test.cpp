#include "plots/axis_range.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/refusal.h"

using namespace caldera;

TEST_CASE("axis range: two ends that differ, or one line") {
  CHECK(axis_range("x2", -0.5, 3) == "set x2range [-0.5:3]\n");
  CHECK_THAT(test::refusal([] { axis_range("x", 0.25, 0.25); }),
             Catch::Contains("x axis: expected numbers that span a range, found 0.25 to 0.25"));
  CHECK_THAT(test::refusal([] { axis_range("y", 0, NAN); }), Catch::Contains("found 0 to nan"));
  CHECK_THAT(test::refusal([] { axis_range("y", -INFINITY, 1); }), Catch::Contains("-inf to 1"));
}
