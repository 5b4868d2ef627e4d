// The program `linear_phases`, as the shell sees it: everything it finds is known in closed form.

#include <algorithm>
#include <set>

#include "experiments/linear_phases/record.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/shell.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

const std::string linear_phases = program_path("linear_phases") + " --profile smoke --out ";

}  // namespace

TEST_CASE("linear phases: minima, ends, barriers and trees are those of the formulas") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "theory");
  const std::string out = folder / "theory/phases.h5";
  REQUIRE(run_in_shell(linear_phases + out).status == 0);
  const LinearPhases run = read_linear_phases(RunFile(out));
  CHECK(run.ends.size() == 3 * 3 * 2);
  CHECK(run.balances.size() == 2 * 3);
  CHECK(run.barriers.size() == 2 * 3 * 8);
  CHECK(run.states.size() == 3 * 8);
  CHECK(run.minima.size() == 2 + 2 * (4 + 4 + 3));
  CHECK(run.joins.size() == 2 * (3 + 3 + 2));
  for (const PhaseState& state : run.states)  // descent keeps to the strongest modes
    CHECK(std::ranges::is_sorted(state.settles_in, std::ranges::greater()));
  const std::vector<Claim> verdict = checked_claims("linear phases", folder.path());
  for (const Claim& row : verdict) {
    CAPTURE(row.quantity, row.ours, row.expected);
    CHECK(passes(row));
  }
  std::set<std::string> quantities;
  for (const Claim& row : verdict) quantities.insert(row.quantity);
  CHECK(quantities.size() == verdict.size());

  const std::string threads = folder / "threads.h5";
  REQUIRE(run_in_shell(linear_phases + threads + " --threads 2").status == 0);
  CHECK(digest(out) == digest(threads));

  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure linear_phases") + " --run " + out + " --out " + figure)
            .status == 0);
  CHECK(std::filesystem::file_size(figure + ".png") > 0);
}

TEST_CASE("linear_phases refuses a seed below zero and an unknown profile") {
  const TemporaryFolder folder;
  const std::string out = folder / "run.h5";
  check_refused(run_in_shell(linear_phases + out + " --seed -1"), "linear_phases", "--seed");
  const std::string program = program_path("linear_phases");
  check_refused(run_in_shell(program + " --profile big --out " + out), "linear_phases",
                "--profile");
}

}  // namespace caldera::test
