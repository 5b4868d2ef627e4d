#include "experiments/monitor/rules.h"

#include "tests/catch.h"
#include "tests/refusal.h"

namespace caldera::test {

TEST_CASE("a rule is read word by word") {
  const Baselines baselines{.steps = 70, .epochs = 7, .curvature = 6};
  const Rule full = parse_rule(
      "epoch/error  window up learning_rate 0.5 if step/gradient_norm", baselines);
  CHECK(full.signal == "epoch/error");
  CHECK(name(full.detector) == "window");
  CHECK(full.direction == Direction::up);
  CHECK(full.action == Action::learning_rate);
  CHECK(full.factor == 0.5);
  CHECK(full.witness == "step/gradient_norm");
  const Rule shortest = parse_rule("step/error cusum note", baselines);
  CHECK(shortest.direction == Direction::any);
  CHECK(shortest.action == Action::note);
  CHECK(shortest.witness.empty());
  CHECK(std::get<CusumRule>(shortest.detector).baseline == 70);
  CHECK(std::get<CusumRule>(parse_rule("epoch/a cusum stop", baselines).detector).baseline == 7);
  const Rule means = parse_rule("curvature/trace means down roll_back", baselines);
  CHECK(std::get<BaselineRule>(means.detector).baseline == 6);
  CHECK(std::get<BaselineRule>(means.detector).scale == BaselineScale::means);
  CHECK(means.direction == Direction::down);
}

TEST_CASE("a rule that is no rule is refused, and says where") {
  const std::pair<const char*, const char*> wrong[] = {
      {"", "expected a signal, found nothing more"},
      {"error window note", "expected step/NAME, epoch/NAME or curvature/NAME, found 'error'"},
      {"step/error", "expected window, baseline, means or cusum, found nothing more"},
      {"step/error windows note", "expected window, baseline, means or cusum, found 'windows'"},
      {"step/error window sideways", "expected note, learning_rate, pull, stop or roll_back"},
      {"step/error window pull", "expected a factor above 0, found nothing more"},
      {"step/error window pull -1", "expected a factor above 0 and below 1e9 instead of '-1'"},
      {"step/error window pull 2x", "expected a factor above 0 and below 1e9 instead of '2x'"},
      {"step/error window pull nan", "instead of 'nan'"},
      {"step/error window pull 0x2", "instead of '0x2'"},
      {"step/error window pull 1e400", "instead of '1e400'"},
      {"step/error window stop now", "expected no more words, found 'now'"},
      {"step/error window stop if", "expected a signal, found nothing more"}};
  for (const auto& one : wrong) {
    INFO(one.first);
    CHECK_THAT(refusal([&] { parse_rule(one.first, {}); }), Catch::Contains(one.second));
  }
}

}  // namespace caldera::test
