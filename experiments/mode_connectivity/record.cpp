#include "experiments/mode_connectivity/record.h"

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<CurvePoint> columns = {
    {"position", "1", "position on the curve, from 0 to 1", &CurvePoint::position},
    {"training_error", "nat", "mean cross-entropy of the training set", &CurvePoint::error},
    {"training_accuracy", "%", "correct answers on the training set", &CurvePoint::accuracy},
    {"distance", "1", "Euclidean distance of the parameters from the reference",
     &CurvePoint::distance},
};

}  // namespace

std::string curve_group(const std::string& name) { return "/curves/" + name; }

void write_curve(RunWriter& file, const std::string& name, const CurveRecord& curve) {
  const std::string group = curve_group(name) + "/";
  columns.write(file, curve_group(name), curve.points);
  const auto scalar = [&](const char* quantity, double value, const Description& description) {
    file.scalar(group + quantity, value, description);
  };
  scalar("length", curve.length, {"1", "length of the curve in parameter space"});
  scalar("gradient_evaluations", curve.gradient_evaluations,
         {"1", "gradients on the whole training set spent on finding the curve"});
  scalar("settled", curve.settled,
         {"1", "1 if the refinement ended because the largest error hardly moved"});
  scalar("largest_error", curve.largest_error(), {"nat", "largest training error on the curve"});
  scalar("barrier", barrier(curve.points),
         {"nat", "largest training error above the straight line between those of the ends"});
  scalar("start_distance", curve.points.front().distance,
         {"1", "distance of the curve's start from the reference"});
  scalar("end_distance", curve.points.back().distance,
         {"1", "distance of the curve's end from the reference"});
}

CurveRecord read_curve(const RunFile& file, const std::string& name) {
  const std::string group = curve_group(name) + "/";
  CurveRecord curve;
  curve.points = columns.read_filled(file, curve_group(name));
  curve.length = file.scalar<double>(group + "length");
  curve.gradient_evaluations = file.scalar<double>(group + "gradient_evaluations");
  curve.settled = file.scalar<double>(group + "settled") != 0;
  return curve;
}

}  // namespace caldera
