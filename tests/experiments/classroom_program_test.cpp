// The program `classroom`, as the shell sees it: two transitions, each of which takes a minimum with
// it, the same bits on any number of threads, and a figure.

#include "experiments/classroom/record.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/shell.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

const std::string classroom = program_path("classroom") + " --profile smoke --out ";

}  // namespace

TEST_CASE("a small network falls from four classes to two pairs to nothing") {
  const TemporaryFolder folder;
  const std::string out = folder / "run.h5";
  REQUIRE(run_in_shell(classroom + out).status == 0);
  const RunFile file(out);
  const ClassroomBranch rising = read_branch(file, "/rising"), folds = read_branch(file, "/folds");
  const std::vector<ClassroomPhase> phases = read_phases(file);
  REQUIRE(phases.size() == 3);
  const double accuracies[] = {100, 50, 25};
  for (std::size_t k = 0; k < 3; ++k) {
    CHECK(rising.rows[static_cast<std::size_t>(phases[k].middle())].accuracy == accuracies[k]);
    if (k < 2) CHECK(phases[k].last + 1 == phases[k + 1].first);
  }
  for (std::size_t i = 1; i < rising.rows.size(); ++i) CHECK(rising.rows[i].margin > 0);
  // At the origin nothing but the pull and the output biases curve: λ_min = β.
  CHECK(rising.rows.back().margin == Approx(rising.rows.back().beta));

  REQUIRE(folds.rows.size() == 4);
  CHECK(folds.rows[0].error < folds.rows[1].error);
  REQUIRE(falling_branches(file).size() == 2);
  const ClassroomBranch back = read_branch(file, "/falling1");
  const ClassroomBranch stuck = read_branch(file, "/falling2");
  CHECK(back.rows.back().accuracy == 100);
  CHECK(stuck.rows.back().accuracy == 25);  // the origin stays a minimum for every β > 0

  const std::string threads = folder / "threads.h5";
  REQUIRE(run_in_shell(classroom + threads + " --threads 2").status == 0);
  CHECK(digest(out) == digest(threads));

  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure classroom") + " --run " + out + " --out " + figure)
            .status == 0);
  CHECK(std::filesystem::file_size(figure + ".png") > 0);
}

TEST_CASE("classroom refuses a seed below zero and an unknown profile") {
  const TemporaryFolder folder;
  const std::string out = folder / "run.h5";
  check_refused(run_in_shell(classroom + out + " --seed -1"), "classroom", "--seed");
  const std::string program = program_path("classroom");
  check_refused(run_in_shell(program + " --profile big --out " + out), "classroom", "--profile");
}

}  // namespace caldera::test
