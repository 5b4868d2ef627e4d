#include "plots/report/studies.h"

#include <algorithm>
#include <fstream>

#include "experiments/run/run_file.h"
#include "experiments/sweep/record.h"
#include "tests/catch.h"
#include "tests/experiments/mutants/small_results.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// A sweep of twelve points, an even slope: no transition.
void write_sweep_run(const fs::path& path, std::int64_t seed) {
  std::vector<SweepRow> rows(12);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SweepRow& row = rows[i];
    row.beta = 0.0073 * static_cast<double>(i);
    row.training_error_running = 0.11 + 0.19 * static_cast<double>(i);
    row.distance = 88.3 - 7.1 * static_cast<double>(i);
    row.test_error = 0.1137;
    row.test_accuracy = 97.4891;
    row.test_accuracy_by_class.assign(10, 50);
  }
  fs::create_directories(path.parent_path());
  RunWriter file(path, {"origin_sweep", "origin_sweep", "smoke", seed, {}});
  write_sweep(file, rows);
  file.commit();
}

const std::vector<PlannedRun> plan = {
    {.files = {"origin_sweep/seed1.h5"}, .verb = "origin_sweep"},
    {.files = {"origin_sweep/seed2.h5"}, .verb = "origin_sweep"},
    {.files = {"generalisation/relu.h5"}, .verb = "origin_sweep"},
    {.files = {"generalisation/fashion.h5"}, .is_optional = true, .verb = "origin_sweep"},
    {.files = {"classroom/run.h5"}, .verb = "classroom"}};

std::vector<Claim> claims(const fs::path& results, const std::string& study) {
  const std::vector<StudyVerdict> studies =
      compare_studies(take_inventory(results, list_runs(results), plan));
  const auto found = std::ranges::find(studies, study, &StudyVerdict::study);
  REQUIRE(found != studies.end());
  return found->claims;
}

bool belongs(const StudyClaims& study, const std::string& path) {
  return std::ranges::any_of(study.runs,
                             [&](const std::string& pattern) { return is_like(path, pattern); });
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("studies: they stand in the order of their parts, and the paper's by its figures") {
  const std::vector<StudyClaims>& all = all_claims();
  REQUIRE(all.size() >= 16);
  CHECK(all.front().name == "origin sweep");
  Names paper;
  for (const StudyClaims& study : all)
    if (study.part == Part::paper && study.place.starts_with("Fig.")) paper.push_back(study.name);
  CHECK(paper == Names{"origin sweep", "transition checkpoints", "spectrum along the path to T4",
                       "mode connectivity", "robustness", "generalisation", "distances"});
  CHECK(std::ranges::is_sorted(all, {}, &StudyClaims::part));
  for (const StudyClaims& study : all) {
    CAPTURE(study.name);
    CHECK_FALSE(study.source.empty());
    CHECK_FALSE(study.runs.empty());
    CHECK(std::ranges::count(all, study.name, &StudyClaims::name) == 1);
    CHECK(study.source.find("science.md") == std::string::npos);
  }
}

TEST_CASE("studies: every claim that is judged says what its band could not tell apart") {
  const test::TemporaryFolder results;
  test::write_small_results(results.path());
  for (const StudyClaims& study : all_claims()) {
    CAPTURE(study.name);
    CHECK_FALSE(test::checked_claims(study.name, results.path()).empty());
  }
}

namespace {

Names planned_files(const char* profile) {
  Names files;
  for (const PlannedRun& run : planned_runs(profile))
    files.insert(files.end(), run.files.begin(), run.files.end());
  return files;
}

bool any_is_like(const Names& files, const std::string& pattern) {
  return std::ranges::any_of(files,
                             [&](const std::string& file) { return is_like(file, pattern); });
}

}  // namespace

TEST_CASE("studies: every run of a plan belongs to a study, and every study has runs of it") {
  for (const char* profile : {"smoke", "study", "paper"}) {
    const Names files = planned_files(profile);
    REQUIRE_FALSE(files.empty());
    for (const std::string& file : files) {
      CAPTURE(profile, file);
      CHECK(std::ranges::any_of(all_claims(),
                                [&](const StudyClaims& study) { return belongs(study, file); }));
    }
    for (const StudyClaims& study : all_claims()) {
      CAPTURE(profile, study.name);
      CHECK(std::ranges::any_of(study.runs, [&](const std::string& pattern) {
        return any_is_like(files, pattern);
      }));
    }
  }
}

TEST_CASE("studies: each kind of runs that a study names is planned in some profile") {
  // Not in each: minima that a profile sweeps from are no runs of their own there.
  Names files;
  for (const char* profile : {"smoke", "study", "paper"})
    for (const std::string& file : planned_files(profile)) files.push_back(file);
  for (const StudyClaims& study : all_claims())
    for (const std::string& pattern : study.runs) {
      CAPTURE(study.name, pattern);
      CHECK(any_is_like(files, pattern));
    }
}

TEST_CASE("studies: rows appear with the runs, and each run that is not there is a failure") {
  const test::TemporaryFolder results;
  CHECK(claims(results.path(), "origin sweep").empty());
  write_sweep_run(results / "origin_sweep/seed1.h5", 1);
  std::vector<Claim> rows = claims(results.path(), "origin sweep");
  REQUIRE(rows.size() == 56 + 1);
  CHECK(rows.back().quantity == "missing: origin_sweep/seed2.h5");
  CHECK(rows.back().kind == ClaimKind::missing);
  CHECK(fails(rows.back()));
  CHECK(claims(results.path(), "generalisation").empty());

  write_sweep_run(results / "origin_sweep/seed2.h5", 2);
  rows = claims(results.path(), "origin sweep");
  REQUIRE(rows.size() == 2 * 56);
  for (std::size_t i = 0; i < rows.size(); ++i) {  // all seeds of a quantity stand together
    CHECK(rows[i].seed == static_cast<std::int64_t>(i % 2 + 1));
    CHECK(rows[i].quantity == rows[i - i % 2].quantity);
  }
}

TEST_CASE("studies: a seed that the plan does not know has no rows") {
  const test::TemporaryFolder results;
  for (const std::int64_t seed : {1, 2, 3})
    write_sweep_run(results / ("origin_sweep/seed" + std::to_string(seed) + ".h5"), seed);
  CHECK(claims(results.path(), "origin sweep").size() == 2 * 56);
}

TEST_CASE("studies: without its data set, which not all have, a run is reported and not missed") {
  const test::TemporaryFolder results;
  write_sweep_run(results / "generalisation/relu.h5", 1);
  const std::vector<Claim> rows = claims(results.path(), "generalisation");
  REQUIRE(rows.size() > 3);
  CHECK(rows.back().quantity == "missing: generalisation/fashion.h5");
  CHECK(rows.back().kind == ClaimKind::reported);
  CHECK(test::failed(rows) == Names{});
}

TEST_CASE("studies: a damaged run is a failure, and the others are still compared") {
  const test::TemporaryFolder results;
  write_sweep_run(results / "origin_sweep/seed1.h5", 1);
  std::ofstream(results / "origin_sweep/seed2.h5") << "not HDF5";
  const std::vector<Claim> rows = claims(results.path(), "origin sweep");
  REQUIRE(rows.size() == 56 + 1);
  CHECK(rows.back().quantity == "damaged: origin_sweep/seed2.h5");
  CHECK_THAT(rows.back().remark, Catch::Contains("seed2.h5"));

  fs::create_directories(results / "generalisation");
  std::ofstream(results / "generalisation/relu.h5") << "alone, and damaged";
  CHECK(test::failed(claims(results.path(), "generalisation")) ==
        Names{"damaged: generalisation/relu.h5"});
}

TEST_CASE("studies: runs that nothing can be said of are a failure, in one row") {
  const test::TemporaryFolder results;
  fs::create_directories(results / "classroom");
  RunWriter file(results / "classroom/run.h5", {"classroom", "classroom", "smoke", 1, {}});
  file.commit();
  const std::vector<Claim> rows = claims(results.path(), "classroom");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].kind == ClaimKind::absent);
  CHECK_THAT(failure(rows[0]), Catch::Contains("run.h5"));
}
