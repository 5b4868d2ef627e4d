#pragma once
// The figures of the report that hold a theory against closed forms and measurements.

#include <vector>

#include "plots/report/sections.h"

namespace caldera {

/// In the order of the report.
std::vector<Section> theory_sections();

}  // namespace caldera
