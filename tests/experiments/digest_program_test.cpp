// The program `digest`, as the shell sees it.

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>

#include "experiments/storage/digest.h"
#include "tests/experiments/storage/run_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;
using Catch::StartsWith;

namespace {

struct Answer {
  int status;
  std::string output;  ///< stdout and stderr
};

Answer run_digest(const std::string& arguments) {
  const std::string command = std::string(CALDERA_DIGEST_PROGRAM) + " " + arguments + " 2>&1";
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  return {WEXITSTATUS(pclose(pipe)), output};
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
  CHECK(printed.output == digest(a) + "  " + a + "\n" + digest(b) + "  " + b + "\n");

  const Answer same = run_digest("--compare " + a + " " + a);
  CHECK(same.status == 0);
  CHECK(same.output.empty());
  const Answer different = run_digest("--compare " + a + " " + b);
  CHECK(different.status == 1);
  CHECK(different.output == "/@seed: 3 in " + a + ", 4 in " + b + "\n");

  for (const std::string& wrong :
       {absent, "--compare " + a + " " + absent, "--compare " + a, std::string(), "--what " + a}) {
    const Answer refused = run_digest(wrong);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.output, StartsWith("digest: "));
    CHECK(std::count(refused.output.begin(), refused.output.end(), '\n') == 1);
  }
}
