// The program `origin_sweep`, as the shell sees it: what it refuses, and what it leaves behind.

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/experiments/shell.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;
using Catch::EndsWith;

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

const std::string program = program_path("origin_sweep");

/// An example of what is refused, and what the error has to say.
struct Refusal {
  std::string given;
  std::string said;
};

/// The command line of a sweep of one short epoch a β: 100 steps.
std::string sweep(const fs::path& out, const std::string& grid, const fs::path& data) {
  return program + " --max-epochs 1 --batch 600 " + grid + " --data " + data.string() + " --out " +
         out.string() + " ";
}

const std::string one_beta = "--beta-max 0";
const std::string two_betas = "--beta-step 0.05 --beta-max 0.05";

std::string sweep(const fs::path& out, const std::string& grid) {
  return sweep(out, grid, fs::absolute(mnist_folder()));
}

void check_refused(const Answer& answer, const std::string& part) {
  test::check_refused(answer, "origin_sweep", part);
}

void write(const fs::path& path, const std::string& text) {
  fs::remove(path);  // it may be a link to the original
  std::ofstream(path, std::ios::binary) << text;
}

void overwrite_byte(const fs::path& file, std::streamoff offset, int value) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(offset).put(static_cast<char>(value));
  REQUIRE(stream.good());
}

}  // namespace

TEST_CASE("origin_sweep refuses wrong options before it does anything", "[origin_sweep]") {
  const auto [given, said] = GENERATE(values<Refusal>(
      {{"--colour red", "--colour"},
       {"stray", "stray"},
       {"--seed -1", "--seed: expected 0 to"},
       {"--seed 1.5", "--seed"},
       {"--profile fine", "expected smoke, study or paper, found 'fine'"},
       {"--beta-step -0.001", "--beta-step: expected a positive number, found -0.001"},
       {"--beta-step 0", "--beta-step: expected a positive number, found 0"},
       {"--beta-step nan", "--beta-step: expected a positive number, found 'nan'"},
       {"--beta-step 1e-300", "--beta-step: expected at most 100000 values"},
       {"--beta-max -1", "--beta-max: expected zero or a positive number, found -1"},
       {"--beta-max inf", "--beta-max: expected zero or a positive number, found 'inf'"},
       {"--learning-rate 0", "--learning-rate: expected a positive number, found 0"},
       {"--learning-rate -1", "--learning-rate: expected a positive number, found -1"},
       {"--learning-rate nan", "--learning-rate: expected a positive number, found 'nan'"},
       {"--learning-rate fast", "--learning-rate"},
       {"--batch 0", "--batch: expected 1 to 1000000000, found 0"},
       {"--batch -64", "--batch: expected 1 to 1000000000, found -64"},
       {"--batch 99999999999999999999",
        "--batch: expected 1 to 1000000000, found 99999999999999999999"},
       {"--batch 064x", "--batch: expected 1 to 1000000000, found '064x'"},
       {"--seed \"$UNSET\"", "--seed: expected 0 to 9223372036854775807, found ''"},
       {"--max-epochs 0", "--max-epochs: expected 1 to 10000, found 0"},
       {"--patience 0", "--patience: expected 1 to 10000, found 0"},
       {"--gemm fast", "expected exact or openblas, found 'fast'"},
       {"--simd sse2", "expected one that this CPU can run: auto, scalar"},
       {"--threads 0", "--threads: expected 1 to 1024, found 0"}}));
  INFO(given);
  const TemporaryFolder folder;
  const std::string out = (folder / "run.h5").string();
  check_refused(run_in_shell(program + " --out " + out + " " + given), said);
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("origin_sweep refuses places it cannot write to", "[origin_sweep]") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "folder");
  check_refused(run_in_shell(sweep(folder / "folder", one_beta)), "found a folder");
  write(folder / "file", "");
  check_refused(run_in_shell(sweep(folder / "file/run.h5", one_beta)), "Not a directory");

  fs::permissions(folder / "folder", fs::perms::owner_read | fs::perms::owner_exec);
  for (const char* out : {"folder/run.h5", "folder/new/run.h5"}) {
    check_refused(run_in_shell(unprivileged() + sweep(folder / out, one_beta)),
                  "Permission denied");
  }
  fs::permissions(folder / "folder", fs::perms::owner_all);
  CHECK(names_in(folder.path()) == Names{"file", "folder"});
  CHECK(names_in(folder / "folder").empty());
}

TEST_CASE("origin_sweep refuses damaged MNIST and leaves nothing", "[origin_sweep]") {
  const TemporaryFolder folder, output;
  const fs::path images = folder / "train-images-idx3-ubyte";
  const fs::path labels = folder / "train-labels-idx1-ubyte";
  for (const auto& file : fs::directory_iterator(fs::absolute(mnist_folder())))
    fs::create_symlink(file.path(), folder / file.path().filename().string());
  const std::string good = content(labels);
  const auto refused = [&](const std::string& part) {
    check_refused(run_in_shell(sweep(output / "run.h5", one_beta, folder.path())), part);
    CHECK(names_in(output.path()).empty());
  };
  const auto refused_with_byte = [&](std::streamoff offset, int value, const std::string& part) {
    write(labels, good);
    overwrite_byte(labels, offset, value);
    refused(part);
  };

  write(labels, good.substr(0, 1000));  // truncated
  refused("IDX length: " + labels.string() + ": expected 8 + 60000 bytes, found 1000");
  refused_with_byte(2, 9, "expected 0x00000801, found 0x00000901");     // another element type
  refused_with_byte(7, 0x5f, "expected 8 + 59999 bytes, found 60008");  // one fewer than follow
  fs::resize_file(labels, 8 + 59999);                                   // than images
  refused("expected 60000, one an image, found 59999");
  refused_with_byte(8 + 30000, 10, "[30000]: expected at most 9, found 10");
  refused_with_byte(8, 3, "MNIST checksum: " + labels.string());  // 5 before
  fs::remove(labels);
  refused("train-labels-idx1-ubyte");

  write(labels, good);
  write(images, "");
  refused("IDX length: " + images.string());
  fs::remove(images);
  refused("train-images-idx3-ubyte");
  fs::create_symlink(fs::absolute(mnist_folder()) / images.filename(), images);
  fs::remove(folder / "t10k-labels-idx1-ubyte");
  refused("t10k-labels-idx1-ubyte");
}

TEST_CASE("origin_sweep leaves an earlier result as it is", "[origin_sweep]") {
  const TemporaryFolder folder;
  const fs::path out = folder / "run.h5";
  const std::string command = sweep(out, one_beta);
  REQUIRE(run_in_shell(command).status == 0);
  REQUIRE(names_in(folder.path()) == Names{"run.h5"});
  const std::string whole = content(out);

  const Answer again = run_in_shell(command);
  CHECK(again.status == 0);
  CHECK_THAT(again.out, Contains("is complete already"));
  CHECK(content(out) == whole);

  const Answer other = run_in_shell(command + "--seed 2");  // does not overwrite it
  CHECK(other.status == 0);
  CHECK_THAT(other.err, Contains("seed: 1 in the file, 2 now"));
  CHECK(names_in(folder.path()) == Names{"run.h5", "run.h5.aside-1"});
  CHECK(content(folder / "run.h5.aside-1") == whole);
  fs::rename(folder / "run.h5.aside-1", out);

  fs::create_directory(folder / "run.h5.segments");  // as a kill after the final file leaves them
  fs::copy(out, folder / "run.h5.segments/step-0000.h5");
  CHECK(run_in_shell(command).status == 0);
  CHECK(names_in(folder.path()) == Names{"run.h5"});

  const auto refused_and_left = [&] {
    const std::string damaged = content(out);
    check_refused(run_in_shell(command), "run.h5");
    CHECK(content(out) == damaged);
  };
  overwrite_byte(out, 5000, whole[5000] ^ 1);
  refused_and_left();
  for (const std::size_t length : {100000u, 8u, 0u}) {
    fs::resize_file(out, length);
    refused_and_left();
  }
  CHECK(names_in(folder.path()) == Names{"run.h5"});
}

TEST_CASE("origin_sweep ends with the transitions that it sees, or with none", "[origin_sweep]") {
  const TemporaryFolder folder;
  const auto said_of = [&](const std::string& options) {
    const Answer answer = run_in_shell(sweep(folder / "run.h5", options));
    CHECK(answer.status == 0);
    fs::remove(folder / "run.h5");
    return answer.out;
  };
  CHECK_THAT(said_of(one_beta),
             EndsWith("\ntransitions: not looked for, it takes 10 values of beta\n"));
  // Weights that do not move have no transition.
  CHECK_THAT(said_of("--case cnn --learning-rate 1e-30 --beta-step 0.01 --beta-max 0.12"),
             EndsWith("\ntransitions: none\n"));
}

TEST_CASE("origin_sweep that stops at a number that is not finite leaves nothing",
          "[origin_sweep]") {
  const TemporaryFolder folder;
  const Answer answer = run_in_shell(sweep(folder / "run.h5", one_beta) + "--learning-rate 1e38");
  CHECK(answer.status == 3);
  CHECK_THAT(answer.err, Contains("not finite"));
  CHECK(names_in(folder.path()).empty());
}

// A limit on the size of files fails in write(2) as a full disk does. Unit: 512 bytes.
TEST_CASE("origin_sweep under a limit on the size of files leaves nothing", "[origin_sweep]") {
  const TemporaryFolder folder;
  check_refused(run_in_shell("ulimit -f 200; " + sweep(folder / "run.h5", one_beta)),
                "File too large");
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("origin_sweep stopped by a place that takes no more goes on to the same bits",
          "[origin_sweep]") {
  const TemporaryFolder folder;
  const fs::path out = folder / "run.h5", segments = folder / "run.h5.segments";
  const fs::path first = segments / "step-0000.h5", second = segments / "step-0001.h5";
  const std::string command = sweep(out, two_betas);

  fs::create_directories(second);  // something in the way, in the middle of the run
  check_refused(run_in_shell(command), "step-0001.h5: expected a file or nothing, found a folder");
  fs::remove(second);
  fs::permissions(segments, fs::perms::owner_read | fs::perms::owner_exec);
  check_refused(run_in_shell(unprivileged() + command), "Permission denied");
  fs::permissions(segments, fs::perms::owner_all);

  const fs::path aside = folder / "run.h5.segments.aside-1";  // another run does not lose them
  const Answer other = run_in_shell(command + "--seed 2");
  CHECK(other.status == 0);
  CHECK_THAT(other.err, Contains("seed: 1 in the file, 2 now") && Contains(aside.string()));
  CHECK(names_in(aside) == Names{"step-0000.h5"});
  fs::remove(out);
  fs::rename(aside, segments);
  const std::string segment = content(first);

  REQUIRE(run_in_shell(command + "--threads 2 --simd avx2").status == 0);
  CHECK(names_in(folder.path()) == Names{"run.h5"});
  const std::string resumed = digest(out);

  fs::remove(out);  // a damaged segment is made again: now all of the run is
  fs::create_directory(segments);
  write(first, segment);
  overwrite_byte(first, 5000, segment[5000] ^ 1);
  REQUIRE(run_in_shell(command).status == 0);
  CHECK(names_in(folder.path()) == Names{"run.h5"});
  CHECK(digest(out) == resumed);
}
