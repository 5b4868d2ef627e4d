#include <cmath>

#include "tests/catch.h"
#include "tests/experiments/slice_fixture.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;

TEST_CASE("slices: the barrier of every line, by beta, and the wells of every plane, none judged") {
  const TemporaryFolder folder;
  write_slice(folder / "slices/late.h5", example_line({1.5, 1.25, 1}, 0.5));
  write_slice(folder / "slices/early.h5", example_line({1, 1.75, 1.5}, 0.25));
  Slice plane = example_line({1, 2, 3}, 0.75);
  plane.frame.directions = {2, 2, {1, 0, 0, 1}};
  write_slice(folder / "slices/plane.h5", plane);
  const std::vector<Claim> rows = checked_claims("landscape slices", folder.path());
  REQUIRE(rows.size() == 2 + 2);
  CHECK(rows[0].quantity == "barrier at beta 0.25");
  CHECK(rows[0].ours == 0.75);
  CHECK(rows[0].seed == 7);
  CHECK(rows[1].quantity == "barrier at beta 0.5");
  CHECK(rows[1].ours == 0);
  CHECK(count_judged(rows) == 0);
  for (const std::size_t i : {2u, 3u}) {
    CHECK(std::isnan(rows[i].ours));
    CHECK(rows[i].remark == "no two wells on the plane at beta 0.75");
  }
}
