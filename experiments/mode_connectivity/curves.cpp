#include "experiments/mode_connectivity/curves.h"

#include <fmt/format.h>

#include <cmath>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/models/matching.h"
#include "caldera/nn/training/bezier.h"
#include "caldera/probes/landscape/polyline.h"
#include "caldera/probes/series/even_steps.h"
#include "experiments/model/model_file.h"
#include "experiments/sweep/record.h"

namespace caldera {

namespace {

Curve along(Polyline line, std::vector<double> grid) {
  const double length = line.length();
  return {[line = std::move(line)](double t, std::span<double> out) { line.point(t, out); },
          std::move(grid), length};
}

Curve between(const Modes& modes, const std::vector<float>& from, const std::vector<float>& to) {
  return along(Polyline({from, to}), even_steps(0, 1, modes.intervals + 1));
}

/// Looked at at each vertex, where it has kinks, and in the middle of each piece.
Curve pathfinder(const Modes& modes, RunWriter&, const Watch&) {
  std::vector<std::vector<float>> vertices = {modes.start};
  const SweepModels models = read_sweep_models(modes.path);
  for (std::size_t i = 0; i < models.parameters.rows; ++i)
    vertices.push_back(float_parameters(models.at(i), models.path));
  Polyline line(std::move(vertices));
  std::vector<double> grid = {0};
  for (std::size_t i = 1; i < line.positions().size(); ++i) {
    grid.push_back((line.positions()[i - 1] + line.positions()[i]) / 2);
    grid.push_back(line.positions()[i]);
  }
  Curve curve = along(std::move(line), std::move(grid));
  for (const SweepRow& row : read_sweep(RunFile(models.path)))
    curve.gradient_evaluations += row.epochs;
  return curve;
}

Curve rest(const Modes& modes, RunWriter&, const Watch&) {
  const std::filesystem::path& path = modes.path;
  return between(modes, float_parameters(read_model(path), path), modes.reference);
}

Curve straight(const Modes& modes, RunWriter&, const Watch&) {
  return between(modes, modes.start, modes.reference);
}

Curve bezier(const Modes& modes, RunWriter& segment, const Watch& watch) {
  const auto epochs = static_cast<std::uint32_t>(modes.epochs);
  BezierCurve curve =
      train_bezier(modes.setup.shape, modes.images, modes.start, modes.reference,
                   {.epochs = epochs,
                    .batch = static_cast<std::size_t>(modes.setup.batch),
                    .learning_rate = modes.setup.learning_rate,
                    .seed = static_cast<std::uint64_t>(modes.seed)},
                   [&](std::uint32_t done) {
                     watch(static_cast<double>(done) / epochs, fmt::format("epoch {}", done));
                   });
  segment.vector(curve_group("bezier") + "/control", curve.control,
                 {"1", "parameters of the control point, flat"});
  const double length = curve_length(curve);
  return {[curve = std::move(curve)](double t, std::span<double> out) { curve.point(t, out); },
          even_steps(0, 1, modes.intervals + 1), length, static_cast<double>(epochs)};
}

Curve permuted(const Modes& modes, RunWriter& segment, const Watch&) {
  const NetworkShape& shape = modes.setup.shape;
  const HiddenPermutations units = match_units(shape, modes.start, modes.reference);
  for (std::size_t k = 0; k < units.size(); ++k)
    segment.vector(fmt::format("{}/layer{}", curve_group("permuted"), k + 1),
                   std::vector<std::int64_t>(units[k].begin(), units[k].end()),
                   {"1", "the reference's unit that goes with each of the start's"});
  return between(modes, modes.start, permute(shape, modes.reference, units));
}

constexpr CurveKind kinds[] = {{"pathfinder", pathfinder},
                               {"rest", rest},
                               {"straight", straight},
                               {"bezier", bezier},
                               {"permuted", permuted}};

}  // namespace

std::span<const CurveKind> curve_kinds() { return kinds; }

CurveRecord look_at(const Curve& curve, const Modes& modes, Objectives& objectives) {
  const std::vector<double> reference(modes.reference.begin(), modes.reference.end());
  std::vector<double> theta(reference.size());
  const auto at = [&](double t) {
    curve.point(t, theta);
    const Evaluation found = objectives.training.evaluate(theta);
    const Evaluation held_out = objectives.test.evaluate(theta);
    return CurvePoint{.error = found.error,
                      .accuracy = found.accuracy,
                      .distance = std::sqrt(squared_distance(theta, reference)),
                      .test_error = held_out.error,
                      .test_accuracy = held_out.accuracy};
  };
  const CurveProfile found = profile_curve(at, curve.grid, curve_refinement);
  return {found.points, curve.length, curve.gradient_evaluations, found.settled};
}

std::vector<ControlRow> control_of(const Modes& modes) {
  const SweepModels models = read_sweep_models(modes.without_pull);
  std::vector<ControlRow> control;
  double epochs = 0;
  for (const SweepRow& row : read_sweep(RunFile(models.path))) {
    const std::vector<float> theta = float_parameters(models.at(control.size()), models.path);
    epochs += row.epochs;
    control.push_back({.epochs = epochs,
                       .training_error_running = row.training_error_running,
                       .training_error = row.training_error,
                       .test_error = row.test_error,
                       .test_accuracy = row.test_accuracy,
                       .distance = std::sqrt(squared_distance(theta, modes.reference))});
  }
  return control;
}

}  // namespace caldera
