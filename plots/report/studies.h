#pragma once
// The studies that the verdict knows. A new one is a line in the list of studies.cpp.

#include <filesystem>
#include <string>
#include <vector>

#include "plots/report/verdict_table.h"

namespace caldera {

struct Study {
  std::string name;    ///< "origin sweep"
  std::string runs;    ///< its run file under results/<profile>, or the folder of its run files
  std::string source;  ///< where published values and tolerances come from
  /// Reads `runs` and compares.
  std::vector<Comparison> (*compare)(const std::filesystem::path& runs);
};

/// In the order of the table.
const std::vector<Study>& all_studies();

/// Every study's comparisons, from the runs of a profile; none of a study that has no run file yet.
/// Throws InputError for a file that is damaged or of another study.
std::vector<StudyVerdict> compare_studies(const std::filesystem::path& results);

}  // namespace caldera
