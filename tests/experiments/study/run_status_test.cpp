#include "experiments/study/run_status.h"

#include <chrono>
#include <fstream>

#include "experiments/run/run_file.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/experiments/shell.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using Catch::Contains;
using Catch::StartsWith;
namespace fs = std::filesystem;

namespace {

/// A run file of a program, with settings that none has.
void write_run(const fs::path& file, const std::string& program) {
  fs::create_directories(file.parent_path());
  RunIdentity identity = test::example_identity();
  identity.program = program;
  RunWriter(file, identity).commit();
}

}  // namespace

TEST_CASE("status: what there is of a run that is not done") {
  const test::TemporaryFolder folder;
  const auto text = [&](const PlannedRun& run) {
    const RunStatus status = status_of(run, "smoke", folder.path());
    CHECK_FALSE(status.is_done);
    return status.text;
  };
  const PlannedRun run{
      .files = {"a.h5"}, .options = "--sweep @s.h5 --model @m.h5", .verb = "basins"};
  CHECK(text(run) == "waiting for s.h5, m.h5");
  CHECK(text({.files = {"a.h5"}}) == "to do");
  CHECK(text({.files = {"a.h5"}, .is_optional = true}) == "to do, if its data set is there");
  fs::create_directories(folder / "a.h5.segments");
  const auto add = [&](const char* name) {
    const fs::path file = folder / "a.h5.segments" / name;
    std::ofstream(file) << "a segment";
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::milliseconds(75200));
  };
  add("step-0000.h5");
  add("step-0001.h5.tmp-17");
  CHECK(text(run) == "begun: 1 step, the last 1:15 ago");
  add("step-0001.h5");
  CHECK(text(run) == "begun: 2 steps, the last 1:15 ago");
}

TEST_CASE("status: a run that is done, one of other settings, and one of another program") {
  const test::TemporaryFolder folder;
  const PlannedRun run{.files = {"c.h5"}, .verb = "classroom"};
  REQUIRE(test::run_in_shell(test::program_path("classroom") + " --profile smoke --out " +
                             (folder / "c.h5").string())
              .status == 0);
  const RunStatus done = status_of(run, "smoke", folder.path());
  CHECK(done.is_done);
  CHECK(done.text == "done");
  CHECK(done.seconds.value_or(0) > 0);
  CHECK_THAT(status_of(run, "study", folder.path()).text, StartsWith("of other settings ("));
  write_run(folder / "c.h5", "classroom");
  CHECK_THAT(status_of(run, "smoke", folder.path()).text,
             StartsWith("of other settings (configuration/"));
  write_run(folder / "c.h5", "train");
  CHECK_THAT(status_of(run, "smoke", folder.path()).text, Contains("another run is there"));
  CHECK(test::names_in(folder.path()) == std::vector<std::string>{"c.h5"});
}

TEST_CASE("status: a run whose program refuses its input first is there, not checked") {
  const test::TemporaryFolder folder;
  write_run(folder / "h.h5", "hysteresis");
  const RunStatus status =
      status_of({.files = {"h.h5"}, .options = "--rising @absent.h5", .verb = "hysteresis"},
                "smoke", folder.path());
  CHECK(status.is_done);
  CHECK_THAT(status.text, StartsWith("there, not checked: ") && Contains("absent.h5"));
}

// Otherwise `caldera status` would make the run.
TEST_CASE("status: programs that need no run say whether theirs is there before they begin") {
  const test::TemporaryFolder folder;
  for (const PlannedRun& run : planned_runs("smoke")) {
    if (!run.needs().empty() || run.is_optional) continue;
    INFO(run.verb);
    for (const std::string& file : run.files) write_run(folder / file, run.verb);
    CHECK_THAT(status_of(run, "smoke", folder.path()).text, StartsWith("of other settings ("));
  }
}
