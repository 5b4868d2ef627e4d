#include "tests/experiments/shell.h"

#include <cstdlib>

using namespace caldera::test;

TEST_CASE("shell: folders with any name stand in commands unquoted") {
  const std::string before = std::filesystem::temp_directory_path();
  const TemporaryFolder outer;
  const std::filesystem::path awkward = outer / "a blank, a 'quote', $HOME; #1 & (100 %)";
  std::filesystem::create_directory(awkward);
  setenv("TMPDIR", awkward.c_str(), 1);
  {
    const TemporaryFolder folder;
    const std::string file = (folder / "text").string();
    const Answer answer = run_in_shell("echo kept >" + file + "; cat " + file);
    CHECK(answer.out == "kept\n");
    CHECK(answer.err.empty());
    CHECK(std::filesystem::exists(file));
  }
  setenv("TMPDIR", before.c_str(), 1);
}

TEST_CASE("shell: a folder within a folder is escaped once") {
  CHECK(with_escaped_folders("cat /a b/c d/e /a b/f", {"/a b", "/a b/c d"}) ==
        "cat /a\\ b/c\\ d/e /a\\ b/f");
}
