#pragma once
// The figures of the report on watching training: detectors, monitored runs and landscape slices.

#include <vector>

#include "plots/report/sections.h"

namespace caldera {

/// In the order of the report.
std::vector<Section> monitoring_sections();

}  // namespace caldera
