#pragma once
// The table of scalar curvatures along a sweep, one row per point, and how run files store it.

#include <cstddef>
#include <vector>

#include "caldera/probes/landscape/scalar_curvature.h"
#include "experiments/run/run_file.h"
#include "experiments/sweep/record.h"

namespace caldera {

/// One point. Of the estimates, files keep value and standard error.
struct CurvatureRow {
  double point = 0;  ///< its index in the sweep
  SweepRow sweep;    ///< of the sweep there
  ScalarCurvature at;
};

/// Two rows: the last before a transition, and the first after it.
struct TransitionRows {
  std::size_t before = 0, after = 0;

  bool operator==(const TransitionRows&) const = default;
};

/// The table, in order of β, and the transitions of the sweep.
struct CurvatureTable {
  std::vector<CurvatureRow> rows;
  std::vector<TransitionRows> transitions;
};

/// Writes /curvature/<quantity> and /curvature/<estimate>_error, the transitions, and what the
/// sweep says of the points as /sweep.
void write_curvature(RunWriter& file, const CurvatureTable& table);

/// The inverse. Throws InputError for a file without such a table.
CurvatureTable read_curvature(const RunFile& file);

}  // namespace caldera
