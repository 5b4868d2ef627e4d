#include "plots/hysteresis/loops.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/tolerances.h"

using namespace caldera;

namespace {

/// E and r step once, at `jump`, from phases in which they are 0.3 and 5 to the trivial one.
SeedSweep stepping(double jump, double step, double top) {
  SeedSweep sweep;
  sweep.seed = 2;
  sweep.step = step;
  for (std::size_t i = 0; static_cast<double>(i) * step < top + step / 2; ++i) {
    SweepRow row;
    row.beta = static_cast<double>(i) * step;
    const bool trivial = row.beta > jump;
    row.training_error_running = trivial ? 2.303 : 0.3;
    row.distance = trivial ? 0.0 : 5.0;
    row.test_accuracy_by_class.assign(10, 10.0);
    sweep.rows.push_back(row);
  }
  return sweep;
}

}  // namespace

TEST_CASE("hysteresis: a rectangular loop has the width and area of its rectangle") {
  const Hysteresis found = analyse(stepping(0.0845, 0.001, 0.09), stepping(0.0165, 0.003, 0.09));
  CHECK(found.entered == Approx(0.0845));
  CHECK(found.left == Approx(0.0165));
  REQUIRE(found.loops.size() == 1);
  // Between 0.015 and 0.018 the falling branch is interpolated: a third at 0.016, two at 0.017.
  CHECK(found.loops[0].from == Approx(0.016));
  CHECK(found.loops[0].to == Approx(0.084));
  CHECK(found.loops[0].width() == Approx(0.068));
  CHECK(found.loops[0].error_area == Approx(0.068 * 2.003));
  CHECK(found.loops[0].distance_area == Approx(0.068 * 5));
}

TEST_CASE("hysteresis: equal branches have no loop, and a branch without a trivial phase no edge") {
  const Hysteresis same = analyse(stepping(0.06, 0.001, 0.09), stepping(0.06, 0.001, 0.09));
  CHECK(same.loops.empty());
  CHECK(same.entered == same.left);
  const Hysteresis never = analyse(stepping(1, 0.001, 0.09), stepping(-1, 0.001, 0.09));
  CHECK(std::isnan(never.entered));
  CHECK(std::isnan(never.left));
  REQUIRE(never.loops.size() == 1);
  CHECK(never.loops[0].error_area == Approx(0.09 * 2.003));
}

TEST_CASE("hysteresis: two stretches are two loops") {
  const SeedSweep rising = stepping(1, 0.001, 0.09);
  SeedSweep falling = rising;
  for (const std::size_t i : {10u, 11u, 12u, 40u}) falling.rows[i].training_error_running += 1;
  const Hysteresis found = analyse(rising, falling);
  REQUIRE(found.loops.size() == 2);
  CHECK(found.loops[0].error_area == Approx(0.003));
  CHECK(found.loops[1].error_area == Approx(0.001));
  CHECK(found.loops[1].width() == 0);
}
