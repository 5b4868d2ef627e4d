#pragma once
// The figures of results/<profile>, by the plan of its runs (experiments/study/plan.h).

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/study/plan.h"
#include "plots/figures.h"

namespace caldera {

/// The profile that a folder of results is named after: "smoke" for results/smoke/.
std::string profile_of(const std::filesystem::path& results);

/// The planned run files of an input, there or not.
std::vector<std::string> planned_files(const FigureInput& input,
                                       const std::vector<PlannedRun>& plan);

/// What a figure is drawn from, among the results of a profile. Files that are not planned do not
/// count.
struct FigureRuns {
  FigureFiles files;                 ///< those that are there
  std::vector<std::string> missing;  ///< those that are not, but for optional ones
};
FigureRuns runs_of(const FigureEntry& entry, const std::vector<PlannedRun>& plan,
                   const std::filesystem::path& results);

/// Whether <stem>.svg shows just these runs, and .png and .csv lie beside it.
bool shows(const std::filesystem::path& stem, const std::vector<ShownRun>& runs);

}  // namespace caldera
