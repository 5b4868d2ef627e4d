#pragma once
// What the runs of a profile took on another machine, as effort: seconds, of which a run has one core, over
// the seconds of an epoch there (experiments/estimate/calibration.h). Runs are deterministic, so the work is the same
// everywhere, and only its speed differs.

#include <filesystem>
#include <map>
#include <string>

#include "experiments/study/plan.h"

namespace caldera {

/// By the first file of a run, "origin_sweep/seed1.h5".
using Efforts = std::map<std::string, double>;

/// Those of a profile, of the runs of which something is known.
Efforts efforts_of(const std::string& profile);

/// The lines of the table in effort.cpp for the finished runs in `results`: their seconds over `epoch`.
std::string effort_lines(const std::vector<PlannedRun>& plan, const std::string& profile,
                         const std::filesystem::path& results, double epoch);

}  // namespace caldera
