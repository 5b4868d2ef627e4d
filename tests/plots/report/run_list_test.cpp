#include "plots/report/run_list.h"

#include <fstream>

#include "experiments/run/run_file.h"
#include "tests/catch.h"
#include "tests/experiments/mutants/file_content.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

void write_run(const fs::path& path, const std::string& program, std::int64_t seed = 1,
               const std::string& profile = "smoke") {
  fs::create_directories(path.parent_path());
  RunWriter file(path, {program, program, profile, seed, {{"subset", std::int64_t{500}}}});
  file.commit();
}

void write_text(const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << "not HDF5";
}

/// Two sweeps, a toy, and one that needs Fashion-MNIST.
const std::vector<PlannedRun> plan = {
    {.files = {"origin_sweep/seed1.h5"}, .verb = "origin_sweep"},
    {.files = {"origin_sweep/seed2.h5"}, .verb = "origin_sweep"},
    {.files = {"checkpoints/T1_before.h5", "checkpoints/T1_after.h5"},
     .verb = "transition_checkpoints"},
    {.files = {"generalisation/fashion.h5"}, .is_optional = true, .verb = "origin_sweep"}};

Inventory inventory_of(const fs::path& results) {
  return take_inventory(results, list_runs(results), plan);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("run list: it is sorted and says what each file says, and segments are no runs") {
  const test::TemporaryFolder results;
  write_run(results / "path_spectrum/to_t4.h5", "path_spectrum", 7);
  write_run(results / "theory/folds/T5.h5", "folds");
  write_run(results / "origin_sweep/seed2.h5", "origin_sweep", 2);
  write_run(results / "origin_sweep/seed1.h5", "origin_sweep");
  write_run(results / "origin_sweep/seed3.h5.segments/step-0000.h5", "origin_sweep", 3);
  const std::vector<RunEntry> runs = list_runs(results.path()).runs;
  REQUIRE(runs.size() == 4);
  CHECK(runs[0].path == "origin_sweep/seed1.h5");
  CHECK(runs[1].path == "origin_sweep/seed2.h5");
  CHECK(runs[2].path == "path_spectrum/to_t4.h5");
  CHECK(runs[3].path == "theory/folds/T5.h5");
  CHECK(runs[1].identity.seed == 2);
  CHECK(runs[2].identity.program == "path_spectrum");
  CHECK(std::get<std::int64_t>(runs[2].identity.configuration.at("subset")) == 500);
  CHECK(runs[0].digest.size() == 64);
  CHECK(runs[0].digest != runs[1].digest);
  CHECK(runs[0].arithmetic_version >= 1);
  CHECK_FALSE(runs[0].code_version.empty());
  CHECK(list_runs(results / "nowhere").runs.empty());
}

TEST_CASE("run list: a file that is no run is named, and the others are read") {
  const test::TemporaryFolder results;
  write_run(results / "origin_sweep/seed1.h5", "origin_sweep");
  write_text(results / "origin_sweep/notes.h5");
  const RunList list = list_runs(results.path());
  CHECK(list.runs.size() == 1);
  REQUIRE(list.unread.size() == 1);
  CHECK(list.unread[0].path == "origin_sweep/notes.h5");
  CHECK_THAT(list.unread[0].reason, Catch::Contains("notes.h5"));
}

TEST_CASE("run list: runs of two profiles are a mixture, and refused in one line") {
  const test::TemporaryFolder results;
  write_run(results / "origin_sweep/seed1.h5", "origin_sweep");
  write_run(results / "theory/linear.h5", "linear_cascade", 1, "study");
  const std::string said = test::refusal([&] { list_runs(results.path()); });
  CHECK_THAT(said,
             Catch::StartsWith("mixture of runs: theory/linear.h5: expected profile smoke, as "
                               "origin_sweep/seed1.h5 has, found study"));
  CHECK(said.find('\n') == std::string::npos);
}

TEST_CASE("run list: runs of two arithmetic versions are a mixture, too") {
  const test::TemporaryFolder results;
  write_run(results / "origin_sweep/seed1.h5", "origin_sweep");
  write_run(results / "origin_sweep/seed2.h5", "origin_sweep", 2);
  auto content = test::read_content(results / "origin_sweep/seed2.h5");
  content["/"].attributes["arithmetic_version"] = make_scalar(std::int64_t{99});
  fs::remove(results / "origin_sweep/seed2.h5");
  test::write_content(results / "origin_sweep/seed2.h5", content);
  CHECK_THAT(test::refusal([&] { list_runs(results.path()); }),
             Catch::Contains("expected arithmetic version") && Catch::Contains("99"));
}

TEST_CASE("run list: paths are like patterns folder by folder") {
  CHECK(is_like("origin_sweep/seed12.h5", "origin_sweep/seed*.h5"));
  CHECK(is_like("theory/folds/T5.h5", "theory/folds/T?.h5"));
  CHECK_FALSE(is_like("theory/folds/T12.h5", "theory/folds/T?.h5"));
  CHECK_FALSE(is_like("theory/folds/T5.h5", "theory/*.h5"));
  const RunFiles files{"results", {"a/1.h5", "a/2.h5", "b/1.h5"}};
  CHECK(files.like("a/*.h5") == std::vector<fs::path>{"results/a/1.h5", "results/a/2.h5"});
}

TEST_CASE("inventory: what is there of the plan, and what is missing") {
  const test::TemporaryFolder results;
  write_run(results / "origin_sweep/seed2.h5", "origin_sweep", 2);
  write_run(results / "checkpoints/T1_before.h5", "transition_checkpoints");
  const Inventory found = inventory_of(results.path());
  CHECK(found.files.paths == Names{"checkpoints/T1_before.h5", "origin_sweep/seed2.h5"});
  CHECK(found.passed_over.empty());
  REQUIRE(found.missing.size() == 3);
  CHECK(found.missing[0].path == "origin_sweep/seed1.h5");
  CHECK(found.missing[1].path == "checkpoints/T1_after.h5");
  CHECK(found.missing[2].path == "generalisation/fashion.h5");
  for (const MissingRun& run : found.missing) {
    CHECK(run.reason == "not there");
    CHECK_FALSE(run.is_damaged);
    CHECK(run.is_optional == (run.path == "generalisation/fashion.h5"));
  }
}

TEST_CASE("inventory: a damaged run of the plan is missing, and says what is wrong") {
  const test::TemporaryFolder results;
  write_text(results / "origin_sweep/seed1.h5");
  write_text(results / "generalisation/fashion.h5");
  const Inventory found = inventory_of(results.path());
  CHECK(found.passed_over.empty());
  CHECK(found.missing.front().is_damaged);
  CHECK_THAT(found.missing.front().reason, Catch::Contains("seed1.h5"));
  // That its data set is not to be had everywhere is no excuse for damage.
  CHECK(found.missing.back().is_damaged);
  CHECK_FALSE(found.missing.back().is_optional);
}

TEST_CASE("inventory: what the plan does not know is passed over, with a reason") {
  const test::TemporaryFolder results;
  write_run(results / "origin_sweep/seed9.h5", "origin_sweep", 9);
  write_run(results / "origin_sweep/seed1.h5", "hysteresis");
  write_text(results / "origin_sweep/notes.h5");
  const Inventory found = inventory_of(results.path());
  CHECK(found.files.paths.empty());
  CHECK(found.missing.front().path == "origin_sweep/seed1.h5");
  REQUIRE(found.passed_over.size() == 3);
  CHECK(found.passed_over[0].reason == "a run of hysteresis, not of origin_sweep");
  CHECK(found.passed_over[1].path == "origin_sweep/seed9.h5");
  CHECK(found.passed_over[1].reason == "not in the plan of the profile smoke");
  CHECK(found.passed_over[2].path == "origin_sweep/notes.h5");
  for (const UnreadFile& file : found.passed_over)
    CHECK(file.reason.find('\n') == std::string::npos);
}
