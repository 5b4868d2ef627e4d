#pragma once
// Reads points of an earlier sweep, for programs that analyse them.

#include <filesystem>
#include <vector>

#include "experiments/model/data_sets.h"
#include "experiments/model/model_file.h"
#include "experiments/sweep/record.h"

namespace caldera {

/// A sweep, and the points at which it is looked at.
struct SweepVisit {
  std::vector<SweepRow> rows = {};
  std::vector<Transition> transitions = {};  ///< those that the detector finds
  std::vector<std::size_t> points = {};      ///< ascending; row and model have the same number
  SweepModels models = {};
  Dataset data = {};
};

/// Of the sweep with these rows: reads the models, and the first `subset` of the examples of
/// `source`. The points are every n-th, the last one, and both ends of every transition. Throws
/// InputError for a file without models, for too few rows to find transitions, and if the models do
/// not fit the data.
SweepVisit visit(const std::filesystem::path& sweep, std::vector<SweepRow> rows, std::size_t every,
                 const DataSource& source, std::size_t subset);

}  // namespace caldera
