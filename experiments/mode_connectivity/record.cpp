#include "experiments/mode_connectivity/record.h"

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<CurvePoint> point_columns = {
    {"position", "1", "position on the curve, from 0 to 1", &CurvePoint::position},
    {"training_error", "nat", "mean cross-entropy of the training set", &CurvePoint::error},
    {"training_accuracy", "%", "correct answers on the training set", &CurvePoint::accuracy},
    {"distance", "1", "Euclidean distance of the parameters from the reference",
     &CurvePoint::distance},
};

const Columns<CurveRecord> curve_columns = {
    {"length", "1", "length of the curve in parameter space", &CurveRecord::length},
    {"gradient_evaluations", "1", "gradients on the whole training set spent on finding the curve",
     &CurveRecord::gradient_evaluations},
    {"settled", "1", "1 if the refinement ended because the largest error hardly moved",
     &CurveRecord::settled},
    {"largest_error", "nat", "largest training error on the curve", &CurveRecord::largest_error},
    {"barrier", "nat", "largest training error above the straight line between those of the ends",
     [](auto& curve) { return barrier(curve.points); }},
    {"start_distance", "1", "distance of the curve's start from the reference",
     [](auto& curve) { return curve.points.front().distance; }},
    {"end_distance", "1", "distance of the curve's end from the reference",
     [](auto& curve) { return curve.points.back().distance; }},
};

}  // namespace

std::string curve_group(const std::string& name) { return "/curves/" + name; }

void write_curve(RunWriter& file, const std::string& name, const CurveRecord& curve) {
  curve_columns.write_alone(file, curve_group(name), curve);
  point_columns.write(file, curve_group(name), curve.points);
}

CurveRecord read_curve(const RunFile& file, const std::string& name) {
  CurveRecord curve = curve_columns.read_alone(file, curve_group(name));
  curve.points = point_columns.read_filled(file, curve_group(name));
  return curve;
}

}  // namespace caldera
