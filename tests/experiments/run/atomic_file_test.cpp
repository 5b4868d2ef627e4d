#include "experiments/run/atomic_file.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/run/child_process.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace {

using Names = std::vector<std::string>;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

/// A process number that nobody has: that of a child that has ended.
pid_t dead_process() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

}  // namespace

TEST_CASE("a committed file is whole and alone", "[storage]") {
  const TemporaryFolder folder;
  write_atomically(folder / "out", bytes_of("first"));
  write_atomically(folder / "out", bytes_of("second"));
  CHECK(content(folder / "out") == "second");
  CHECK(names_in(folder.path()) == Names{"out"});
}

TEST_CASE("a file does not take the place of what is none", "[storage]") {
  const TemporaryFolder folder;
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  std::filesystem::create_directory(folder / "folder");
  std::filesystem::create_symlink("/dev/null", folder / "link to a device");
  std::filesystem::create_symlink("loop", folder / "loop");
  const std::pair<std::filesystem::path, std::string> targets[] = {
      {folder / "pipe", "a pipe"},        {folder / "folder", "a folder"},
      {"/dev/null", "a device"},          {folder / "link to a device", "a device"},
      {folder / "loop", "loop of links"}, {folder.path() / "", "a folder"}};
  for (const auto& [target, found] : targets) {
    CHECK_THAT(refusal([&, path = target] { write_atomically(path, bytes_of("new")); }),
               Contains("found " + found) || Contains("found a " + found));
    CHECK_THAT(refusal([&, path = target] { prepare_output(path); }), Contains(found));
  }
  CHECK(std::filesystem::is_fifo(folder / "pipe"));
  CHECK(std::filesystem::is_character_file("/dev/null"));
  CHECK(names_in(folder.path()) == Names{"folder", "link to a device", "loop", "pipe"});
}

TEST_CASE("through a link the file is written that it leads to", "[storage]") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "there");
  std::filesystem::create_symlink("there/file", folder / "link");
  std::filesystem::create_symlink(folder / "link", folder / "link to the link");
  for (const std::string text : {"dangling at first", "then not"}) {
    prepare_output(folder / "link to the link");
    write_atomically(folder / "link to the link", bytes_of(text));
    CHECK(content(folder / "there/file") == text);
    CHECK(std::filesystem::is_symlink(folder / "link"));
    CHECK(names_in(folder / "there") == Names{"file"});
  }
}

TEST_CASE("a file that is not committed leaves nothing", "[storage]") {
  const TemporaryFolder folder;
  write_atomically(folder / "out", bytes_of("old"));
  {
    AtomicFile file(folder / "out");
    file.write(bytes_of("half of the new"));
    CHECK(names_in(folder.path()).size() == 2);
  }
  CHECK(content(folder / "out") == "old");
  CHECK(names_in(folder.path()) == Names{"out"});
}

TEST_CASE("kill -9 before the rename leaves the old file, and the next start cleans up",
          "[storage]") {
  const TemporaryFolder folder;
  const bool had_old = GENERATE(false, true);
  if (had_old) write_atomically(folder / "out", bytes_of("old"));
  const int status = in_child([&] {
    AtomicFile file(folder / "out");
    file.write(bytes_of("all of the new"));
    raise(SIGKILL);
  });
  REQUIRE(was_killed(status));
  CHECK(std::filesystem::exists(folder / "out") == had_old);
  CHECK(names_in(folder.path()).size() == (had_old ? 2 : 1));

  prepare_output(folder / "out");
  CHECK(names_in(folder.path()) == (had_old ? Names{"out"} : Names{}));
}

TEST_CASE("only stale temporaries of the target are removed", "[storage]") {
  const TemporaryFolder folder;
  const std::string dead = std::to_string(dead_process());
  const Names kept = {"out",      "other.tmp-" + dead, "out.tmp-1x",
                      "out.tmp-", "out.tmp-0",         "out.tmp-" + std::to_string(getppid())};
  const Names stale = {"out.tmp-" + dead, "out.tmp-" + std::to_string(getpid())};
  for (const auto& names : {kept, stale}) {
    for (const std::string& name : names) write_atomically(folder / name, bytes_of("x"));
  }
  remove_stale_temporaries(folder / "out");
  Names expected = kept;
  std::sort(expected.begin(), expected.end());
  CHECK(names_in(folder.path()) == expected);

  remove_stale_temporaries_in(folder.path());
  std::erase(expected, "other.tmp-" + dead);
  CHECK(names_in(folder.path()) == expected);
}

TEST_CASE("an output is prepared by making its folder", "[storage]") {
  const TemporaryFolder folder;
  prepare_output(folder / "a/b/out");
  CHECK(names_in(folder / "a/b").empty());
}

TEST_CASE("places that cannot be written are refused", "[storage]") {
  const TemporaryFolder folder;
  write_atomically(folder / "file", bytes_of("x"));
  std::filesystem::create_directory(folder / "folder");
  const auto prepare = [](const std::filesystem::path& path) {
    return refusal([&] { prepare_output(path); });
  };
  CHECK_THAT(prepare(folder / "file/out"), Contains("Not a directory") && Contains("file"));
  CHECK_THAT(prepare(folder / "folder"), Contains("a folder"));
  CHECK_THAT(prepare(folder / "folder/"), Contains("a folder"));
  CHECK_THAT(prepare("/proc/out"), Contains("/proc/out"));  // read-only for root, too
  CHECK_THAT(prepare(folder / std::string(250, 'n')), Contains("name too long"));
  CHECK(names_in(folder.path()) == Names{"file", "folder"});
}

TEST_CASE("a disk that takes no more is an error that leaves the old file", "[storage]") {
  const TemporaryFolder folder;
  write_atomically(folder / "out", bytes_of("old"));
  // A limit on the size of files fails in write(2) as a full disk does.
  const int status = in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{10000, 10000};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write_atomically(folder / "out", bytes_of(std::string(20000, 'n')));
    } catch (const InputError& error) {
      const std::string message = error.what();
      if (message.find("File too large") != std::string::npos) _exit(42);
    }
  });
  CHECK(WEXITSTATUS(status) == 42);
  CHECK(content(folder / "out") == "old");
  CHECK(names_in(folder.path()) == Names{"out"});
}

TEST_CASE("a removed folder leaves nothing", "[storage]") {
  const TemporaryFolder folder;
  prepare_output(folder / "steps/out");
  write_atomically(folder / "steps/out", bytes_of("x"));
  remove_folder(folder / "steps");
  CHECK(names_in(folder.path()).empty());
  CHECK_THAT(refusal([&] { remove_folder(folder / "steps"); }), Contains("steps"));
}
