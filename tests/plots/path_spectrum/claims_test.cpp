#include "experiments/path_spectrum/record.h"
#include "experiments/run/run_file.h"
#include "plots/path_spectrum/spectrum_of_path.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

constexpr const char* study = "spectrum along the path to T4";

/// Three points with two eigenvalues each. The margins are −0.3, −0.02 and 0.1; of the second the
/// sign is within the error.
std::vector<SpectrumRow> spectra() {
  const double smallest[] = {-0.3, -0.12, -0.2}, pull[] = {0, 0.1, 0.3}, norm[] = {3.7, 4.9, 4.1};
  std::vector<SpectrumRow> rows(3);
  for (std::size_t i = 0; i < 3; ++i) {
    rows[i].sweep.beta = 0.0073 * static_cast<double>(i);
    rows[i].sweep.distance = 88.3 - 7.1 * static_cast<double>(i);
    rows[i].sweep.test_accuracy_by_class.assign(10, 50);
    rows[i].sweep.pull_curvature = pull[i];
    rows[i].norm = norm[i];
    rows[i].pairs = {{.value = smallest[i], .bound = 0.05}, {.value = norm[i], .bound = 0.01}};
  }
  return rows;
}

void write_spectrum_run(const fs::path& path, const std::string& as = "path_spectrum",
                        const std::vector<SpectrumRow>& rows = spectra(),
                        const Configuration& configuration = {}) {
  fs::create_directories(path.parent_path());
  RunWriter file(path, {as, as, "smoke", 7, configuration});
  write_spectrum(file, rows);
  file.vector<double>(transition_distances, std::vector<double>{4.287, 2.393}, {"1", "distances"});
  file.commit();
}

}  // namespace

TEST_CASE("path spectrum: four quantities that are reported, and in smoke nothing is judged") {
  const test::TemporaryFolder results;
  write_spectrum_run(results / "path_spectrum/to_t4.h5");
  const std::vector<Claim> rows = test::checked_claims(study, results.path());
  REQUIRE(rows.size() == 4 + 3);
  for (const Claim& row : rows) CHECK(row.seed == 7);
  CHECK(test::count_judged(rows) == 0);
  CHECK(rows[0].ours == 2);
  CHECK(rows[0].remark == "at r = 4.287, 2.393");
  CHECK(rows[0].expected == "3: at beta 0.0107, 0.0167, 0.0267");
  CHECK(rows[0].reference == 3);
  CHECK(rows[1].ours == 1);
  CHECK(rows[1].remark == "of 3, by more than the error bound");
  CHECK(rows[2].ours == -0.3);
  CHECK(rows[2].remark == "at r = 88.3");
  CHECK(rows[3].ours == 4.9);
  CHECK(rows[3].remark == "at r = 81.2");
}

TEST_CASE("path spectrum: a file of another study is refused") {
  const test::TemporaryFolder results;
  write_spectrum_run(results / "path_spectrum/to_t4.h5", "origin_sweep");
  CHECK_THAT(test::refusal([&] { claims_of(study, results.path()); }),
             Catch::Contains("expected study path_spectrum, found origin_sweep"));
}

TEST_CASE("path spectrum: parts are put together in the order of beta, whatever their names") {
  const test::TemporaryFolder results;
  const std::vector<SpectrumRow> all = spectra();
  const auto part = [](std::int64_t k) { return Configuration{{"part", k}, {"path", "one"}}; };
  write_spectrum_run(results / "path_spectrum/to_t4_part1.h5", "path_spectrum", {all[1], all[2]}, part(1));
  write_spectrum_run(results / "path_spectrum/to_t4_part2.h5", "path_spectrum", {all[0]}, part(2));
  const SpectrumOfPath path = load_spectrum(
      {results / "path_spectrum/to_t4_part1.h5", results / "path_spectrum/to_t4_part2.h5"});
  REQUIRE(path.rows.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(path.rows[i].sweep.beta == all[i].sweep.beta);
  CHECK(path.transitions == std::vector<double>{4.287, 2.393});
  CHECK(path.identity.seed == 7);
  CHECK(test::row_of(claims_of(study, results.path()), "points of margin below 0").remark ==
        "of 3, by more than the error bound");
}

TEST_CASE("path spectrum: parts of different paths are refused") {
  const test::TemporaryFolder results;
  const std::vector<SpectrumRow> rows = spectra();
  write_spectrum_run(results / "a.h5", "path_spectrum", {rows[0]}, {{"path", "one"}});
  write_spectrum_run(results / "b.h5", "path_spectrum", {rows[1]}, {{"path", "another"}});
  CHECK_THAT(test::refusal([&] { load_spectrum({results / "a.h5", results / "b.h5"}); }),
             Catch::Contains("that of the first file, but for the part"));
}

TEST_CASE("path spectrum: parts that have a point twice, or other numbers of eigenvalues, are refused") {
  const test::TemporaryFolder results;
  std::vector<SpectrumRow> rows = spectra();
  write_spectrum_run(results / "a.h5", "path_spectrum", {rows[0], rows[1]});
  write_spectrum_run(results / "b.h5", "path_spectrum", {rows[1]});
  CHECK_THAT(test::refusal([&] { load_spectrum({results / "a.h5", results / "b.h5"}); }),
             Catch::Contains("points that no other part has"));
  rows[2].pairs.push_back({.value = 5, .bound = 0.01});
  write_spectrum_run(results / "c.h5", "path_spectrum", {rows[2]});
  CHECK_THAT(test::refusal([&] { load_spectrum({results / "a.h5", results / "c.h5"}); }),
             Catch::Contains("expected 2 at each point, found 3"));
}
