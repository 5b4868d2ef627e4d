#include "plots/comparable.h"

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"

using namespace caldera;

TEST_CASE("comparable: neither smoke runs nor runs on a part of the images are judged") {
  CHECK(why_not_compared("study", {}).empty());
  CHECK(why_not_compared("paper", {{"seed", std::int64_t{1}}}).empty());
  CHECK(why_not_compared("smoke", {}) == "the profile smoke");
  CHECK(why_not_compared("study", {{"subset", std::int64_t{3000}}}) ==
        "trained on a part of the images");
}

TEST_CASE("comparable: a reason turns what is judged into what is reported, and stands in the remark") {
  Claim with_remark = test::judged("T1", 9);
  with_remark.remark = "bracket";
  const std::vector<Claim> rows = {with_remark, test::judged("T2", 9),
                                   reported("extra", 1, 2, "as it was")};
  CHECK(test::failed(compared_unless("", rows)) == std::vector<std::string>{"T1", "T2"});
  const std::vector<Claim> changed = compared_unless("smoke", rows);
  CHECK(test::count_judged(changed) == 0);
  test::check_words(changed);
  CHECK(changed[0].remark == "not judged: smoke; bracket");
  CHECK(changed[1].remark == "not judged: smoke");
  CHECK(changed[2].remark == "as it was");
}
