#include "caldera/probes/detectors/baseline_rule.h"

#include <algorithm>

#include "caldera/probes/detectors/moments.h"
#include "caldera/probes/detectors/row.h"
#include "caldera/probes/detectors/rule_checks.h"

namespace caldera {

namespace {

void check(const BaselineRule& rule) {
  check_rule("smooth", rule.smooth, 1);
  check_rule("baseline", rule.baseline, rule.scale == BaselineScale::means ? rule.smooth + 1 : 2);
  check_rule("lasting", rule.lasting, 1);
  check_rule("deviations", rule.deviations);
}

/// The mean of the `smooth` samples that end with n.
double sliding_mean(std::span<const double> series, std::size_t n, std::size_t smooth) {
  return shifted_mean(series.subspan(n + 1 - smooth, smooth));
}

/// The baseline's mean, and the σ that the rule asks for.
Moments reference_of(std::span<const double> baseline, const BaselineRule& rule) {
  const Moments samples = moments(baseline);
  if (rule.scale == BaselineScale::samples) return samples;
  std::vector<double> means;
  for (std::size_t n = rule.smooth - 1; n < baseline.size(); ++n)
    means.push_back(sliding_mean(baseline, n, rule.smooth));
  return {samples.mean, moments(means).deviation};
}

}  // namespace

std::vector<Flag> baseline_flags(std::span<const double> series, const BaselineRule& rule) {
  check(rule);
  if (series.size() <= rule.baseline) return {};
  const Moments reference = reference_of(series.first(rule.baseline), rule);
  std::vector<Flag> flags;
  Row row{rule.lasting, rule.deviations};
  for (std::size_t n = std::max(rule.baseline, rule.smooth - 1); n < series.size(); ++n) {
    const double mean = sliding_mean(series, n, rule.smooth);
    if (const auto flag = row.add(n, standardise(mean, reference))) flags.push_back(*flag);
  }
  return flags;
}

}  // namespace caldera
