#include <cmath>

#include "plots/distances/cases.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/published_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;

namespace {

void write_run(const std::filesystem::path& path, const published::Case& of, double step, double factor) {
  SeedSweep sweep = test::as_published(of, step);
  for (SweepRow& row : sweep.rows) {
    row.distance *= factor;
    row.test_accuracy_by_class.assign(10, 50);
  }
  std::filesystem::create_directories(path.parent_path());
  RunWriter file(path, {"origin_sweep", "origin_sweep", "study", 1, {}});
  write_sweep(file, sweep.rows);
  file.commit();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("distances: r0 of each case passes as published, and fails alone if it is another") {
  const test::TemporaryFolder results;
  write_run(results / "origin_sweep/seed1.h5", published::origin_sweep, 0.001, 1);
  write_run(results / "generalisation/relu.h5", published::relu, 0.004, 1);
  write_run(results / "generalisation/cnn.h5", published::cnn, 0.01, 1);
  write_run(results / "robustness/fast_seed1.h5", published::fast, 0.0005, 1);
  std::vector<Claim> rows = test::checked_claims("distances", results.path());
  CHECK(rows.size() == 4);
  CHECK(test::count_judged(rows) == 4);
  CHECK(test::failed(rows) == Names{});
  write_run(results / "generalisation/relu.h5", published::relu, 0.004, 1.4);
  CHECK(test::failed(test::checked_claims("distances", results.path())) ==
        Names{"relu: r0 in the phases, out of band"});
}

TEST_CASE("distances: every case is a published one of its name") {
  for (const DistanceCase& one : distance_cases()) {
    CAPTURE(one.option);
    CHECK((std::string(one.option) == one.expected->name || std::string(one.option) == "runs"));
  }
}
