// The program `transitions`, as the shell sees it, on sweeps that nobody ran.

#include <filesystem>

#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

namespace fs = std::filesystem;

/// A run of a study with these points.
std::string write(const fs::path& file, const std::string& study,
                  const std::vector<SweepRow>& rows) {
  RunIdentity identity = example_identity();
  identity.study = study;
  RunWriter writer(file, identity);
  write_sweep(writer, rows);
  writer.commit();
  return file.string();
}

}  // namespace

TEST_CASE("transitions are those of any sweep, and none is said") {
  const TemporaryFolder folder;
  const std::string program = program_path("transitions") + " --run ";
  std::vector<SweepRow> rows = read_sweep(RunFile(make_sweep(folder / "sweep.h5", 12)));
  const Answer origin = run_in_shell(program + (folder / "sweep.h5").string());
  CHECK(origin.status == 0);
  CHECK_THAT(origin.out, Catch::Contains("0.05000 - 0.06000"));
  const Answer path = run_in_shell(program + write(folder / "path.h5", "pathfinder", rows));
  CHECK(path.err.empty());
  CHECK(path.out == origin.out);

  for (SweepRow& row : rows) row.distance = 1;  // E alone jumps
  const Answer none = run_in_shell(program + write(folder / "none.h5", "pathfinder", rows));
  CHECK(none.status == 0);
  CHECK(none.out == "none\n");

  check_refused(run_in_shell(program + make_model(folder / "model.h5", 0).string()), "transitions",
                "/sweep/");
}

}  // namespace caldera::test
