#include "plots/report/verdict_table.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"

using namespace caldera;
using test::judged;

namespace {

const Claim good = judged("T1", 0.0245), bad = judged("T2", 0.5),
            bound = judged("ratio", 0.0245, ClaimKind::own),
            proof = judged("residual", 0.0245, ClaimKind::certificate),
            told = reported("least margin", 7, -0.1217, "at r = 2"),
            lost = missing("missing: origin_sweep/seed2.h5", "not there"),
            unseen = absent("transitions", 7, "the run shows none");

using Studies = std::vector<StudyVerdict>;

}  // namespace

TEST_CASE("verdict: it passes if all studies have run, nothing fails and nothing is missing") {
  CHECK(outcome({{"a", "", {good, told}}, {"b", "", {bound, proof}}}) == Outcome::pass);
  CHECK(outcome({{"a", "", {good}}, {"b", "", {}}}) == Outcome::incomplete);
  CHECK(outcome({{"a", "", {good, lost}}}) == Outcome::incomplete);
  CHECK(outcome({{"a", "", {good, bad}}}) == Outcome::fail);
  CHECK(outcome({{"a", "", {good, unseen}}}) == Outcome::fail);
  CHECK(outcome({{"a", "", {bad, lost}}, {"b", "", {}}}) == Outcome::fail);
}

TEST_CASE("verdict: the headline counts kinds apart, and names what has not run") {
  CHECK(headline({{"a", "", {good}}}) == "Pass: 1 of 1 comparisons with published numbers.");
  CHECK(headline({{"a", "", {good, bad, bound}}, {"b", "", {proof, told}}}) ==
        "FAIL: 1 of 2 comparisons with published numbers, 1 of 1 own bounds, 1 of 1 certificates. "
        "Reported: 1.");
  CHECK(headline({{"a", "", {proof, lost}}, {"b", "", {}}, {"c", "", {}}}) ==
        "Incomplete: 1 of 1 certificates. Missing: 1. Not run: b, c.");
  CHECK(headline({{"a", "", {proof, unseen}}}) == "FAIL: 1 of 1 certificates. Absent: 1.");
  CHECK(headline({{"a", "", {told}}}) == "Pass: nothing is judged. Reported: 1.");
}

TEST_CASE("verdict: the cells of a row") {
  CHECK(verdict_cells(good) == VerdictCells{"T1", "0.0248", "7", "0.0245", "-0.0003",
                                            "0.0238 .. 0.0258", "pass", "published",
                                            "a shift by 4 %", "4 % of T"});
  CHECK(verdict_cells(told) ==
        VerdictCells{"least margin", "-", "7", "-0.1217", "", "", "-", "-", "", "at r = 2"});
  CHECK(verdict_cells(lost) == VerdictCells{"missing: origin_sweep/seed2.h5", "-", "-", "none", "",
                                            "", "MISSING", "-", "", "not there"});
  CHECK(verdict_cells(bad)[6] == "FAIL");
  CHECK(verdict_cells(unseen)[6] == "ABSENT");
}

TEST_CASE("verdict: the table has every claim, then what fails in words, then the headline") {
  const Studies studies = {{"origin sweep", "a source", {good, bad, lost}},
                           {"hysteresis", "not shown", {}}};
  const std::string table = verdict_table(studies);
  CHECK_THAT(table, Catch::StartsWith("origin sweep\nquantity"));
  CHECK_THAT(table, Catch::Contains("\na source\n") &&
                        Catch::Contains("4 % of T; could not tell: a shift by 4 %\n"));
  CHECK_THAT(table, Catch::EndsWith(
                        "What fails:\n"
                        "  origin sweep: T2, seed 7: 0.5 is above 0.0238 .. 0.0258 (4 % of T)\n"
                        "  origin sweep: missing: origin_sweep/seed2.h5: not there\n\n" +
                        headline(studies) + "\n"));
  CHECK(table.find("not shown") == std::string::npos);
  CHECK(verdict_table({{"a", "b", {good}}}).find("What fails") == std::string::npos);
}

TEST_CASE("verdict: the CSV has a line a claim, and quotes what has a comma in it") {
  Claim row = bad;
  row.remark = "here, too";
  const std::string csv = verdict_csv({{"sweep", "", {good, told, row, lost}}});
  CHECK_THAT(csv, Catch::StartsWith("study,quantity,seed,judged_against,published,ours,difference,"
                                    "low,high,source,could_not_tell,verdict,remark,failure\n"));
  CHECK_THAT(csv, Catch::Contains("\nsweep,T1,7,published,0.0248,0.0245,-0.0003,0.0238,0.0258,"
                                  "4 % of T,a shift by 4 %,pass,,\n"));
  CHECK_THAT(csv, Catch::Contains("\nsweep,least margin,7,reported,,-0.1217,,,,,,-,at r = 2,\n"));
  CHECK_THAT(csv,
             Catch::Contains(",FAIL,\"here, too\",0.5 is above 0.0238 .. 0.0258 (4 % of T)\n"));
  CHECK_THAT(csv, Catch::EndsWith("\nsweep,missing: origin_sweep/seed2.h5,,missing,,nan,,,,,,"
                                  "MISSING,not there,not there\n"));
  const auto commas = std::ranges::count(csv.substr(0, csv.find('\n')), ',');
  const std::string last = csv.substr(csv.rfind("\nsweep,") + 1);
  CHECK(std::ranges::count(last, ',') == commas);
}
