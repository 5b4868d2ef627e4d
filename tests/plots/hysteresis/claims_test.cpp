#include <algorithm>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/sweep_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

void write_pair(const fs::path& results, std::int64_t seed, double entered, double left) {
  const std::string name = "seed" + std::to_string(seed) + ".h5";
  test::write_sweep_run(results / "origin_sweep" / name, "origin_sweep", seed,
                        test::edged_sweep(entered));
  std::vector<SweepRow> falling = test::edged_sweep(left);
  std::ranges::reverse(falling);
  test::write_sweep_run(results / "hysteresis" / name, "hysteresis", seed, falling);
}

}  // namespace

TEST_CASE("hysteresis: it is judged by the ratio alone, and spreads over seeds") {
  const test::TemporaryFolder results;
  write_pair(results.path(), 1, 0.0845, 0.0165);
  write_pair(results.path(), 2, 0.0805, 0.0605);
  const std::vector<Claim> rows = test::checked_claims("hysteresis", results.path());
  CHECK(passes(test::row_of(rows, "left/entered", 1)));
  CHECK(test::row_of(rows, "left/entered", 1).ours == Approx(0.0165 / 0.0845));
  CHECK(fails(test::row_of(rows, "left/entered", 2)));
  CHECK(test::count_judged(rows) == 2);
  CHECK(test::row_of(rows, "trivial phase entered at beta", 2).ours == Approx(0.0805));
  CHECK(test::row_of(rows, "width of the loop", 1).ours == Approx(0.067));
  const Claim& mean = test::row_of(rows, "trivial phase left at beta, mean");
  CHECK(mean.ours == Approx(0.0385));
  CHECK(mean.remark == "standard deviation 0.0311 over 2 seeds");
  CHECK(test::row_of(rows, "jumps of the falling branch", 1).ours == 1);
}

TEST_CASE("hysteresis: a falling sweep that never leaves the trivial phase fails") {
  const test::TemporaryFolder results;
  write_pair(results.path(), 1, 0.0845, -1);
  CHECK(fails(test::row_of(test::checked_claims("hysteresis", results.path()), "left/entered", 1)));
}

TEST_CASE("hysteresis: a falling sweep without its rising one is refused") {
  const test::TemporaryFolder results;
  write_pair(results.path(), 1, 0.0845, 0.0165);
  fs::rename(results / "hysteresis/seed1.h5", results / "kept");
  test::write_sweep_run(results / "hysteresis/seed2.h5", "hysteresis", 2,
                        test::edged_sweep(0.0165));
  CHECK_THAT(test::refusal([&] { test::checked_claims("hysteresis", results.path()); }),
             Catch::Contains("none of seed 2"));
}
