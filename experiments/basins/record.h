#pragma once
// Maps of the error on planes through parameter space, and how they lie in run files.

#include <string>
#include <vector>

#include "experiments/run/run_file.h"

namespace caldera {

/// A plane through the origin, and what lies in it or near it. Coordinates are along two
/// orthonormal directions; of points beside the plane they are those of their projections.
struct BasinMap {
  std::vector<double> xs, ys;      ///< of the grid
  std::vector<double> error;       ///< E in nats: a row for each y, a column for each x
  std::vector<double> accuracy;    ///< correct answers in percent, likewise
  std::vector<std::string> names;  ///< of marked points: "T1 before", "M1" …
  StoredMatrix<double> points;     ///< theirs: names × 2
  StoredMatrix<double> path;       ///< a sweep's: points × 2
  std::vector<double> shares;  ///< 2: of the marked points' squared length, along each direction
};

/// Writes a map as /<name>/…
void write_map(RunWriter& file, const std::string& name, const BasinMap& map);

/// The inverse. Throws InputError for a file without such a map, and for parts that do not fit.
BasinMap read_map(const RunFile& file, const std::string& name);

}  // namespace caldera
