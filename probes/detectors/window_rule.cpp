#include "caldera/probes/detectors/window_rule.h"

#include "caldera/probes/detectors/moments.h"
#include "caldera/probes/detectors/row.h"
#include "caldera/probes/detectors/rule_checks.h"

namespace caldera {

std::vector<Flag> window_flags(std::span<const double> series, const WindowRule& rule) {
  check_rule("window", rule.window, 2);
  check_rule("lasting", rule.lasting, 1);
  check_rule("deviations", rule.deviations);
  std::vector<Flag> flags;
  Row row{rule.lasting, rule.deviations};
  for (std::size_t n = rule.window; n < series.size(); ++n) {
    const std::size_t end = row.is_pending() && !rule.moving ? row.start : n;
    const Moments window = moments(series.subspan(end - rule.window, rule.window));
    if (const auto flag = row.add(n, standardise(series[n], window))) flags.push_back(*flag);
  }
  return flags;
}

}  // namespace caldera
