// What programs do when nobody takes what they print, and when the machine has no room for them.

#include <filesystem>

#include "experiments/model/model_file.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/experiments/shell.h"

namespace caldera::test {
namespace {

namespace fs = std::filesystem;

fs::path make_model(const fs::path& path) {
  const NetworkShape shape{{784, 8, 10}, Activation::tanh};
  std::vector<float> theta = random_numbers<float>(parameter_count(shape));
  for (float& parameter : theta) parameter *= 0.05f;
  RunWriter file(path, example_identity());
  write_model<float>(file, shape, theta);
  file.commit();
  return path;
}

std::string probe(const fs::path& model, const fs::path& out) {
  return program_path("probe") + " trace --relative-error 0.5 --subset 100 --model " +
         model.string() + " --data " + fs::absolute(mnist_folder()).string() + " --out " +
         out.string();
}

}  // namespace

TEST_CASE("a report that is lost is one line and status 2", "[program]") {
  const TemporaryFolder folder;
  const std::string digest = program_path("digest") + " ";
  const std::string model = make_model(folder / "model.h5").string();
  std::string many;  // more than stdout's buffer takes
  for (int i = 0; i < 60; ++i) many += model + " ";
  const std::string full = "cannot print: standard output: expected a place that takes the whole "
                           "report, found No space left on device";
  check_refused(run_in_shell(digest + model + " > /dev/full"), "digest", full);
  check_refused(run_in_shell(digest + many + " > /dev/full"), "digest", full);
  check_refused(run_in_shell(digest + "--help > /dev/full"), "digest", full);
  check_refused(run_in_shell(digest + model + " >&-"), "digest", "found Bad file descriptor");
  check_refused(run_in_shell(program_path("verdict") + " --help > /dev/full"), "verdict", full);
}

TEST_CASE("the run file is stored though the report is lost", "[program]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5");
  REQUIRE(run_in_shell(probe(model, folder / "good.h5")).status == 0);
  const std::string good = digest(folder / "good.h5");

  check_refused(run_in_shell(probe(model, folder / "full.h5") + " > /dev/full"), "probe",
                "found No space left on device");
  CHECK(digest(folder / "full.h5") == good);

  // Standard output's number must not go to the run file.
  check_refused(run_in_shell(probe(model, folder / "closed.h5") + " >&- <&-"), "probe",
                "found Bad file descriptor");
  CHECK(digest(folder / "closed.h5") == good);

  const Answer gone = run_in_shell("{ " + probe(model, folder / "gone.h5") + "; echo status $? >&2; } | "
                                   "true");
  CHECK_THAT(gone.err, Catch::Contains("found Broken pipe") && Catch::EndsWith("status 2\n"));
  CHECK(digest(folder / "gone.h5") == good);
}

TEST_CASE("a limit on addresses, which threads take, is one line and status 2", "[program]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), out = folder / "out.h5";
  // Each thread takes 8 MB of addresses for its stack.
  const std::string little = "ulimit -s 8192; ulimit -v 1500000; ";
  check_refused(run_in_shell(little + probe(model, out) + " --threads 1000"), "probe",
                "threads: --threads: expected room for 999 more threads, found ");
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("more threads than can be asked for are refused", "[program]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5"), out = folder / "out.h5";
  check_refused(run_in_shell(probe(model, out) + " --threads 100000"), "probe",
                "--threads: expected 1 to 1024, found 100000");
}

TEST_CASE("a limit on processes is one line and status 2", "[program]") {
  if (geteuid() != 0) {
    WARN("not root: who runs the tests may have any number of processes");
    return;
  }
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  const std::string other = "setpriv --reuid 65533 --clear-groups ";
  if (run_in_shell(other + "test -x " + program_path("train")).status != 0) {
    WARN("other users cannot reach the programs");
    return;
  }
  const std::string alone = "cd " + folder.path().string() + "; prlimit --nproc=1 " + other;
  check_refused(run_in_shell(alone + program_path("train") +
                             " --dataset patterns --widths 16 8 3 --max-epochs 1 --out out.h5"),
                "train", "--threads: expected room for 1 more threads, found 0, then: Resource");
  check_refused(run_in_shell(alone + probe("model.h5", "out.h5") + " --threads 2"), "probe",
                "expected room for 1 more threads, found 0, then: Resource");
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("data that cannot be reached are refused with what the system says", "[program]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5");
  fs::create_directory(folder / "closed");
  fs::permissions(folder / "closed", fs::perms::none);
  fs::create_symlink("loop", folder / "loop");
  const std::string name(300, 'n');
  const std::pair<std::string, const char*> places[] = {
      {(folder / "closed").string(), "found Permission denied"},
      {(folder / "loop").string(), "found Too many levels of symbolic links"},
      {(folder / name).string(), "found File name too long"}};
  const std::string privileges =
      geteuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search " : "";
  for (const auto& [place, said] : places) {
    INFO(place);
    const std::string data = " --data " + place;
    check_refused(run_in_shell(privileges + program_path("origin_sweep") + data + " --out " +
                               (folder / "sweep.h5").string()),
                  "origin_sweep", said);
    check_refused(run_in_shell(privileges + program_path("probe") + " trace --model " +
                               model.string() + data),
                  "probe", said);
    check_refused(run_in_shell(privileges + program_path("transitions") + " --csv " + place + "/x.csv"),
                  "transitions", said);
  }
  fs::permissions(folder / "closed", fs::perms::owner_all);
}

}  // namespace caldera::test
