#pragma once
// The verdict of all studies: as a text, as a CSV file, and cell by cell for the report. As JSON:
// plots/report/verdict_json.h.

#include <array>
#include <string>
#include <vector>

#include "plots/report/claim.h"

namespace caldera {

/// What one study has to say.
struct StudyVerdict {
  std::string study;          ///< "origin sweep"
  std::string source;         ///< where published values and bands come from
  std::vector<Claim> claims;  ///< none if the study has not run
};

enum class Outcome {
  pass,        ///< every study has run, nothing is missing and nothing fails
  incomplete,  ///< a study has not run, or a run file is missing; nothing else fails
  fail         ///< a claim that is judged fails, or a result is absent
};
Outcome outcome(const std::vector<StudyVerdict>& studies);

/// The columns of the table, and a claim's cells.
using VerdictCells = std::array<std::string, 10>;
inline const VerdictCells verdict_columns = {"quantity",
                                             "published or exact",
                                             "seed",
                                             "ours",
                                             "difference",
                                             "allowed",
                                             "verdict",
                                             "judged against",
                                             "could not tell apart",
                                             "band from; remark"};
VerdictCells verdict_cells(const Claim& claim);

/// "pass", "FAIL", "MISSING", "ABSENT" or "-".
std::string verdict_word(const Claim& claim);

/// "Pass: 117 of 117 comparisons with published numbers, 41 of 41 own bounds, 10 of 10
/// certificates." It begins with the outcome: "Pass", "Incomplete" or "FAIL". If there are any: how
/// many quantities are only reported, how many run files are missing and results absent, and which
/// studies have not run.
std::string headline(const std::vector<StudyVerdict>& studies);

/// One line a claim, study by study, each with its source; then what fails, in words; the headline
/// comes last.
std::string verdict_table(const std::vector<StudyVerdict>& studies);

/// study,quantity,seed,judged_against,published,ours,difference,low,high,source,could_not_tell,
/// verdict,remark,failure. Fields that a claim does not have are empty; those with a comma in them
/// are quoted.
std::string verdict_csv(const std::vector<StudyVerdict>& studies);

}  // namespace caldera
