#pragma once
// The list of studies that the verdict knows. Each registers its claims; its runs are compared with
// the planned ones.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "plots/part.h"
#include "plots/report/run_list.h"
#include "plots/report/verdict_table.h"

namespace caldera {

/// What a study claims, and of which runs.
///
///     const ClaimsRegistration escape(
///         {.name = "escape",
///          .part = Part::monitoring,
///          .source = "arXiv 2505.06597 …",
///          .runs = {"monitoring/escape.h5"},
///          .make = make});
struct StudyClaims {
  std::string name = {};  ///< "origin sweep"
  Part part = Part::paper;
  std::string place = {};              ///< within the part, as text: "Fig. 2"; then by name
  std::string source = {};             ///< where published values and bands come from
  std::vector<std::string> runs = {};  ///< its run files, as RunFiles::like has them
  /// The claims, from those run files of all studies that are there, of its own one at least.
  /// Throws InputError for files that do not fit.
  std::function<std::vector<Claim>(const RunFiles& files)> make = {};
};

/// Adds a study to all_claims(). Of static duration, in a file that is linked into the program.
struct ClaimsRegistration {
  explicit ClaimsRegistration(StudyClaims study);
};

/// All that are linked in, in the order of the verdict.
const std::vector<StudyClaims>& all_claims();

/// The claims of one study from the run files that lie below a folder, whatever the plan is.
std::vector<Claim> claims_of(const std::string& study, const std::filesystem::path& results);

/// Of every study its claims, and after them a failure for each of its runs that is not there or
/// damaged, and for files of which it can say nothing. Runs of an optional data set that are not
/// there are reported. None of a study that has no run file yet.
std::vector<StudyVerdict> compare_studies(const Inventory& inventory);

}  // namespace caldera
