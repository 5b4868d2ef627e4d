#pragma once
// The folds behind the transitions of a sweep, as the figure and the verdict read them.

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/folds/record.h"

namespace caldera {

/// One transition.
struct FoldRun {
  std::string name;             ///< "T3"
  std::int64_t transition = 0;  ///< 3
  std::int64_t subset = 0;      ///< training images
  FoldRecord record = {};
  std::string sweep = {};  ///< digest of the sweep that it begins at
};

/// Of these files, T<k>.h5, in order of k. Throws InputError for other names, for files of
/// something else, for paths along which β falls, and for folds of different networks.
std::vector<FoldRun> load_folds(const std::vector<std::filesystem::path>& files);

/// A row of the table: name, bracket of the observed jump, β_fold, its distance from that in
/// percent, gradient norm, certificate, negative directions behind the fold, and E before and after
/// the fall.
std::vector<std::string> cells_of(const FoldRun& run);

/// (β_fold − β_jump)/β_jump in percent, β_jump in the middle of the sweep's bracket.
double distance_in_percent(const FoldRecord& record, const FoldRow& fold);

}  // namespace caldera
