#include "plots/curvature_change/changes.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

RunIdentity identity(const std::string& study) { return {study, study, "smoke", 7, {}}; }

/// R is 3 ± 5 at first, then 8 ± 3, 12 ± 4, falls over rows 2 … 4 to 4 ± 3, and ends at 6 ± 3.
CurvatureTable table() {
  const double curvature[] = {3, 8, 12, 10, 4, 6}, error[] = {5, 3, 4, 1, 3, 3};
  CurvatureTable result{std::vector<CurvatureRow>(6), {{2, 4}}};
  for (std::size_t i = 0; i < 6; ++i) {
    CurvatureRow& row = result.rows[i];
    const auto number = static_cast<double>(i);
    row.point = 7 * number;
    row.sweep.beta = 0.0073 * number;
    row.sweep.test_accuracy_by_class.assign(10, 50);
    row.at.curvature = {.value = curvature[i], .standard_error = error[i]};
    row.at.trace = {.value = 1.7 + number, .standard_error = 0.11 * number};
    row.at.squared_frobenius_norm = {.value = 2.9 * number, .standard_error = 0.31 + number};
    row.at.gradient_squared_norm = 0.123 * number;
    row.at.curvature_along_gradient = 0.456 - number;
    row.at.image_squared_norm = 0.789 * number;
  }
  return result;
}

fs::path write_run(const fs::path& path, const CurvatureTable& of,
                   const std::string& study = "curvature_change") {
  fs::create_directories(path.parent_path());
  RunWriter file(path, identity(study));
  write_curvature(file, of);
  file.commit();
  return path;
}

void check_equal(const Estimate& a, const Estimate& b) {
  CHECK(a.value == b.value);
  CHECK(a.standard_error == b.standard_error);
}

bool is_near(double a, double b) { return std::abs(a - b) <= tolerance::value<double>; }

}  // namespace

TEST_CASE("curvature table: a file gives back what was written") {
  const test::TemporaryFolder folder;
  CurvatureTable written = table();
  if (GENERATE(true, false)) written.transitions.clear();
  const CurvatureTable found = load_curvature(write_run(folder / "run.h5", written));
  REQUIRE(found.rows.size() == 6);
  CHECK(found.transitions == written.transitions);
  for (std::size_t i = 0; i < 6; ++i) {
    const CurvatureRow &row = found.rows[i], &expected = written.rows[i];
    CHECK(row.point == expected.point);
    CHECK(row.sweep.beta == expected.sweep.beta);
    check_equal(row.at.curvature, expected.at.curvature);
    check_equal(row.at.trace, expected.at.trace);
    check_equal(row.at.squared_frobenius_norm, expected.at.squared_frobenius_norm);
    CHECK(row.at.gradient_squared_norm == expected.at.gradient_squared_norm);
    CHECK(row.at.curvature_along_gradient == expected.at.curvature_along_gradient);
    CHECK(row.at.image_squared_norm == expected.at.image_squared_norm);
  }
}

TEST_CASE("curvature table: brackets that are not of the table, and other studies, are refused") {
  const test::TemporaryFolder folder;
  for (const TransitionRows bracket :
       {TransitionRows{2, 6}, TransitionRows{4, 2}, TransitionRows{3, 3}}) {
    CurvatureTable wrong = table();
    wrong.transitions = {bracket};
    const fs::path file = write_run(folder / "run.h5", wrong);
    CHECK_THAT(test::refusal([&] { load_curvature(file); }), Catch::Contains("transition_after"));
  }
  const fs::path other = write_run(folder / "other.h5", table(), "origin_sweep");
  CHECK_THAT(test::refusal([&] { load_curvature(other); }),
             Catch::Contains("expected study curvature_change, found origin_sweep"));
}

TEST_CASE("curvature change: over a transition and elsewhere, worked by hand") {
  const CurvatureTable of = table();
  const CurvatureChange fall = change_over(of, of.transitions[0]);
  CHECK(is_near(fall.beta, 3 * 0.0073));
  CHECK(is_near(fall.relative, -1));
  CHECK(is_near(fall.standard_errors, -8.0 / 5));

  // Neither 2 → 3 nor 3 → 4.
  const std::vector<CurvatureChange> elsewhere = changes_elsewhere(of);
  REQUIRE(elsewhere.size() == 3);
  CHECK(is_near(elsewhere[0].relative, 10.0 / 11));
  CHECK(is_near(elsewhere[1].relative, 0.4));
  CHECK(is_near(elsewhere[1].standard_errors, 0.8));
  CHECK(is_near(elsewhere[2].relative, 0.4));
  CHECK(is_near(typical_change(elsewhere), 0.4));
  CHECK(is_near(typical_change({elsewhere[0], fall}), (10.0 / 11 + 1) / 2));
  CHECK_THAT(test::refusal([] { typical_change({}); }), Catch::Contains("--every"));
}

TEST_CASE("curvature change: levels end after five points, and at the next transition") {
  CurvatureTable of = table();
  // From the mean of 3, 8 and 12 to that of 4 and 6.
  CHECK(is_near(level_change(of, 0), 2 * (5 - 23.0 / 3) / (5 + 23.0 / 3)));
  of.transitions = {{0, 1}, {2, 4}};
  // From 3 to the mean of 8 and 12; from that to the mean of 4 and 6.
  CHECK(is_near(level_change(of, 0), 2 * 7.0 / 13));
  CHECK(is_near(level_change(of, 1), -2 * 5.0 / 15));

  CurvatureTable longer{std::vector<CurvatureRow>(13), {{6, 7}}};
  for (std::size_t i = 0; i < 13; ++i)
    longer.rows[i].at.curvature.value = i < 2 || i > 11 ? 1000 : static_cast<double>(i);
  // From the mean of 2 … 6 to that of 7 … 11.
  CHECK(is_near(level_change(longer, 0), 2 * 5.0 / 13));
}

TEST_CASE("curvature change: what the verdict says, and nothing is judged") {
  const test::TemporaryFolder results;
  write_run(results / "theory/curvature.h5", table());
  const std::vector<Claim> rows = test::checked_claims("curvature change", results.path());
  REQUIRE(rows.size() == 5);
  CHECK(test::count_judged(rows) == 0);
  for (const Claim& row : rows) CHECK(row.seed == 7);
  CHECK(rows[0].quantity == "relative change of R at 0.0219");
  CHECK(is_near(rows[0].ours, -1));
  CHECK(rows[0].remark == "as large between 0 of 3 pairs of neighbours elsewhere");
  CHECK(is_near(rows[1].ours, -1.6));
  CHECK(rows[1].remark == "R 12 +- 4 -> 4 +- 3");
  CHECK(is_near(rows[2].ours, 2 * (5 - 23.0 / 3) / (5 + 23.0 / 3)));
  CHECK(is_near(rows[3].ours, 0.4));
  CHECK(is_near(rows[4].ours, 5.0 / 3));
  CHECK(rows[4].remark == "at beta = 0, R = 3 +- 5");
}

TEST_CASE("curvature change: a table without a transition fails") {
  const test::TemporaryFolder results;
  CurvatureTable even = table();
  even.transitions.clear();
  write_run(results / "theory/curvature.h5", even);
  CHECK(test::failed(test::checked_claims("curvature change", results.path())) ==
        std::vector<std::string>{"transitions"});
}
