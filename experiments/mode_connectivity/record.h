#pragma once
// Curves between two trained networks: what was measured along them, and how it lies in run files.

#include <string>
#include <vector>

#include "caldera/probes/landscape/curve_profile.h"
#include "experiments/run/run_file.h"

namespace caldera {

/// One curve, from its start to its end.
struct CurveRecord {
  std::vector<CurvePoint> points;   ///< errors and accuracies of both sets
  double length = 0;                ///< in parameter space
  double gradient_evaluations = 0;  ///< what it cost: gradients of E on the whole training set
  bool settled = false;             ///< the largest error (probes/landscape/curve_profile.h)

  double largest_error() const { return highest(points).error; }
  double largest_test_error() const;
  double least_test_accuracy() const;
};

/// The curve that goes along `second`, which begins where `first` ends, after it. Both were looked
/// at, and refined, by themselves; so the largest error is that of one of them.
CurveRecord joined(const CurveRecord& first, const CurveRecord& second);

/// The control at the end of one of its steps: training on from the start without a pull.
struct ControlRow {
  double epochs = 0;                  ///< from the start on
  double training_error_running = 0;  ///< running mean of E over the last epoch, nat
  double training_error = 0;          ///< E of the training set at the step's end, nat
  double test_error = 0;              ///< of the test set, nat
  double test_accuracy = 0;           ///< of the test set, percent
  double distance = 0;                ///< from the reference of the path
};

/// Where run files keep a curve: "/curves/straight".
std::string curve_group(const std::string& name);

/// Writes it as /curves/<name>/<quantity>, each with units and a long name; and what follows from
/// the points: the largest errors, the least accuracy, the barrier, and the distance from the
/// reference at both ends.
void write_curve(RunWriter& file, const std::string& name, const CurveRecord& curve);

/// The inverse. Throws InputError for a file without such a curve.
CurveRecord read_curve(const RunFile& file, const std::string& name);

/// Writes the control as /without_pull/<quantity>, and reads it back. Throws InputError for a file
/// without one.
void write_control(RunWriter& file, const std::vector<ControlRow>& rows);
std::vector<ControlRow> read_control(const RunFile& file);

}  // namespace caldera
