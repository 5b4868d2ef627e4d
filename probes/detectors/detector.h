#pragma once
// Any of the rules.

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "caldera/probes/detectors/baseline_rule.h"
#include "caldera/probes/detectors/cusum.h"
#include "caldera/probes/detectors/window_rule.h"

namespace caldera {

using Detector = std::variant<WindowRule, BaselineRule, CusumRule>;

/// The flags of the rule that it is.
std::vector<Flag> find_flags(std::span<const double> series, const Detector& detector);

/// "window", "window, moving", "baseline", "baseline of means" or "CUSUM".
std::string name(const Detector& detector);

}  // namespace caldera
