#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/sweep_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;

TEST_CASE("sweep claims: sweeps of other kinds are described, not judged") {
  const test::TemporaryFolder results;
  test::write_sweep_run(results / "generalisation/relu.h5", "origin_sweep", 1,
                        test::edged_sweep(0.0445));
  const std::vector<Claim> rows = test::checked_claims("generalisation", results.path());
  REQUIRE(rows.size() == 2);
  CHECK(test::row_of(rows, "relu: accuracy at 0 (%)", 1).ours == 97.1);
  CHECK(test::row_of(rows, "relu: transitions", 1).ours == 1);
  CHECK(test::row_of(rows, "relu: transitions", 1).remark == "at beta 0.0445");
  CHECK(test::count_judged(rows) == 0);
}

TEST_CASE("sweep claims: the fast sweep stands beside the published positions, not judged") {
  const test::TemporaryFolder results;
  test::write_sweep_run(results / "robustness/fast.h5", "origin_sweep", 1,
                        test::edged_sweep(0.0445));
  const std::vector<Claim> rows = test::checked_claims("robustness", results.path());
  CHECK(test::row_of(rows, "fast: transitions", 1).expected ==
        "5: at beta 0.0185, 0.025, 0.032, 0.047, 0.050");
  CHECK(test::row_of(rows, "fast: transitions", 1).reference == 5);
  CHECK(test::count_judged(rows) == 0);
}
