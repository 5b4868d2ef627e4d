#include <cmath>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/sweep_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;

TEST_CASE("transition checkpoints: the middle of each narrowed bracket, not judged again") {
  const test::TemporaryFolder results;
  const auto end = [&](const std::string& name, double beta) {
    SweepRow row = test::edged_sweep(1).front();
    row.beta = beta;
    test::write_sweep_run(results / "checkpoints" / name, "transition_checkpoints", 1, {row});
  };
  end("T1_before.h5", 0.02471);
  end("T1_after.h5", 0.02473);
  end("T5_before.h5", 0.0843);
  const std::vector<Claim> rows = test::checked_claims("transition checkpoints", results.path());
  REQUIRE(rows.size() == 5);
  CHECK(test::count_judged(rows) == 0);
  CHECK(rows[0].ours == Approx(0.02472));
  CHECK(rows[0].expected == "0.0248");
  CHECK(rows[0].seed == 1);
  CHECK_THAT(rows[0].remark, Catch::StartsWith("bracket 0.02471-0.02473, r0 "));
  for (std::size_t k = 1; k < 5; ++k) {  // T5 has one side only
    CHECK(std::isnan(rows[k].ours));
    CHECK(rows[k].remark == "not both sides are there");
  }
}
