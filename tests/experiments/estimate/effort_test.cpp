#include "experiments/estimate/effort.h"

#include <algorithm>

#include "experiments/estimate/calibration.h"
#include "experiments/run/run_file.h"
#include "tests/catch.h"
#include "tests/temporary_folder.h"

namespace caldera::test {

TEST_CASE("efforts: each is of a planned run") {
  for (const char* profile : {"study", "paper"}) {
    const std::vector<PlannedRun> plan = planned_runs(profile);
    for (const auto& [file, effort] : efforts_of(profile)) {
      INFO(profile << " " << file);
      CHECK(effort > 0);
      CHECK(std::ranges::any_of(
          plan, [&](const PlannedRun& run) { return run.files.front() == file; }));
    }
  }
}

TEST_CASE("efforts: of the profile study all are known") {
  const Efforts known = efforts_of("study");
  for (const PlannedRun& run : planned_runs("study")) {
    INFO(run.files.front());
    CHECK(known.contains(run.files.front()));
  }
}

TEST_CASE("efforts: the table's lines are seconds over those of an epoch, of the runs that are there") {
  const TemporaryFolder results;
  {
    RunWriter file(results / "a.h5", {"p", "p", "smoke", 1, {}});
    file.machine("wall_seconds", 30.0);
    file.commit();
  }
  const std::vector<PlannedRun> plan = {{.files = {"a.h5"}}, {.files = {"absent.h5"}}};
  CHECK(effort_lines(plan, "smoke", results.path(), 0.5) == "    {\"smoke\", \"a.h5\", 60},\n");
}

TEST_CASE("an epoch takes some time, alone and beside another") {
  CHECK(seconds_an_epoch(1) > 0);
  CHECK(seconds_an_epoch(2) > 0);
}

}  // namespace caldera::test
