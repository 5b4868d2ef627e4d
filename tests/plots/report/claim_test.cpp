#include "plots/report/claim.h"

#include <cmath>
#include <limits>

#include "tests/catch.h"

using namespace caldera;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Claim judged(double ours) {
  return {.ours = ours, .band = Band{0.6137, 0.9173, "theory"}, .kind = ClaimKind::own};
}

}  // namespace

TEST_CASE("claim: inside and on the bounds passes, outside and NaN fail") {
  const auto verdict_of = [](double ours) {
    CHECK(passes(judged(ours)) != fails(judged(ours)));
    return passes(judged(ours));
  };
  CHECK(verdict_of(0.7719));
  CHECK(verdict_of(0.6137));
  CHECK(verdict_of(0.9173));
  CHECK_FALSE(verdict_of(std::nextafter(0.6137, 0.0)));
  CHECK_FALSE(verdict_of(std::nextafter(0.9173, 1.0)));
  CHECK_FALSE(verdict_of(unknown));
  CHECK_FALSE(verdict_of(std::numeric_limits<double>::infinity()));
}

TEST_CASE("claim: what is not known is not the smaller of two") {
  CHECK(largest({0.3, 2, 1}) == 2);
  CHECK(std::isnan(largest({})));
  for (const std::vector<double>& values :
       {std::vector{unknown, 0.7}, {0.7, unknown}, {0.65, unknown, 0.7}})
    CHECK(fails(judged(largest(values))));
}

TEST_CASE("claim: judged are comparisons, bounds and certificates, and without a band they fail") {
  for (const ClaimKind kind : {ClaimKind::published, ClaimKind::own, ClaimKind::certificate}) {
    Claim claim = judged(0.7);
    claim.kind = kind;
    CHECK(is_judged(claim));
    CHECK(passes(claim));
    claim.band.reset();
    CHECK(fails(claim));
  }
  const Claim told = reported("least margin", 7, -0.1217, "at r = 2");
  CHECK_FALSE(is_judged(told));
  CHECK_FALSE(passes(told));
  CHECK_FALSE(fails(told));
}

TEST_CASE("claim: a file that is missing fails, and so does a result that is absent") {
  for (const Claim& claim :
       {missing("missing: a.h5", "not there"), absent("transitions", 7, "not there")}) {
    CHECK(fails(claim));
    CHECK_FALSE(passes(claim));
    CHECK_FALSE(is_judged(claim));
    CHECK(std::isnan(claim.ours));
    CHECK(failure(claim) == "not there");
  }
}

TEST_CASE("claim: a failure says why in words") {
  CHECK(failure(judged(0.7)) == "");
  CHECK(failure(judged(0.5)) == "0.5 is below 0.6137 .. 0.9173 (theory)");
  CHECK(failure(judged(1)) == "1 is above 0.6137 .. 0.9173 (theory)");
  CHECK(failure(judged(unknown)) == "the run does not show it");
  CHECK(failure(reported("a", 1, unknown, "b")) == "");
}

TEST_CASE("claim: numbers and kinds as they are printed") {
  CHECK(number_text(0.0123456) == "0.01235");
  CHECK(number_text(unknown) == "none");
  CHECK(name(ClaimKind::published) == std::string("published"));
  CHECK(name(ClaimKind::missing) == std::string("missing"));
  CHECK(name(ClaimKind::absent) == std::string("absent"));
}
