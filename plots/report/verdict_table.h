#pragma once
// The verdict of all studies: as a text, as a CSV file, and cell by cell for the report.

#include <array>
#include <string>
#include <vector>

#include "plots/report/comparison.h"

namespace caldera {

/// What one study has to say.
struct StudyVerdict {
  std::string study;                    ///< "origin sweep"
  std::string source;                   ///< where published values and tolerances come from
  std::vector<Comparison> comparisons;  ///< none if the study has not run
};

/// The columns of the table, and a comparison's cells.
using VerdictCells = std::array<std::string, 8>;
inline const VerdictCells verdict_columns = {
    "quantity",   "published", "seed",    "ours",
    "difference", "allowed",   "verdict", "tolerance from; remark"};
VerdictCells verdict_cells(const Comparison& comparison);

/// Whether a comparison of any study fails.
bool any_fails(const std::vector<StudyVerdict>& studies);

/// "117 of 117 comparisons pass." If there are any: how many quantities have no published value,
/// and which studies have not run.
std::string headline(const std::vector<StudyVerdict>& studies);

/// One line a comparison, study by study, each with its source; the headline comes last.
std::string verdict_table(const std::vector<StudyVerdict>& studies);

/// study,quantity,seed,published,ours,difference,low,high,source,verdict,remark. Fields that a
/// comparison does not have are empty; those with a comma in them are quoted.
std::string verdict_csv(const std::vector<StudyVerdict>& studies);

}  // namespace caldera
