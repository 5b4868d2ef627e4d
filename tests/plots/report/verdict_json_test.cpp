#include "plots/report/verdict_json.h"

#include <algorithm>
#include <limits>

#include "tests/catch.h"

using namespace caldera;

TEST_CASE("verdict as JSON: texts are escaped as RFC 8259 asks for") {
  CHECK(json_text("a \"b\" \\ c\nd\te\x01") == "\"a \\\"b\\\" \\\\ c\\u000ad\\u0009e\\u0001\"");
  CHECK(json_text("‖θ‖² at β = 0") == "\"‖θ‖² at β = 0\"");
}

TEST_CASE("verdict as JSON: all fields of a claim, null for what it has not") {
  const Claim judged{.quantity = "T1 \"beta\"",
                     .seed = 3,
                     .expected = "0.1",
                     .reference = 0.1,
                     .ours = 0.30000000000000004,
                     .band = Band{0, std::numeric_limits<double>::infinity(), "theory"},
                     .could_not_tell = "much",
                     .kind = ClaimKind::own};
  const std::string json = verdict_json(
      {{"origin sweep", "a source", {judged, absent("gone", {}, "not there")}}, {"escape", "", {}}},
      {{"notes/a.h5", "no run"}});
  for (const char* part : {"{\"schema\": 1,",
                           "\"outcome\": \"fail\"",
                           "\"path\": \"notes/a.h5\"",
                           "\"reason\": \"no run\"",
                           "\"study\": \"origin sweep\"",
                           "\"source\": \"a source\"",
                           "\"has_run\": true",
                           "\"quantity\": \"T1 \\\"beta\\\"\"",
                           "\"seed\": 3,",
                           "\"judged_against\": \"own bound\"",
                           "\"reference\": 0.1",
                           "\"ours\": 0.30000000000000004",
                           "\"high\": null",
                           "\"could_not_tell\": \"much\"",
                           "\"verdict\": \"pass\"",
                           "\"quantity\": \"gone\",\n\"seed\": null",
                           "\"judged_against\": \"absent\"",
                           "\"verdict\": \"ABSENT\"",
                           "\"ours\": null",
                           "\"failure\": \"not there\"",
                           "\"study\": \"escape\"",
                           "\"has_run\": false,\n\"claims\": []"})
    CHECK_THAT(json, Catch::Contains(part));
  CHECK(std::ranges::count(json, '{') == std::ranges::count(json, '}'));
  CHECK(std::ranges::count(json, '[') == std::ranges::count(json, ']'));
}
