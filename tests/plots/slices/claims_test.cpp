#include "plots/slices/claims.h"

#include "tests/catch.h"
#include "tests/experiments/slice_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;

TEST_CASE("the verdict reports the barrier of every line, by beta, and judges none") {
  const TemporaryFolder folder;
  write_slice(folder / "late.h5", example_line({1.5, 1.25, 1}, 0.5));
  write_slice(folder / "early.h5", example_line({1, 1.75, 1.5}, 0.25));
  Slice plane = example_line({1, 2, 3}, 0.75);
  plane.frame.directions = {2, 2, {1, 0, 0, 1}};
  write_slice(folder / "plane.h5", plane);
  const std::vector<Comparison> rows = compare_slices(folder.path());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].quantity == "barrier at beta 0.25");
  CHECK(rows[0].ours == 0.75);
  CHECK(rows[0].seed == 7);
  CHECK(rows[1].quantity == "barrier at beta 0.5");
  CHECK(rows[1].ours == 0);
  CHECK_FALSE(rows[0].tolerance);
}
