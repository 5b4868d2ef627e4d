#include "plots/case_claims.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/published_fixture.h"

using namespace caldera;

namespace {

struct Published {
  const published::Case* expected;
  double step;
  std::vector<std::string> judged_positions;
};

/// All cases, with about the step of the profile study.
std::vector<Published> cases() {
  return {{&published::relu, 0.006, {"T3 beta", "T4 beta", "T5 beta"}},
          {&published::fashion, 0.001, {"T2 beta", "T3 beta", "T4 beta", "T5 beta"}},
          {&published::fast, 0.0005, {"T3 beta"}},
          {&published::cnn, 0.01, {"T1 beta", "T2 beta"}},
          {&published::path, 0.0004, {"T1 beta", "T2 beta", "T3 beta"}}};
}

using Names = std::vector<std::string>;

bool fails_of(const std::vector<Claim>& rows, const std::string& quantity) {
  return fails(test::row_of(rows, quantity));
}

}  // namespace

TEST_CASE("case claims: the published values themselves pass, at every case") {
  for (const Published& one : cases()) {
    CAPTURE(one.expected->name);
    const SeedSweep sweep = test::as_published(*one.expected, one.step);
    const std::vector<Claim> rows = case_claims(sweep, *one.expected, "");
    CHECK(test::failed(rows) == Names{});
    test::check_words(rows);
    CHECK(passes(distance_claim(sweep, *one.expected, "")));
    Names positions;
    for (const Claim& row : rows)
      if (is_judged(row) && row.quantity.ends_with(" beta")) positions.push_back(row.quantity);
    CHECK(positions == one.judged_positions);
  }
}

TEST_CASE("case claims: each case fails where it is shifted") {
  for (const Published& one : cases()) {
    CAPTURE(one.expected->name);
    SeedSweep sweep = test::as_published(*one.expected, one.step);
    for (SweepRow& row : sweep.rows) {
      row.test_error *= 1.5;
      row.test_accuracy -= 40;
      row.distance *= 1.8;
    }
    const std::vector<Claim> rows = case_claims(sweep, *one.expected, "x: ");
    CHECK(fails_of(rows, "x: test error in the phases, out of band"));
    CHECK(fails_of(rows, "x: accuracy in the phases, out of band"));
    CHECK(fails(distance_claim(sweep, *one.expected, "x: ")));
    CHECK(distance_claim(sweep, *one.expected, "x: ", "r4").quantity ==
          "x: r4 in the phases, out of band");
  }
}

TEST_CASE("case claims: a transition that is elsewhere, or missing, fails with its jumps") {
  for (const Published& one : cases()) {
    CAPTURE(one.expected->name);
    const SeedSweep good = test::as_published(*one.expected, one.step);
    for (const std::string& row : one.judged_positions) {
      CAPTURE(row);
      const auto k = static_cast<std::size_t>(row[1] - '1');
      SeedSweep moved = good;
      moved.transitions[k].beta += 1.01 * std::max(0.04 * one.expected->transitions[k].beta,
                                                   std::max(one.step, one.expected->transitions[k].spread)) +
                                   one.step / 2;
      CHECK(fails_of(case_claims(moved, *one.expected, ""), row));
      SeedSweep without = good;
      without.transitions.erase(without.transitions.begin() + static_cast<std::ptrdiff_t>(k));
      const std::vector<Claim> rows = case_claims(without, *one.expected, "");
      CHECK(fails_of(rows, row));
      for (const Claim& jump : rows)
        if (jump.quantity.starts_with(row.substr(0, 3)) && is_judged(jump)) CHECK(fails(jump));
    }
  }
}

TEST_CASE("case claims: a smoke run is reported") {
  SeedSweep sweep = test::as_published(published::cnn, 0.01);
  sweep.transitions.clear();
  sweep.profile = "smoke";
  const std::vector<Claim> rows = case_claims(sweep, published::cnn, "cnn: ");
  CHECK(test::count_judged(rows) == 0);
  CHECK_THAT(test::row_of(rows, "cnn: T1 beta").remark,
             Catch::StartsWith("not judged: the profile smoke"));
  CHECK_FALSE(is_judged(distance_claim(sweep, published::cnn, "")));
}

TEST_CASE("case claims: published curves show both sides of every transition, in order of beta") {
  for (const published::Case* one : {&published::origin_sweep, &published::fast, &published::relu,
                                     &published::fashion, &published::cnn, &published::path}) {
    CAPTURE(one->name);
    CHECK(one->places.size() >= 12);
    for (const published::Curve& curve : one->curves) {
      CHECK(curve.points.size() >= 36);
      CHECK(curve.points.size() <= 64);
      CHECK(std::ranges::is_sorted(curve.points, {}, &published::Point::beta));
    }
    for (const published::Transition& transition : one->transitions) {
      const auto beside = std::ranges::count_if(one->curves.front().points, [&](const auto& point) {
        return std::abs(point.beta - transition.beta) <= 0.06 * transition.beta;
      });
      CHECK(beside >= 2);
    }
  }
}
