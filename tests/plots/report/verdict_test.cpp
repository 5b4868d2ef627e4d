#include <algorithm>
#include <cmath>
#include <limits>

#include "plots/report/verdict_table.h"
#include "tests/catch.h"

using namespace caldera;

namespace {

/// Each jump between two steps of 0.001, values between as published beside the nearest jump.
SeedSweep as_published() {
  SeedSweep sweep;
  sweep.seed = 4;
  sweep.profile = "study";
  sweep.step = 0.001;
  for (std::size_t i = 0; i <= 90; ++i) {
    SweepRow row;
    row.beta = 0.001 * static_cast<double>(i);
    row.test_error = 0.1137;
    row.test_accuracy = 97.4891;
    row.distance = 88.319;
    sweep.rows.push_back(row);
  }
  for (const published::Transition& expected : published::transitions) {
    Transition t;
    t.left = static_cast<std::size_t>(expected.beta / sweep.step);
    t.right = t.left + 1;
    t.beta_left = sweep.rows[t.left].beta;
    t.beta_right = sweep.rows[t.right].beta;
    t.beta = (t.beta_left + t.beta_right) / 2;
    SweepRow &before = sweep.rows[t.left], &after = sweep.rows[t.right];
    before.test_error = expected.test_error_before.mean;
    after.test_error = expected.test_error_after.mean;
    before.test_accuracy = expected.test_accuracy_before.mean;
    after.test_accuracy = expected.test_accuracy_after.mean;
    before.distance = expected.distance_before.mean;
    after.distance = expected.distance_after.mean;
    sweep.transitions.push_back(t);
  }
  return sweep;
}

/// The quantities that fail, one after the other.
std::vector<std::string> failures(const SeedSweep& sweep) {
  std::vector<std::string> names;
  for (const Comparison& row : compare(sweep))
    if (!passes(row)) names.push_back(row.quantity);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("verdict: inside and on the bounds passes, outside and NaN fail") {
  Comparison row;
  row.tolerance = {0.6137, 0.9173, ""};
  const auto verdict_of = [&](double ours) {
    row.ours = ours;
    CHECK(passes(row) != fails(row));
    return passes(row);
  };
  CHECK(verdict_of(0.7719));
  CHECK(verdict_of(0.6137));
  CHECK(verdict_of(0.9173));
  CHECK_FALSE(verdict_of(std::nextafter(0.6137, 0.0)));
  CHECK_FALSE(verdict_of(std::nextafter(0.9173, 1.0)));
  CHECK_FALSE(verdict_of(std::numeric_limits<double>::quiet_NaN()));
  CHECK_FALSE(verdict_of(std::numeric_limits<double>::infinity()));
}

TEST_CASE("verdict: what is not known is not the smaller of two") {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  CHECK(largest({0.3, 2, 1}) == 2);
  CHECK(std::isnan(largest({})));
  for (const std::vector<double>& values :
       {std::vector{unknown, 2.0}, {2.0, unknown}, {1.0, unknown, 2.0}}) {
    Comparison row;
    row.tolerance = {0, 3, ""};
    row.ours = largest(values);
    CHECK(fails(row));
  }
}

TEST_CASE("verdict: the published figures themselves pass") {
  CHECK(failures(as_published()) == Names{});
  // Five positions, their number, three at zero, six beside each of the five.
  CHECK(compare(as_published()).size() == 39);
}

TEST_CASE("verdict: a value that is off fails, and it alone") {
  SeedSweep sweep = as_published();
  SECTION("accuracy at zero: 2.65 % misclassified and 20 % of that is 3.18 %") {
    sweep.rows[0].test_accuracy = 96.81;
    CHECK(failures(sweep) == Names{"accuracy at 0 (%)"});
  }
  SECTION("r0 at zero: 20 % below 79.7") {
    sweep.rows[0].distance = 63.75;
    CHECK(failures(sweep) == Names{"r0 at 0"});
  }
  SECTION("not a number") {
    sweep.rows[0].test_error = std::numeric_limits<double>::quiet_NaN();
    CHECK(failures(sweep) == Names{"test error at 0"});
  }
  SECTION("beside a transition") {
    const published::Sample& sample = published::transitions[1].distance_after;
    sweep.rows[sweep.transitions[1].right].distance =
        sample.mean + 4.0001 * sample.deviation + sample.trend * 0.0010001;
    CHECK(failures(sweep) == Names{"T2 r0 after"});
  }
  SECTION("a position by more than 4 %") {
    sweep.transitions[2].beta = 1.0403 * published::transitions[2].beta;
    CHECK(failures(sweep) == Names{"T3 beta"});
  }
}

TEST_CASE("verdict: one step of the grid is allowed where it is more than 4 %") {
  SeedSweep sweep = as_published();
  sweep.transitions[0].beta = published::transitions[0].beta + 0.00297;
  CHECK(failures(sweep) == Names{"T1 beta"});
  sweep.step = 0.003;
  CHECK(failures(sweep) == Names{});
}

TEST_CASE("verdict: a transition too many fails and is named by its beta") {
  SeedSweep sweep = as_published();
  Transition extra = sweep.transitions[0];
  extra.beta = 0.0117;
  sweep.transitions.insert(sweep.transitions.begin(), extra);
  CHECK(failures(sweep) == Names{"number of transitions"});
  const std::vector<Comparison> rows = compare(sweep);
  const auto row = std::find_if(rows.begin(), rows.end(), [](const Comparison& c) {
    return c.quantity == "number of transitions";
  });
  CHECK(row->remark == "extra at beta 0.0117");
}

TEST_CASE("verdict: a missing transition fails in its position, in the number and beside it") {
  SeedSweep sweep = as_published();
  sweep.transitions.erase(sweep.transitions.begin() + 3);
  CHECK(failures(sweep) == Names{"T4 beta", "number of transitions", "T4 test error before",
                                 "T4 test error after", "T4 accuracy before (%)",
                                 "T4 accuracy after (%)", "T4 r0 before", "T4 r0 after"});
}

TEST_CASE("verdict: a quantity without a tolerance neither passes nor fails") {
  const Comparison row = reported("least margin", 7, -0.1217, "at r = 2");
  CHECK_FALSE(passes(row));
  CHECK_FALSE(fails(row));
  const std::vector<StudyVerdict> studies = {{"path", "", {row}}};
  CHECK_FALSE(any_fails(studies));
  CHECK(headline(studies) == "0 of 0 comparisons pass. Reported without a published value: 1.");
  CHECK(verdict_cells(row) ==
        VerdictCells{"least margin", "-", "7", "-0.1217", "", "", "-", "at r = 2"});
  CHECK_THAT(verdict_csv(studies),
             Catch::EndsWith("path,least margin,7,,-0.1217,,,,,-,at r = 2\n"));
}

TEST_CASE("verdict: a comma in a text does not part a field of the CSV") {
  Comparison row;
  row.quantity = "accuracy";
  row.tolerance = {0, 1, "seeds, widened"};
  row.ours = 0.5137;
  row.remark = "here, too";
  CHECK_THAT(
      verdict_csv({{"sweep", "", {row}}}),
      Catch::EndsWith("sweep,accuracy,0,,0.5137,,0,1,\"seeds, widened\",pass,\"here, too\"\n"));
}

TEST_CASE("verdict: the table and the CSV hold every comparison and say which fail") {
  SeedSweep sweep = as_published();
  sweep.rows[0].distance = 63.75;
  const std::vector<StudyVerdict> studies = {{"origin sweep", "source", compare(sweep)},
                                             {"hysteresis", "not shown", {}}};
  const std::string table = verdict_table(studies), csv = verdict_csv(studies);
  CHECK(any_fails(studies));
  CHECK_THAT(table, Catch::EndsWith("38 of 39 comparisons pass. Not run: hysteresis.\n"));
  CHECK_THAT(table, Catch::StartsWith("origin sweep\n"));
  CHECK(table.find("not shown") == std::string::npos);
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 40);
  CHECK(csv.find("FAIL") != std::string::npos);
  CHECK(csv.find("FAIL") == csv.rfind("FAIL"));
}
