// The program `digest`, as the shell sees it.

#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/experiments/shell.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;

namespace {

Answer run_digest(const std::string& arguments) {
  return run_in_shell(program_path("digest") + " " + arguments);
}

}  // namespace

TEST_CASE("digest prints, compares and refuses", "[storage]") {
  const TemporaryFolder folder;
  const std::string a = (folder / "a.h5").string();
  const std::string b = (folder / "b.h5").string();
  const std::string absent = (folder / "absent.h5").string();
  RunWriter(a, example_identity()).commit();
  RunIdentity other = example_identity();
  other.seed = 4;
  RunWriter(b, other).commit();

  const Answer printed = run_digest(a + " " + b);
  CHECK(printed.status == 0);
  CHECK(printed.out == digest(a) + "  " + a + "\n" + digest(b) + "  " + b + "\n");

  const Answer same = run_digest("--compare " + a + " " + a);
  CHECK(same.status == 0);
  CHECK(same.out.empty());
  const Answer different = run_digest("--compare " + a + " " + b);
  CHECK(different.status == 1);
  CHECK(different.out == "/@seed: 3 in " + a + ", 4 in " + b + "\n");

  for (const std::string& wrong :
       {absent, "--compare " + a + " " + absent, "--compare " + a, std::string(), "--what " + a}) {
    check_refused(run_digest(wrong), "digest", "");
  }
}
