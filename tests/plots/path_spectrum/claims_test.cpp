#include "experiments/path_spectrum/record.h"
#include "experiments/run/run_file.h"
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

void write_spectrum_run(const fs::path& path, const std::string& as = "path_spectrum") {
  fs::create_directories(path.parent_path());
  RunWriter file(path, {as, as, "smoke", 7, {}});
  write_spectrum(file, spectra());
  file.vector<double>(transition_distances, std::vector<double>{4.287, 2.393}, {"1", "distances"});
  file.commit();
}

}  // namespace

TEST_CASE("path spectrum: four quantities, not judged") {
  const test::TemporaryFolder results;
  write_spectrum_run(results / "path_spectrum/to_t4.h5");
  const std::vector<Claim> rows = test::checked_claims(study, results.path());
  REQUIRE(rows.size() == 4);
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
