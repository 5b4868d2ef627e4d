#include "experiments/mode_connectivity/record.h"

#include <algorithm>

#include "experiments/run/columns.h"

namespace caldera {

namespace {

const Columns<CurvePoint> point_columns = {
    {"position", "1", "position on the curve, from 0 to 1", &CurvePoint::position},
    {"training_error", "nat", "mean cross-entropy of the training set", &CurvePoint::error},
    {"training_accuracy", "%", "correct answers on the training set", &CurvePoint::accuracy},
    {"distance", "1", "Euclidean distance of the parameters from the reference",
     &CurvePoint::distance},
    {"test_error", "nat", "mean cross-entropy of the test set", &CurvePoint::test_error},
    {"test_accuracy", "%", "correct answers on the test set", &CurvePoint::test_accuracy},
};

const Columns<CurveRecord> curve_columns = {
    {"length", "1", "length of the curve in parameter space", &CurveRecord::length},
    {"gradient_evaluations", "1", "gradients on the whole training set spent on finding the curve",
     &CurveRecord::gradient_evaluations},
    {"settled", "1", "1 if the refinement ended because the largest error hardly moved",
     &CurveRecord::settled},
    {"largest_error", "nat", "largest training error on the curve", &CurveRecord::largest_error},
    {"largest_test_error", "nat", "largest test error on the curve",
     &CurveRecord::largest_test_error},
    {"least_test_accuracy", "%", "least accuracy on the test set on the curve",
     &CurveRecord::least_test_accuracy},
    {"barrier", "nat", "largest training error above the straight line between those of the ends",
     [](auto& curve) { return barrier(curve.points); }},
    {"start_distance", "1", "distance of the curve's start from the reference",
     [](auto& curve) { return curve.points.front().distance; }},
    {"end_distance", "1", "distance of the curve's end from the reference",
     [](auto& curve) { return curve.points.back().distance; }},
};

const Columns<ControlRow> control_columns = {
    {"epochs", "epoch", "epochs from the start on", &ControlRow::epochs},
    {"training_error_running", "nat", "mean cross-entropy, running mean over the last epoch",
     &ControlRow::training_error_running},
    {"training_error", "nat", "mean cross-entropy of the training set",
     &ControlRow::training_error},
    {"test_error", "nat", "mean cross-entropy of the test set", &ControlRow::test_error},
    {"test_accuracy", "%", "correct answers on the test set", &ControlRow::test_accuracy},
    {"distance", "1", "Euclidean distance of the parameters from the reference",
     &ControlRow::distance},
};

constexpr const char* control_group = "/without_pull";

/// The same places, as shares of a longer curve.
std::vector<CurvePoint> placed(std::vector<CurvePoint> points, double offset, double share) {
  for (CurvePoint& point : points) point.position = offset + share * point.position;
  return points;
}

}  // namespace

double CurveRecord::largest_test_error() const {
  return std::ranges::max(points, {}, &CurvePoint::test_error).test_error;
}

double CurveRecord::least_test_accuracy() const {
  return std::ranges::min(points, {}, &CurvePoint::test_accuracy).test_accuracy;
}

CurveRecord joined(const CurveRecord& first, const CurveRecord& second) {
  const double length = first.length + second.length;
  const double share = length > 0 ? first.length / length : 0.5;
  CurveRecord whole{
      .points = placed(first.points, 0, share),
      .length = length,
      .gradient_evaluations = first.gradient_evaluations + second.gradient_evaluations,
      .settled = first.settled && second.settled};
  const std::vector<CurvePoint> rest = placed(second.points, share, 1 - share);
  whole.points.insert(whole.points.end(), rest.begin() + 1, rest.end());
  return whole;
}

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

void write_control(RunWriter& file, const std::vector<ControlRow>& rows) {
  control_columns.write(file, control_group, rows);
}

std::vector<ControlRow> read_control(const RunFile& file) {
  return control_columns.read_filled(file, control_group);
}

}  // namespace caldera
