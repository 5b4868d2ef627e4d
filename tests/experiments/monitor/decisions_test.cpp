#include "experiments/monitor/decisions.h"

#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera::test {
namespace {

/// Samples every 10 steps: level 0 with a little scatter, and 5 from sample `jump` on.
SignalTable jumps_at(const std::vector<std::pair<std::string, std::size_t>>& signals,
                     std::size_t count) {
  SignalTable table;
  for (std::size_t i = 0; i < count; ++i) {
    Sample sample = {{{"step", "step", ""}, 10.0 * static_cast<double>(i)}};
    for (const auto& [name, jump] : signals)
      sample.push_back({{name, "1", ""}, (i % 2 == 0 ? 0.1 : -0.1) + (i >= jump ? 5 : 0)});
    add(table, sample);
  }
  return table;
}

}  // namespace

TEST_CASE("a flag is decided on once, in the direction that is asked for") {
  const Samples samples{.steps = jumps_at({{"a", 40}}, 60), .epochs = {}, .curvature = {}};
  const Rule rule = parse_rule("step/a window up note", {});
  const auto first = decide(rule, 3, samples, {}, 600, {});
  REQUIRE(first.size() == 1);
  CHECK(first[0].rule == 3);
  CHECK(first[0].start == 400);
  CHECK(first[0].confirmed == 420);
  CHECK(first[0].deviations > 2);
  CHECK(first[0].acts == 1);
  CHECK(decide(rule, 3, samples, first, 600, {}).empty());
  CHECK(decide(rule, 2, samples, first, 600, {}).size() == 1);  // another rule's flag
  CHECK(decide(parse_rule("step/a window down note", {}), 3, samples, {}, 600, {}).empty());
  CHECK(decide(parse_rule("epoch/a window note", {}), 3, samples, {}, 600, {}).empty());
  CHECK_THAT(refusal([&] { decide(parse_rule("step/b window note", {}), 0, samples, {}, 0, {}); }),
             Catch::Contains("one of: step a, found 'b'"));
}

TEST_CASE("a witness confirms, or is waited for until the window has passed") {
  const WitnessWindow window{.before = 50, .after = 100};
  const Rule rule = parse_rule("step/a window stop if step/b", {});
  const auto decisions = [&](std::size_t jump_of_b, double step) {
    const Samples samples{
        .steps = jumps_at({{"a", 40}, {"b", jump_of_b}}, 80), .epochs = {}, .curvature = {}};
    return decide(rule, 0, samples, {}, step, window);
  };
  const auto together = decisions(42, 430);
  REQUIRE(together.size() == 1);
  CHECK(together[0].acts == 1);
  CHECK(together[0].witness == 440);
  const auto earlier = decisions(35, 430);  // confirmed at 370, before the start at 400
  REQUIRE(earlier.size() == 1);
  CHECK(earlier[0].witness == 370);
  CHECK(decisions(60, 430).empty());  // it may still come
  const auto late = decisions(60, 530);
  REQUIRE(late.size() == 1);
  CHECK(late[0].acts == 0);
  CHECK(late[0].witness == -1);
}

}  // namespace caldera::test
