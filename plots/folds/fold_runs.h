#pragma once
// The folds behind the transitions of a sweep, as the figure and the verdict read them.

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/folds/record.h"
#include "plots/report/comparison.h"

namespace caldera {

/// One transition.
struct FoldRun {
  std::string name;             ///< "T3"
  std::int64_t transition = 0;  ///< 3
  std::int64_t subset = 0;      ///< training images
  FoldRecord record = {};
  std::string sweep = {};  ///< digest of the sweep that it begins at
};

/// T<k>.h5 of a folder, in order of k. Throws InputError for none, for files of something else, and
/// for folds of different networks.
std::vector<FoldRun> load_folds(const std::filesystem::path& folder);

/// The same for these files, which have such names.
std::vector<FoldRun> load_folds(const std::vector<std::filesystem::path>& files);

/// A row of the table: name, bracket of the observed jump, β_fold, its distance from that in
/// percent, gradient norm, certificate, negative directions behind the fold, and E before and after
/// the fall.
std::vector<std::string> cells_of(const FoldRun& run);

/// Of each transition: whether its fold was found, with β, certificate and gradient norm within
/// what the run asked for, and one negative direction behind it (arXiv 2512.11866: the minimum
/// meets a saddle). The distance in β between jump and fold is reported.
std::vector<Comparison> compare_folds(const std::filesystem::path& folder);

}  // namespace caldera
