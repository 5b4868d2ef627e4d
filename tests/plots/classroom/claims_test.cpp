#include "experiments/classroom/record.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;

TEST_CASE("classroom: a row a transition, and none of them is a failure") {
  const test::TemporaryFolder results;
  ClassroomBranch ends;
  for (const double beta : {0.1757, 0.1759, 0.2823, 0.2825}) {
    ClassroomRow row;
    row.beta = beta;
    row.margin = 0.0021;
    ends.add(row, std::vector<double>{0.3});
  }
  std::filesystem::create_directory(results / "classroom");
  RunWriter file(results / "classroom/run.h5", {"classroom", "classroom", "smoke", 3, {}});
  write_branch(file, "/folds", ends);
  file.commit();
  const std::vector<Claim> rows = test::checked_claims("classroom", results.path());
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].ours == Approx(0.1758));
  CHECK(rows[1].ours == Approx(0.2824));
  CHECK(rows[0].seed == 3);
  CHECK(rows[0].remark == "smallest eigenvalue 0.0021 just before");
  CHECK(test::count_judged(rows) == 0);
}

TEST_CASE("classroom: a toy without a transition fails") {
  const test::TemporaryFolder results;
  std::filesystem::create_directory(results / "classroom");
  RunWriter file(results / "classroom/run.h5", {"classroom", "classroom", "smoke", 3, {}});
  write_branch(file, "/folds", {});
  file.commit();
  CHECK(test::failed(test::checked_claims("classroom", results.path())) ==
        std::vector<std::string>{"transitions"});
}
