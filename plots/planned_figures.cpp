#include "plots/planned_figures.h"

#include <algorithm>

#include "plots/figure/draw.h"
#include "plots/figure/file_text.h"
#include "plots/report/run_list.h"

namespace caldera {

namespace fs = std::filesystem;

std::string profile_of(const fs::path& results) {
  return (results / "").parent_path().filename().string();
}

std::vector<std::string> planned_files(const FigureInput& input,
                                       const std::vector<PlannedRun>& plan) {
  std::vector<std::string> files;
  for (const PlannedRun& run : plan)
    for (const std::string& file : run.files)
      if (is_like(file, input.where)) files.push_back(file);
  std::ranges::sort(files);
  return files;
}

FigureRuns runs_of(const FigureEntry& entry, const std::vector<PlannedRun>& plan,
                   const fs::path& results) {
  const auto is_optional = [&](const std::string& file) {
    return std::ranges::any_of(
        plan, [&](const PlannedRun& run) { return run.is_optional && run.writes(file); });
  };
  FigureRuns runs;
  for (const FigureInput& input : entry.inputs) {
    std::vector<fs::path> there;
    for (const std::string& file : planned_files(input, plan)) {
      std::error_code none;
      if (fs::exists(results / file, none))
        there.push_back(results / file);
      else if (!is_optional(file))
        runs.missing.push_back(file);
    }
    runs.files.add(input.option, there);
  }
  return runs;
}

bool shows(const fs::path& stem, const std::vector<ShownRun>& runs) {
  std::error_code none;
  for (const char* beside : {".png", ".csv"})
    if (!fs::exists(stem.string() + beside, none)) return false;
  return runs_shown_by(file_text(stem.string() + ".svg")) == runs;
}

}  // namespace caldera
