// The verbs that look at a whole profile, as the shell sees them: `figures` and `status`.

#include <filesystem>
#include <fstream>

#include "tests/catch.h"
#include "tests/experiments/mutants/small_results.h"
#include "tests/experiments/shell.h"
#include "tests/temporary_folder.h"

using namespace caldera::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

/// Small results, of which one run is left, and a file that nobody planned.
fs::path classroom_alone(const TemporaryFolder& folder) {
  write_small_results(folder / "all");
  const fs::path results = folder / "smoke";
  fs::create_directories(results / "classroom");
  fs::copy(folder / "all/classroom/run.h5", results / "classroom/run.h5");
  std::ofstream(results / "classroom/notes.h5") << "not HDF5";
  return results;
}

}  // namespace

TEST_CASE("figures: those whose runs are all there are drawn once") {
  const TemporaryFolder folder;
  const fs::path results = classroom_alone(folder);
  const std::string command = program_path("figures") + " --results " + results.string();
  const Answer first = run_in_shell(command);
  CHECK(first.status == 0);
  CHECK(first.out == "figures: " + (results / "figures/classroom.svg").string() + "\n");
  CHECK(run_in_shell(command).out == "");

  fs::remove(results / "figures/classroom.csv");
  CHECK(run_in_shell(command + " --run " + (results / "theory/linear.h5").string()).out == "");
  CHECK(run_in_shell(command + " --run " + (results / "classroom/run.h5").string()).out ==
        first.out);
  check_refused(run_in_shell(command + " --profile large"), "figures", "found 'large'");
}

TEST_CASE("figures: one that cannot be drawn does not stop those behind it") {
  const TemporaryFolder folder;
  const fs::path results = classroom_alone(folder);
  std::ofstream(results / "classroom/run.h5") << "not HDF5";
  fs::create_directories(results / "theory");
  fs::copy(folder / "all/theory/linear.h5", results / "theory/linear.h5");
  const Answer answer = run_in_shell(program_path("figures") + " --results " + results.string());
  CHECK(answer.status == 2);
  CHECK_THAT(answer.err, Contains("caldera figures: classroom: ") && Contains("classroom/run.h5"));
  CHECK(answer.out == "figures: " + (results / "figures/linear_cascade.svg").string() + "\n");
}

TEST_CASE("status: planned runs, figures and files that nobody planned, each on a line") {
  const TemporaryFolder folder;
  const fs::path results = classroom_alone(folder);
  const Answer answer = run_in_shell(program_path("status") + " --results " + results.string());
  CHECK(answer.status == 0);
  for (const char* line :
       {"origin_sweep/seed1.h5          to do\n",
        "hysteresis/seed1.h5            waiting for origin_sweep/seed1.h5\n",
        "figures/classroom.svg          to do\n",
        "figures/cnn.svg                waiting for 1 run file\n",
        "report/index.html              to do\n", "classroom/notes.h5             not planned\n"})
    CHECK_THAT(answer.out, Contains(line));
  CHECK_THAT(answer.out, Contains(" runs are left"));
}
