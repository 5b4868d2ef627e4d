#include "plots/origin_sweep/claims.h"

#include <cmath>
#include <limits>

#include "plots/published/origin_sweep.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/published_fixture.h"

using namespace caldera;

namespace {

/// Each jump between two steps of 0.001, values beside it as published.
SeedSweep as_published() {
  SeedSweep sweep = test::as_published(published::origin_sweep, 0.001);
  sweep.rows[0].test_error = 0.1137;
  sweep.rows[0].test_accuracy = 97.4891;
  sweep.rows[0].distance = 88.319;
  for (std::size_t k = 0; k < published::transitions.size(); ++k) {
    const published::Transition& expected = published::transitions[k];
    SweepRow &before = sweep.rows[sweep.transitions[k].left],
             &after = sweep.rows[sweep.transitions[k].right];
    before.test_error = expected.test_error_before.mean;
    after.test_error = expected.test_error_after.mean;
    before.test_accuracy = expected.test_accuracy_before.mean;
    after.test_accuracy = expected.test_accuracy_after.mean;
    before.distance = expected.distance_before.mean;
    after.distance = expected.distance_after.mean;
  }
  return sweep;
}

std::vector<std::string> failed_of(const SeedSweep& sweep) { return test::failed(compare(sweep)); }

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("origin sweep: the published figures themselves pass") {
  CHECK(failed_of(as_published()) == Names{});
  // Five positions, their number, three at zero, six beside each of the five, three over each, two in the phases.
  const std::vector<Claim> rows = compare(as_published());
  CHECK(rows.size() == 56);
  test::check_words(rows);
}

TEST_CASE("origin sweep: a value that is off fails, and it alone") {
  SeedSweep sweep = as_published();
  SECTION("accuracy at zero: 2.65 % misclassified and 20 % of that is 3.18 %") {
    sweep.rows[0].test_accuracy = 96.81;
    CHECK(failed_of(sweep) == Names{"accuracy at 0 (%)"});
  }
  SECTION("r0 at zero: 20 % below 79.7") {
    sweep.rows[0].distance = 63.75;
    CHECK(failed_of(sweep) == Names{"r0 at 0"});
  }
  SECTION("not a number") {
    sweep.rows[0].test_error = std::numeric_limits<double>::quiet_NaN();
    CHECK(failed_of(sweep) == Names{"test error at 0"});
  }
  SECTION("beside a transition") {
    const published::Sample& sample = published::transitions[1].distance_after;
    sweep.rows[sweep.transitions[1].right].distance =
        sample.mean + 4.0001 * sample.deviation + sample.trend * 0.0010001;
    CHECK(failed_of(sweep) == Names{"T2 r0 after"});
  }
  SECTION("a position by more than 4 %") {
    sweep.transitions[2].beta = 1.0403 * published::transitions[2].beta;
    CHECK(failed_of(sweep) == Names{"T3 beta"});
  }
}

TEST_CASE("origin sweep: between the transitions, values that are all off fail") {
  SeedSweep sweep = as_published();
  for (std::size_t i = 1; i < sweep.rows.size(); ++i) {
    sweep.rows[i].test_error += 0.1;
    sweep.rows[i].test_accuracy -= 25;
  }
  const std::vector<Claim> rows = compare(sweep);
  CHECK(fails(test::row_of(rows, "test error in the phases, out of band")));
  CHECK(fails(test::row_of(rows, "accuracy in the phases, out of band")));
  sweep.profile = "smoke";
  CHECK_FALSE(is_judged(test::row_of(compare(sweep), "accuracy in the phases, out of band")));
}

TEST_CASE("origin sweep: one step of the grid is allowed where it is more than 4 %") {
  SeedSweep sweep = as_published();
  sweep.transitions[0].beta = published::transitions[0].beta + 0.00297;
  CHECK(failed_of(sweep) == Names{"T1 beta"});
  sweep.step = 0.003;
  CHECK(failed_of(sweep) == Names{});
}

TEST_CASE("origin sweep: a transition too many fails and is named by its beta") {
  SeedSweep sweep = as_published();
  Transition extra = sweep.transitions[0];
  extra.beta = 0.0117;
  sweep.transitions.insert(sweep.transitions.begin(), extra);
  CHECK(failed_of(sweep) == Names{"number of transitions"});
  CHECK(test::row_of(compare(sweep), "number of transitions").remark == "extra at beta 0.0117");
}

TEST_CASE("origin sweep: a missing transition fails in its position, in the number and beside it") {
  SeedSweep sweep = as_published();
  sweep.transitions.erase(sweep.transitions.begin() + 3);
  CHECK(failed_of(sweep) == Names{"T4 beta", "number of transitions", "T4 test error after",
                                  "T4 accuracy before (%)", "T4 accuracy after (%)", "T4 r0 before",
                                  "T4 r0 after", "T4 r0 jump"});
}

TEST_CASE("origin sweep: sides that a band cannot tell apart are reported and say so") {
  std::vector<std::string> blind;
  for (const Claim& row : compare(as_published()))
    if (row.remark.starts_with("not judged: cannot tell before from after")) {
      blind.push_back(row.quantity);
      CHECK(row.kind == ClaimKind::reported);
    }
  CHECK(blind == Names{"T1 test error before", "T1 test error after", "T1 accuracy before (%)",
                       "T1 accuracy after (%)", "T2 accuracy before (%)", "T3 accuracy before (%)",
                       "T4 test error before"});
}

TEST_CASE("origin sweep: a jump is judged where no jump at all would fail") {
  const std::vector<Claim> rows = compare(as_published());
  std::vector<std::string> judged;
  for (const Claim& row : rows)
    if (row.quantity.find(" jump") != std::string::npos && is_judged(row))
      judged.push_back(row.quantity);
  CHECK(judged == Names{"T2 r0 jump", "T3 test error jump", "T3 r0 jump", "T4 r0 jump",
                        "T5 test error jump", "T5 accuracy jump (%)", "T5 r0 jump"});
  for (const std::string& quantity : judged) {
    Claim none = test::row_of(rows, quantity);
    none.ours = 0;
    CHECK(fails(none));
  }
  CHECK_THAT(test::row_of(rows, "T1 r0 jump").remark, Catch::StartsWith("not judged"));
  // 4 √(0.054² + 0.028²) + (94 + 70) · 0.001.
  CHECK(test::row_of(rows, "T2 r0 jump").band->high == Approx(-0.513 + 0.24331 + 0.164));
}
