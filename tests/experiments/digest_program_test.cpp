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

TEST_CASE("digest holds files against a list", "[storage]") {
  const TemporaryFolder folder;
  const std::string a = (folder / "a.h5").string(), b = (folder / "b.h5").string();
  const std::string list = (folder / "golden.txt").string();
  RunWriter(a, example_identity()).commit();
  RunIdentity other = example_identity();
  other.seed = 4;
  RunWriter(b, other).commit();
  REQUIRE(run_digest(a + " " + b + " > " + list).status == 0);

  for (const std::string& same :
       {"--check " + list, "--expect " + list + " " + b, "--expect " + list + " " + b + " " + a}) {
    INFO(same);
    const Answer answer = run_digest(same);
    CHECK(answer.status == 0);
    CHECK(answer.out.empty());
  }
  const std::string said = b + ": expected " + digest(b) + ", found " + digest(a) + "\n";
  std::filesystem::copy_file(a, b, std::filesystem::copy_options::overwrite_existing);
  for (const std::string& parted : {"--check " + list, "--expect " + list + " " + a + " " + b}) {
    INFO(parted);
    const Answer answer = run_digest(parted);
    CHECK(answer.status == 1);
    CHECK(answer.out == said);
  }
  const std::string elsewhere = (folder / "c.h5").string();
  std::filesystem::copy_file(a, elsewhere);
  check_refused(run_digest("--expect " + list + " " + elsewhere), "digest", "found none");
  check_refused(run_digest("--expect " + list), "digest", "FILE: expected a file or more");
  check_refused(run_digest("--check " + list + " " + a), "digest", "--check: expected no file");
  check_refused(run_digest("--check " + a), "digest", "expected 64 hexadecimal digits");
  check_refused(run_digest("--compare --check " + list), "digest", "expected one of them");
}

TEST_CASE("digest leaves out, and compares within a tolerance", "[storage]") {
  const TemporaryFolder folder;
  const std::string a = (folder / "a.h5").string(), b = (folder / "b.h5").string();
  for (const auto& [path, value] : {std::pair(a, 1.0), std::pair(b, 1.001)}) {
    RunWriter writer(path, example_identity());
    writer.scalar("/x", value, {"1", "a number"});
    writer.machine("wall_seconds", value);
    writer.commit();
  }
  const auto status = [&](const std::string& options) {
    return run_digest(options + " " + a + " " + b).status;
  };
  CHECK(status("--compare") == 1);
  CHECK(status("--compare --ignore /x") == 0);
  CHECK(status("--compare --ignore /x@units --ignore /y") == 1);
  CHECK(status("--compare --ignore /x --with-machine") == 1);
  CHECK(status("--compare --tolerance 1e-2") == 0);
  CHECK(status("--compare --tolerance 1e-4") == 1);
  CHECK(status("--compare --tolerance 1e-4 --absolute-tolerance 1e-2") == 0);
  CHECK(run_digest("--ignore /x " + a).out == digest(a, {.ignored = {"/x"}}) + "  " + a + "\n");
  for (const char* wrong :
       {"--tolerance 1e-2", "--compare --tolerance 1", "--compare --tolerance -1", "--ignore x",
        "--compare --absolute-tolerance inf"})
    check_refused(run_digest(std::string(wrong) + " " + a + " " + b), "digest", "--");
}
