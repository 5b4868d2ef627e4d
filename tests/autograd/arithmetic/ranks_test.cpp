#include "caldera/autograd/arithmetic/ranks.h"

#include "caldera/autograd/arithmetic/error.h"
#include "tests/catch.h"
#include "tests/experiments/shell.h"

namespace caldera::test {

TEST_CASE("one rank does as if there were none") {
  REQUIRE(ranks::count() == 1);
  CHECK(ranks::is_first());
  CHECK_NOTHROW(ranks::agree(nullptr, 1));
  CHECK_THROWS_AS(ranks::agree(std::make_exception_ptr(NonFiniteError("E")), 1), NonFiniteError);

  int calls = 0;
  ranks::on_first([&] { ++calls; });
  CHECK(calls == 1);
  CHECK_THROWS_AS(ranks::on_first([] { throw InputError("full"); }), InputError);

  const ranks::Ending ending = ranks::end(2, true);
  CHECK(ending.status == 2);
  CHECK(ending.speaks);
}

// Each of them would write the same file.
TEST_CASE("several processes that cannot know of each other are refused", "[program]") {
  for (const std::string variable : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"}) {
    const std::string alone = "env -u OMPI_COMM_WORLD_SIZE -u PMI_SIZE -u SLURM_STEP_NUM_TASKS " + variable;
    const std::string command = program_path("probe") + " trace --help";
    check_refused(run_in_shell(alone + "=8 " + command), "probe", "ranks: " + variable + ": expected");
    CHECK(run_in_shell(alone + "=1 " + command).status == 0);
  }
}

}  // namespace caldera::test
