#pragma once
// How far a planned run is.

#include <filesystem>
#include <optional>
#include <string>

#include "experiments/study/plan.h"

namespace caldera {

struct RunStatus {
  bool is_done = false;  ///< or is there, and could not be checked
  /// "done", "of other settings (…)", "there, not checked: …", "begun: 12 steps, the last 0:42 ago",
  /// "waiting for …", "to do"
  std::string text;
  std::optional<double> seconds = {};  ///< that a done one took, if its file says so
};

/// Of a run in results/<profile>. Whether a file is of this run's settings is asked of the program
/// itself, which makes nothing (RunQuestion); its data set is the folder in data_variable(), or
/// else the default one. If that program refuses its input first, such as a data set that is not
/// there, the run is not checked. Throws what else the program throws.
RunStatus status_of(const PlannedRun& run, const std::string& profile,
                    const std::filesystem::path& results);

}  // namespace caldera
