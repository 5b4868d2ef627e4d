#include "plots/grid_claims.h"

#include <limits>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/published_fixture.h"

using namespace caldera;

namespace {

/// Twelve places with these deviations, the others at a tenth.
std::vector<GridPoint> points(const std::vector<double>& deviations) {
  std::vector<GridPoint> all;
  for (std::size_t i = 0; i < 12; ++i) {
    const double deviation = i < deviations.size() ? deviations[i] : 0.1;
    all.push_back({0.01 * static_cast<double>(i), 1 + 0.2 * deviation, 1, 0.2, {}});
  }
  return all;
}

Claim claim_of(const std::vector<double>& deviations) {
  return grid_claim("E", 7, points(deviations), 13);
}

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("grid claims: as many places may be out as chance allows") {
  CHECK(out_by_chance(1) == 0);  // 0.5 %, and no less than that
  CHECK(out_by_chance(2) == 1);
  CHECK(out_by_chance(12) == 1);
  CHECK(out_by_chance(120) == 3);
  CHECK(out_by_chance(0) == 0);
}

TEST_CASE("grid claims: one place out of twelve passes, two fail, and so does one that is far out") {
  CHECK(passes(claim_of({})));
  CHECK(passes(claim_of({0.99, 1.01})));
  CHECK(claim_of({0.99, 1.01}).ours == 1);
  CHECK(fails(claim_of({1.01, 1.01})));
  CHECK(fails(claim_of({2.01})));
  CHECK(fails(claim_of({unknown})));
  CHECK(fails(grid_claim("E", 7, {}, 12)));
}

TEST_CASE("grid claims: the row names the worst place and the widest band") {
  std::vector<GridPoint> all = points({0.3, 1.5, 0.2});
  all[2].allowed = 0.4;
  all[1].of = "eigenvalue 3 ";
  const Claim row = grid_claim("E", 7, all, 13);
  CHECK(row.remark ==
        "of 12 places (1 left out); worst: eigenvalue 3 at beta 0.01 1.3, published 1 +- 0.2");
  CHECK(row.could_not_tell == "a shift by up to 0.4 (at beta 0.02)");
  test::check_words({row});
}

TEST_CASE("grid claims: the two points around a place") {
  const std::vector<double> betas = {0, 0.1, 0.3};
  CHECK_FALSE(around(betas, -0.01));
  CHECK_FALSE(around(betas, 0.31));
  CHECK_FALSE(around({0.1}, 0.1));
  CHECK(around(betas, 0)->right == 1);
  CHECK(around(betas, 0)->share == 0);
  CHECK(around(betas, 0.25)->left == 1);
  CHECK(around(betas, 0.25)->share == Approx(0.75));
  CHECK(around(betas, 0.3)->share == Approx(1));
}

TEST_CASE("grid claims: places that a run may have jumped at are left out") {
  const published::Transition transitions[] = {test::at(0.1), test::at(0.5)};
  CHECK(is_clear(0.2, 0.19, 0.21, 0.02, transitions));
  CHECK_FALSE(is_clear(0.103, 0.102, 0.104, 0.002, transitions));  // within 4 %
  CHECK_FALSE(is_clear(0.15, 0.14, 0.2, 0.06, transitions));       // within a step
  CHECK_FALSE(is_clear(0.3, 0.05, 0.35, 0.1, transitions));        // T1 between our points
}
