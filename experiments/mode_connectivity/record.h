#pragma once
// Curves between two trained networks: what was measured along them, and how it lies in run files.

#include <string>
#include <vector>

#include "caldera/probes/landscape/curve_profile.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// One curve, from its start to its end.
struct CurveRecord {
  std::vector<CurvePoint> points;   ///< errors and accuracies of the training set
  double length = 0;                ///< in parameter space
  double gradient_evaluations = 0;  ///< what it cost: gradients of E on the whole training set
  bool settled = false;             ///< the largest error (probes/landscape/curve_profile.h)

  double largest_error() const { return highest(points).error; }
};

/// Where run files keep a curve: "/curves/straight".
std::string curve_group(const std::string& name);

/// Writes it as /curves/<name>/<quantity>, each with units and a long name; and what follows from
/// the points: the largest error, the barrier, and the distance from the reference at both ends.
void write_curve(RunWriter& file, const std::string& name, const CurveRecord& curve);

/// The inverse. Throws InputError for a file without such a curve.
CurveRecord read_curve(const RunFile& file, const std::string& name);

}  // namespace caldera
