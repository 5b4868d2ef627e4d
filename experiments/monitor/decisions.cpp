#include "experiments/monitor/decisions.h"

#include <algorithm>

namespace caldera {

Samples::Series Samples::series(const std::string& signal) const {
  const std::size_t slash = signal.find('/');
  const std::string table = signal.substr(0, slash);
  const SignalTable& from = table == "step" ? steps : table == "epoch" ? epochs : curvature;
  if (from.rows.empty()) return {};
  return {from.column("step"), from.column(signal.substr(slash + 1))};
}

namespace {

/// The flags of one signal, as the optimizer's steps.
std::vector<Decision> flags_of(const std::string& signal, const Detector& detector,
                               const Samples& samples) {
  const Samples::Series series = samples.series(signal);
  std::vector<Decision> flags;
  for (const Flag& flag : find_flags(series.values, detector))
    flags.push_back({.start = series.steps[flag.start],
                     .confirmed = series.steps[flag.confirmed],
                     .deviations = flag.deviations});
  return flags;
}

bool goes(Direction direction, double deviations) {
  return direction == Direction::any || (direction == Direction::up) == (deviations > 0);
}

}  // namespace

std::vector<Decision> decide(const Rule& rule, std::size_t number, const Samples& samples,
                             const std::vector<Decision>& made, double step,
                             const WitnessWindow& window) {
  std::vector<Decision> witnesses, decisions;
  if (!rule.witness.empty()) witnesses = flags_of(rule.witness, rule.detector, samples);
  for (Decision flag : flags_of(rule.signal, rule.detector, samples)) {
    flag.rule = static_cast<double>(number);
    const bool is_decided = std::ranges::any_of(made, [&](const Decision& other) {
      return other.rule == flag.rule && other.confirmed == flag.confirmed;
    });
    if (is_decided || !goes(rule.direction, flag.deviations)) continue;
    const auto seen = std::ranges::find_if(witnesses, [&](const Decision& other) {
      return other.confirmed >= flag.start - window.before &&
             other.confirmed <= flag.confirmed + window.after;
    });
    if (seen != witnesses.end()) flag.witness = seen->confirmed;
    flag.acts = rule.witness.empty() || flag.witness >= 0 ? 1 : 0;
    if (flag.acts == 1 || step > flag.confirmed + window.after) decisions.push_back(flag);
  }
  return decisions;
}

}  // namespace caldera
