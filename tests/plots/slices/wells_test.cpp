#include "plots/slices/wells.h"
#include "tests/catch.h"

#include <cmath>

namespace caldera::test {
namespace {

/// E = (x² − 1)²/4 + y² − 0.1x with ‖θ‖² = 4x: at β its cut at y = 0 is a double well that tilts by
/// (2β − 0.1)x. Both wells are equally deep at β = 0.05, and the right one, first when x is turned
/// round, is gone where the tilt reaches the steepest descent between them: 2β − 0.1 = 2/√27.
Slice double_well(double beta, std::size_t side = 401) {
  Slice slice{.beta = beta};
  slice.frame.directions = {2, 2, {1, 0, 0, 1}};
  for (std::size_t i = 0; i < side; ++i)
    slice.frame.xs.push_back(-2 + 4 * static_cast<double>(i) / static_cast<double>(side - 1));
  slice.frame.ys = {-0.5, 0, 0.5};
  for (const double y : slice.frame.ys)
    for (const double turned : slice.frame.xs) {
      const double x = -turned;
      slice.values.error.push_back((x * x - 1) * (x * x - 1) / 4 + y * y - 0.1 * x);
      slice.values.squared_norm.push_back(4 * x);
    }
  return slice;
}

}  // namespace

TEST_CASE("wells of a plane are the points below all their neighbours") {
  const std::vector<Well> found = wells(double_well(0.05), 0.05);
  REQUIRE(found.size() == 2);
  CHECK(found[0].at.x == -1);
  CHECK(found[1].at.x == 1);
  CHECK(found[0].at.y == 0);
  CHECK(found[0].loss == Approx(0).margin(1e-15));
  CHECK(wells(double_well(0.05), 0.3).size() == 1);
}

TEST_CASE("a minimum on the rim of a plane is no well, nor is a flat place") {
  Slice slice = double_well(0.05);
  slice.values.error.assign(slice.values.error.size(), 1.0);
  CHECK(wells(slice, 0).empty());
  CHECK(wells(slice, 0.05).empty());  // a slope
}

TEST_CASE("a well tips over and is gone where the closed form says") {
  const WellsFate fate = fate_of_wells(double_well(0.04));
  REQUIRE(fate.equal);
  CHECK(*fate.equal == Approx(0.05).margin(1.01e-4));
  CHECK_FALSE(fate.gone);  // 0.24 is beyond twice 0.04
  // The grid sees slopes at midpoints, which are off by 4e-5 at most: less than the step in β.
  const WellsFate later = fate_of_wells(double_well(0.2));
  REQUIRE(later.gone);
  CHECK(*later.gone == Approx(0.05 + 1 / std::sqrt(27)).margin(1.5e-4));
  CHECK_FALSE(fate_of_wells(double_well(0.3)).gone);
}

}  // namespace caldera::test
