#include "plots/report/studies.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <stdexcept>
#include <tuple>

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// In the order of linking, which means nothing.
std::vector<StudyClaims>& registered() {
  static std::vector<StudyClaims> studies;
  return studies;
}

bool belongs(const StudyClaims& study, const std::string& path) {
  return std::ranges::any_of(study.runs,
                             [&](const std::string& pattern) { return is_like(path, pattern); });
}

Claim missing_row(const MissingRun& run) {
  Claim row = missing((run.is_damaged ? "damaged: " : "missing: ") + run.path, run.reason);
  if (run.is_optional) {
    row.kind = ClaimKind::reported;
    row.remark = "optional: its data set is not to be had everywhere";
  }
  return row;
}

/// What the study says, or that it can say nothing.
std::vector<Claim> made(const StudyClaims& study, const RunFiles& files) {
  try {
    return study.make(files);
  } catch (const std::runtime_error& error) {
    return {absent("all claims", {}, error.what())};
  }
}

}  // namespace

ClaimsRegistration::ClaimsRegistration(StudyClaims study) {
  registered().push_back(std::move(study));
}

const std::vector<StudyClaims>& all_claims() {
  static const std::vector<StudyClaims> sorted = [] {
    std::vector<StudyClaims> studies = registered();
    std::ranges::sort(studies, {}, [](const StudyClaims& study) {
      return std::tuple(study.part, study.place, study.name);
    });
    return studies;
  }();
  return sorted;
}

std::vector<Claim> claims_of(const std::string& study, const fs::path& results) {
  const auto found = std::ranges::find(all_claims(), study, &StudyClaims::name);
  assert(found != all_claims().end());
  RunFiles files{results, {}};
  for (const RunEntry& run : list_runs(results).runs) files.paths.push_back(run.path);
  return found->make(files);
}

std::vector<StudyVerdict> compare_studies(const Inventory& inventory) {
  std::vector<StudyVerdict> verdicts;
  for (const StudyClaims& study : all_claims()) {
    StudyVerdict verdict{study.name, study.source, {}};
    const auto is_its_own = [&](const std::string& path) { return belongs(study, path); };
    std::vector<MissingRun> lost;
    std::ranges::copy_if(inventory.missing, std::back_inserter(lost), is_its_own,
                         &MissingRun::path);
    const bool has_run = std::ranges::any_of(inventory.files.paths, is_its_own);
    if (has_run) verdict.claims = made(study, inventory.files);
    if (has_run || std::ranges::any_of(lost, &MissingRun::is_damaged))
      for (const MissingRun& run : lost) verdict.claims.push_back(missing_row(run));
    if (has_run && verdict.claims.empty())
      verdict.claims.push_back(absent("all claims", {}, "its runs say nothing"));
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace caldera
