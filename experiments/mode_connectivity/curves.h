#pragma once
// The curves between two networks that the program mode_connectivity compares, ready to be
// evaluated.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/mode_connectivity/record.h"
#include "experiments/model/training_setup.h"

namespace caldera {

/// What all curves are made from.
struct Modes {
  std::filesystem::path path;          ///< run file of pathfinder
  std::filesystem::path without_pull;  ///< its control
  std::size_t epochs = 0;              ///< of the Bézier curve's training
  std::size_t intervals = 0;           ///< of the first grid, but on the Pathfinder's path
  std::int64_t seed = 1;               ///< of the Bézier curve's training
  TrainingSetup setup = {};            ///< of the path, and so of the Bézier curve
  std::vector<float> start = {}, reference = {};
  Dataset images = {}, test = {};
};

/// A curve that is ready to be looked at.
struct Curve {
  std::function<void(double t, std::span<double> out)> point;
  std::vector<double> grid;         ///< positions to begin with
  double length = 0;                ///< in parameter space
  double gradient_evaluations = 0;  ///< what finding it took: gradients of E on all images
};

using Watch = std::function<void(double fraction, const std::string& note)>;

/// A kind of curve, and how it is made. What else is worth keeping goes into the segment.
struct CurveKind {
  const char* name;
  Curve (*make)(const Modes& modes, RunWriter& segment, const Watch& watch);
};

/// In the order in which they are made: pathfinder, rest, straight, bezier, permuted.
std::span<const CurveKind> curve_kinds();

/// How the largest error is searched for.
inline constexpr ProfileRule curve_refinement;

/// Exact passes over all images.
struct Objectives {
  DatasetObjective training, test;
};

/// E, accuracy and distance from the reference along a curve, exact, on all images.
CurveRecord look_at(const Curve& curve, const Modes& modes, Objectives& objectives);

/// How far the control is from the reference at the end of each step; what else is known of it is
/// taken over.
std::vector<ControlRow> control_of(const Modes& modes);

}  // namespace caldera
