#include "plots/transition_claims.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/published_fixture.h"

using namespace caldera;

namespace {

Transition found_at(double beta) {
  Transition t;
  t.beta = beta;
  t.beta_left = beta - 0.001;
  t.beta_right = beta + 0.001;
  t.right = 1;
  return t;
}

/// E from 1 to 1.5 ± 0.02, accuracy from 80 to 70 ± 5, r from 4 to 3 ± 0.05; trends 10, 100 and 20.
constexpr published::Transition expected = {"T2",
                                            0.1,
                                            3,
                                            {1, 0.02, 10},
                                            {1.5, 0.02, 10},
                                            {80, 5, 100},
                                            {70, 5, 100},
                                            {4, 0.05, 20},
                                            {3, 0.05, 20},
                                            0,
                                            0.003};

SeedSweep two_points(double step) {
  SeedSweep sweep;
  sweep.seed = 3;
  sweep.step = step;
  sweep.rows.resize(2);
  sweep.rows[0].test_error = 1;
  sweep.rows[1].test_error = 1.5;
  sweep.rows[0].distance = 4;
  sweep.rows[1].distance = 3;
  return sweep;
}

}  // namespace

TEST_CASE("transition claims: each found transition belongs to the nearest published one") {
  const published::Transition published[] = {test::at(0.02), test::at(0.04), test::at(0.08)};
  const std::vector<Transition> found = {found_at(0.019), found_at(0.026), found_at(0.071)};
  const std::vector<const Transition*> matched = match(found, published);
  REQUIRE(matched.size() == 3);
  CHECK(matched[0] == &found[0]);  // 0.026 is nearer to T1 than to T2, but T1 has a nearer one
  CHECK(matched[1] == nullptr);
  CHECK(matched[2] == &found[2]);
  CHECK(match({}, published) == std::vector<const Transition*>(3, nullptr));
}

TEST_CASE("transition claims: a position may be off by 4 %, a step, or the spread of the seeds") {
  published::Transition seeds = expected;
  CHECK(allowed_shift(seeds, 0.001) == Approx(0.004));
  CHECK(allowed_shift(seeds, 0.007) == Approx(0.007));
  seeds.spread = 0.0113;
  CHECK(allowed_shift(seeds, 0.007) == Approx(0.0113));

  const SeedSweep sweep = two_points(0.002);
  const Transition near = found_at(0.1039), far = found_at(0.1041);
  CHECK(passes(position_claim({sweep, expected, &near, "x: "})));
  CHECK(position_claim({sweep, expected, &near, "x: "}).quantity == "x: T2 beta");
  CHECK(fails(position_claim({sweep, expected, &far})));
  CHECK(fails(position_claim({sweep, expected, nullptr})));
}

TEST_CASE("transition claims: what the detector need not see is reported, with the reason") {
  CHECK(why_unseen(expected, 0.003).empty());
  CHECK_THAT(why_unseen(expected, 0.0031), Catch::Contains("beyond steps of 0.003") &&
                                               Catch::Contains("jumps by 0.5 +- 0.11"));
  published::Transition faint = expected;
  faint.seen_to = 0;
  CHECK_THAT(why_unseen(faint, 0.0001), Catch::Contains("at its own step"));

  const SeedSweep sweep = two_points(0.002);
  const Claim row = position_claim({sweep, faint, nullptr});
  CHECK(row.kind == ClaimKind::reported);
  CHECK_THAT(row.remark, Catch::StartsWith("not judged: in the published curve"));
  for (const published::Transition& known : published::origin_sweep.transitions)
    CHECK(why_unseen(known, 0.002).empty());
}

TEST_CASE("transition claims: a jump fails if it is off by more than the noise and the trends allow") {
  SeedSweep sweep = two_points(0.002);
  const Transition found = found_at(0.1);
  const std::vector<TransitionSides> sides = transition_sides("r4");
  const auto row = [&](std::size_t k) { return jump_claim({sweep, expected, &found}, sides[k]); };
  CHECK(row(2).quantity == "T2 r4 jump");
  CHECK(passes(row(0)));
  CHECK(passes(row(2)));
  CHECK_FALSE(is_judged(row(1)));  // 10 within 4 √50
  const double allowed = 4 * std::hypot(0.02, 0.02) + 20 * 0.002;
  sweep.rows[1].test_error = 1.5 + 1.001 * allowed;
  CHECK(fails(row(0)));
  sweep.rows[1].test_error = 1.5 + 0.999 * allowed;
  CHECK(passes(row(0)));
  sweep.rows[1].distance = 4;  // none at all
  CHECK(fails(row(2)));
  CHECK(fails(jump_claim({sweep, expected, nullptr}, sides[0])));
}
