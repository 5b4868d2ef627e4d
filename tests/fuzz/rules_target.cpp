#include "experiments/monitor/rules.h"

#include <cmath>

#include "tests/fuzz/answers.h"

namespace caldera::fuzz {

void try_rules(Bytes input) {
  const std::string text = text_of(input);
  Rule rule{};
  if (!accepts([&] { rule = parse_rule(text, Baselines{}); })) return;
  require(rule.text == text, "the text as it was given");
  require(rule.factor > 0 && std::isfinite(rule.factor), "a factor that can be multiplied by");
  require(rule.signal.find('/') != std::string::npos, "a signal with its table");
  require(rule.witness.empty() || rule.witness.find('/') != std::string::npos, "so for a witness");
}

}  // namespace caldera::fuzz
