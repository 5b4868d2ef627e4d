#include "caldera/probes/detectors/cusum.h"

#include <algorithm>
#include <cmath>

#include "caldera/probes/detectors/rule_checks.h"

namespace caldera {

namespace {

/// One of the two sums.
struct Sum {
  double value = 0;
  std::size_t start = 0;  ///< the sample behind its last zero

  void add(double excess, std::size_t n) {
    if (value == 0) start = n;
    value = std::max(0.0, value + excess);
  }
};

/// Behind the first `count` finite samples from `begin` on, or the end.
std::size_t end_of_baseline(std::span<const double> series, std::size_t begin, std::size_t count) {
  std::size_t end = begin;
  for (; end < series.size() && count > 0; ++end) count -= std::isfinite(series[end]);
  return end;
}

/// The first alarm of sums that are zero before sample `begin`.
std::optional<Flag> next_alarm(std::span<const double> series, std::size_t begin,
                               const Moments& reference, const CusumRule& rule) {
  Sum up, down;
  for (std::size_t n = begin; n < series.size(); ++n) {
    const double z = std::clamp(standardise(series[n], reference), -rule.limit, rule.limit);
    up.add(z - rule.allowance, n);
    down.add(-z - rule.allowance, n);
    const Sum& larger = up.value >= down.value ? up : down;
    if (larger.value > rule.threshold) {
      const auto samples = static_cast<double>(n + 1 - larger.start);
      const double shift = rule.allowance + larger.value / samples;
      return Flag{larger.start, n, &larger == &up ? shift : -shift};
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Flag> cusum_flags(std::span<const double> series, const CusumRule& rule) {
  check_rule("baseline", rule.baseline, 2);
  check_rule("allowance", rule.allowance);
  check_rule("threshold", rule.threshold);
  check_rule("limit", rule.limit);
  std::vector<Flag> flags;
  for (std::size_t begin = 0; begin < series.size(); begin = flags.back().confirmed + 1) {
    const std::size_t end = rule.known ? begin : end_of_baseline(series, begin, rule.baseline);
    const Moments reference = rule.known.value_or(moments(series.subspan(begin, end - begin)));
    const std::optional<Flag> flag = next_alarm(series, end, reference, rule);
    if (!flag) break;
    flags.push_back(*flag);
  }
  return flags;
}

}  // namespace caldera
