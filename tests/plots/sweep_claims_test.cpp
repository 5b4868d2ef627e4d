#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/sweep_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;

TEST_CASE("sweep claims: sweeps that are not published are described, not judged") {
  const test::TemporaryFolder results;
  test::write_sweep_run(results / "generalisation/tanh.h5", "origin_sweep", 1,
                        test::edged_sweep(0.0445));
  const std::vector<Claim> rows = test::checked_claims("generalisation", results.path());
  REQUIRE(rows.size() == 2);
  CHECK(test::row_of(rows, "tanh: accuracy at 0 (%)", 1).ours == 97.1);
  CHECK(test::row_of(rows, "tanh: transitions", 1).ours == 1);
  CHECK(test::row_of(rows, "tanh: transitions", 1).remark == "at beta 0.0445");
  CHECK(test::count_judged(rows) == 0);
}

TEST_CASE("sweep claims: the fast sweeps stand beside the published positions, and smoke is not judged") {
  const test::TemporaryFolder results;
  for (const std::int64_t seed : {1, 2})
    test::write_sweep_run(results / ("robustness/fast_seed" + std::to_string(seed) + ".h5"),
                          "origin_sweep", seed, test::edged_sweep(0.0445));
  const std::vector<Claim> rows = test::checked_claims("robustness", results.path());
  CHECK(test::row_of(rows, "fast: T2 beta", 1).reference == 0.025);
  CHECK(test::row_of(rows, "fast: transitions", 2).ours == 1);
  CHECK(test::count_judged(rows) == 0);
}
