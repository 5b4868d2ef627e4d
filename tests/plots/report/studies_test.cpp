#include "plots/report/studies.h"

#include "experiments/path_spectrum/record.h"
#include "plots/path_spectrum/claims.h"
#include "plots/report/run_list.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

RunIdentity identity(const std::string& study, std::int64_t seed) {
  return {study, study, "smoke", seed, {{"subset", std::int64_t{500}}}};
}

/// Twelve points, an even slope: no transition.
std::vector<SweepRow> slope() {
  std::vector<SweepRow> rows;
  for (std::size_t i = 0; i < 12; ++i) {
    SweepRow row;
    row.beta = 0.0073 * static_cast<double>(i);
    row.training_error_running = 0.11 + 0.19 * static_cast<double>(i);
    row.distance = 88.3 - 7.1 * static_cast<double>(i);
    row.test_error = 0.1137;
    row.test_accuracy = 97.4891;
    row.test_accuracy_by_class.assign(10, 50);
    rows.push_back(row);
  }
  return rows;
}

/// Three points with two eigenvalues each. The margins are −0.3, −0.02 and 0.1; of the second the
/// sign is within the error.
std::vector<SpectrumRow> spectra() {
  const double smallest[] = {-0.3, -0.12, -0.2}, pull[] = {0, 0.1, 0.3}, norm[] = {3.7, 4.9, 4.1};
  std::vector<SpectrumRow> rows(3);
  for (std::size_t i = 0; i < 3; ++i) {
    rows[i].sweep = slope()[i];
    rows[i].sweep.pull_curvature = pull[i];
    rows[i].norm = norm[i];
    rows[i].pairs = {{.value = smallest[i], .bound = 0.05}, {.value = norm[i], .bound = 0.01}};
  }
  return rows;
}

void write_sweep_run(const fs::path& path, std::int64_t seed) {
  fs::create_directories(path.parent_path());
  RunWriter file(path, identity("origin_sweep", seed));
  write_sweep(file, slope());
  file.commit();
}

void write_spectrum_run(const fs::path& path) {
  fs::create_directories(path.parent_path());
  RunWriter file(path, identity("path_spectrum", 7));
  write_spectrum(file, spectra());
  file.vector<double>(transition_distances, std::vector<double>{4.287, 2.393}, {"1", "distances"});
  file.commit();
}

std::vector<std::string> names_with_rows(const fs::path& results) {
  std::vector<std::string> names;
  for (const StudyVerdict& study : compare_studies(results))
    if (!study.comparisons.empty()) names.push_back(study.study);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("studies: rows appear with the run files, one study after the other") {
  const test::TemporaryFolder results;
  CHECK(compare_studies(results.path()).size() == all_studies().size());
  CHECK(names_with_rows(results.path()) == Names{});
  write_spectrum_run(results / "path_spectrum/to_t4.h5");
  CHECK(names_with_rows(results.path()) == Names{"spectrum along the path to T4"});
  // Segments of a run that has not ended are not a run.
  write_sweep_run(results / "origin_sweep/seed1.h5.segments/step-0000.h5", 1);
  CHECK(names_with_rows(results.path()) == Names{"spectrum along the path to T4"});
  write_sweep_run(results / "origin_sweep/seed1.h5", 1);
  CHECK(names_with_rows(results.path()) == Names{"origin sweep", "spectrum along the path to T4"});
}

TEST_CASE("studies: all seeds of a quantity stand together") {
  const test::TemporaryFolder results;
  for (const std::int64_t seed : {1, 2, 3})
    write_sweep_run(results / "origin_sweep" / ("seed" + std::to_string(seed) + ".h5"), seed);
  const std::vector<Comparison> rows = compare_studies(results.path()).front().comparisons;
  REQUIRE(rows.size() == 3 * 39);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].seed == static_cast<std::int64_t>(i % 3 + 1));
    CHECK(rows[i].quantity == rows[i - i % 3].quantity);
  }
}

TEST_CASE("studies: of spectra along a path four quantities, not judged") {
  const test::TemporaryFolder results;
  write_spectrum_run(results / "to_t4.h5");
  const std::vector<Comparison> rows = compare_path_spectrum(results / "to_t4.h5");
  REQUIRE(rows.size() == 4);
  for (const Comparison& row : rows) {
    CHECK_FALSE(row.tolerance);
    CHECK(row.seed == 7);
  }
  CHECK(rows[0].ours == 2);
  CHECK(rows[0].remark == "at r = 4.287, 2.393");
  CHECK(rows[1].ours == 1);
  CHECK(rows[1].remark == "of 3, by more than the error bound");
  CHECK(rows[2].ours == -0.3);
  CHECK(rows[2].remark == "at r = 88.3");
  CHECK(rows[3].ours == 4.9);
  CHECK(rows[3].remark == "at r = 81.2");
}

TEST_CASE("studies: a file of another study is refused") {
  const test::TemporaryFolder results;
  write_sweep_run(results / "path_spectrum/to_t4.h5", 1);
  CHECK_THAT(test::refusal([&] { compare_studies(results.path()); }),
             Catch::Contains("expected study path_spectrum, found origin_sweep"));
}

TEST_CASE("studies: the list of runs is sorted and says what each file says") {
  const test::TemporaryFolder results;
  write_spectrum_run(results / "path_spectrum/to_t4.h5");
  write_sweep_run(results / "origin_sweep/seed2.h5", 2);
  write_sweep_run(results / "origin_sweep/seed1.h5", 1);
  write_sweep_run(results / "origin_sweep/seed3.h5.segments/step-0000.h5", 3);
  const std::vector<RunEntry> runs = list_runs(results.path());
  REQUIRE(runs.size() == 3);
  CHECK(runs[0].path == "origin_sweep/seed1.h5");
  CHECK(runs[1].path == "origin_sweep/seed2.h5");
  CHECK(runs[2].path == "path_spectrum/to_t4.h5");
  CHECK(runs[1].identity.seed == 2);
  CHECK(runs[2].identity.program == "path_spectrum");
  CHECK(std::get<std::int64_t>(runs[2].identity.configuration.at("subset")) == 500);
  CHECK(runs[0].digest.size() == 64);
  CHECK(runs[0].digest != runs[1].digest);
  CHECK(runs[0].arithmetic_version >= 1);
  CHECK_FALSE(runs[0].code_version.empty());
  CHECK(list_runs(results / "nowhere").empty());
}
