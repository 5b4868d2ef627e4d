#include "tests/experiments/mutants/small_results.h"

#include <cmath>

#include "experiments/basins/record.h"
#include "experiments/classroom/record.h"
#include "experiments/complexity/record.h"
#include "experiments/curvature_change/record.h"
#include "experiments/detectors/record.h"
#include "experiments/escape/record.h"
#include "experiments/folds/record.h"
#include "experiments/linear_cascade/record.h"
#include "experiments/linear_phases/record.h"
#include "experiments/mode_connectivity/record.h"
#include "experiments/path_spectrum/record.h"
#include "experiments/run/digest.h"
#include "experiments/slices/record.h"
#include "experiments/thermal_escape/record.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/plots/group_fixture.h"

namespace caldera::test {

namespace fs = std::filesystem;

namespace {

/// Numbers that go up evenly: so many, from the first, in steps.
std::vector<double> ramp(std::size_t count, double first, double step) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(first + step * static_cast<double>(i));
  return values;
}

RunWriter writer(const fs::path& path, const std::string& study, Configuration configuration = {}) {
  fs::create_directories(path.parent_path());
  return {path, {study, study, "smoke", 1, std::move(configuration)}};
}

Configuration trained_on(const std::string& dataset, const std::string& architecture) {
  return {{"architecture", architecture}, {"dataset", dataset}, {"learning_rate", 0.0015},
          {"max_epochs", std::int64_t{12}}, {"baseline", std::int64_t{60}}};
}

/// Fifteen points of which E jumps up and r down between points 7 and 8.
std::vector<SweepRow> sweep_rows(std::size_t classes, double first_beta, double step) {
  const std::vector<double> noise = random_numbers<double>(30);
  std::vector<SweepRow> rows(15);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SweepRow& row = rows[i];
    row.beta = first_beta + step * static_cast<double>(i);
    row.epochs = 2;
    row.training_error_running = 0.1 + 0.02 * static_cast<double>(i) + (i > 7 ? 1 : 0) + 1e-4 * noise[i];
    row.training_error = row.test_error = row.training_error_running;
    row.distance = 10 - 0.1 * static_cast<double>(i) - (i > 7 ? 3 : 0) + 1e-4 * noise[15 + i];
    row.test_accuracy = row.training_accuracy = i > 7 ? 40 : 80;
    row.pull_curvature = 2 * row.beta;
    row.loss_gradient_norm = 0.01;
    row.test_accuracy_by_class.assign(classes, 50);
    row.test_accuracy_by_class.front() = row.test_accuracy;
  }
  return rows;
}

void write_sweep_run(const fs::path& path, const std::string& study, const Configuration& of,
                     const std::vector<SweepRow>& rows) {
  RunWriter file = writer(path, study, of);
  write_sweep(file, rows);
  file.commit();
}

void write_sweeps(const fs::path& folder) {
  const Configuration mnist = trained_on("mnist", "mlp 784-4-10 sigmoid");
  const std::vector<SweepRow> rows = sweep_rows(10, 0, 0.006);
  write_sweep_run(folder / "origin_sweep/seed1.h5", "origin_sweep", mnist, rows);
  write_sweep_run(folder / "robustness/fast_seed1.h5", "origin_sweep", mnist, rows);
  write_sweep_run(folder / "pathfinder/to_t4.h5", "pathfinder", mnist, rows);
  write_sweep_run(folder / "hysteresis/seed1.h5", "hysteresis", mnist, rows);
  write_sweep_run(folder / "generalisation/relu.h5", "origin_sweep",
                  trained_on("mnist", "mlp 784-4-10 relu"), rows);
  write_sweep_run(folder / "generalisation/fashion.h5", "origin_sweep",
                  trained_on("fashion-mnist", "mlp 784-4-10 sigmoid"), rows);
  write_sweep_run(folder / "generalisation/cnn.h5", "origin_sweep",
                  trained_on("patterns", "cnn 4x4x1 16-3 relu"), sweep_rows(3, 0, 0.05));
  for (const std::string side : {"before", "after"})
    write_sweep_run(folder / "checkpoints" / ("T4_" + side + ".h5"), "transition_checkpoints", mnist,
                    {rows[side == "before" ? 7 : 8]});
}

void write_spectrum_run(const fs::path& path) {
  std::vector<SpectrumRow> rows;
  for (const SweepRow& row : sweep_rows(10, 0, 0.006))
    rows.push_back({.point = static_cast<double>(rows.size()),
                    .sweep = row,
                    .pairs = {{.value = -0.1, .residual = 1e-4, .bound = 1e-3, .converged = true},
                              {.value = 0.2, .residual = 1e-4, .bound = 1e-3, .converged = true},
                              {.value = 3, .residual = 1e-4, .bound = 1e-3, .converged = true}},
                    .norm = 3,
                    .products = 40});
  RunWriter file = writer(path, "path_spectrum");
  write_spectrum(file, rows);
  file.vector(transition_distances, std::vector<double>{8.5, 7.2}, {"1", "distances"});
  file.commit();
}

void write_modes(const fs::path& folder) {
  write_sweep_run(folder / "path_to_2.h5", "pathfinder", {}, sweep_rows(10, 0, 1e-5));
  RunWriter file = writer(folder / "curves_to_2.h5", "mode_connectivity",
                          {{"path", digest(folder / "path_to_2.h5")}});
  for (const char* name : {"straight", "permuted", "bezier", "route", "pathfinder", "rest"})
    write_curve(file, name,
                {.points = {{0, 0.005, 99, 40, 0.1, 97},
                            {0.5, 0.5, 90, 20, 0.6, 88},
                            {1, 0.004, 99, 10, 0.1, 97}},
                 .length = 60,
                 .gradient_evaluations = 7,
                 .settled = true});
  write_control(file, {{5, 0.01, 0.005, 0.1, 97, 42}, {10, 0.005, 0.003, 0.1, 97, 44}});
  file.commit();
}

void write_basins(const fs::path& path) {
  RunWriter file = writer(path, "basins");
  for (const std::string name : {"near", "far"})
    write_map(file, name,
              {.xs = ramp(4, -1, 1),
               .ys = ramp(3, -1, 1),
               .error = ramp(12, 0.3, 0.2),
               .accuracy = ramp(12, 20, 5),
               .names = {"T1 before", "T1 after", "M1"},
               .points = {3, 2, {0.5, 0.5, 0.6, 0.6, 1, 1}},
               .path = {2, 2, {0, 0, 1, 1}},
               .shares = {0.5, 0.3}});
  file.commit();
}

ClassroomBranch branch(std::size_t points) {
  ClassroomBranch result;
  for (std::size_t i = 0; i < points; ++i) {
    const auto number = static_cast<double>(i);
    result.add({.beta = 0.1 * number, .error = 0.2 * number, .accuracy = 100 - 10 * number,
                .margin = 0.02, .x = number, .y = -number},
               std::vector<double>{number, 1, 2});
  }
  return result;
}

void write_classroom(const fs::path& path) {
  const std::vector<double> cells(2 * 3 * 2 * classroom_classes, 0.25);
  const std::vector<float> inputs = {0, 0, 1, 1, -1, 1, 1, -1};
  RunWriter file = writer(path, "classroom");
  write_branch(file, "/rising", branch(8));
  write_branch(file, "/folds", branch(2));
  write_branch(file, "/falling1", branch(3));
  write_phases(file, {{1, 3}, {4, 7}});
  file.vector("/phases/x", ramp(3, -1, 1), {"1", "x"});
  file.vector("/phases/y", ramp(2, -1, 2), {"1", "y"});
  file.matrix<double>("/phases/probabilities", {cells.data(), 12, classroom_classes}, {"1", "p"});
  file.matrix<float>("/data/inputs", {inputs.data(), 4, 2}, {"1", "inputs"});
  file.vector("/data/labels", std::vector<std::uint8_t>{0, 1, 2, 3}, {"1", "labels"});
  file.vector("/plane/x", ramp(3, -1, 4), {"1", "x"});
  file.vector("/plane/y", ramp(3, -8, 4), {"1", "y"});
  file.vector("/plane/shares", ramp(2, 0.6, -0.3), {"1", "shares"});
  file.matrix<double>("/plane/error", {ramp(9, 0, 0.3).data(), 3, 3}, {"nat", "E"});
  file.commit();
}

ComplexityBranch near_onset(const ComplexityCase& of, double step) {
  ComplexityBranch result{of, step, {}, {}, {}};
  for (int i = 0; i < 12; ++i) {
    const double beta = step > 0 ? 0.5 + step * (i - 6) : 0.5 + step * (i - 5);
    result.beta.push_back(beta);
    result.error.push_back(1);
    result.distance.push_back(beta < 0.5 - 1e-9 ? std::sqrt(2 * (0.6 - beta)) : 0);
  }
  return result;
}

void write_complexity_run(const fs::path& path) {
  ComplexityTable table;
  for (const std::int64_t features : {2, 8})
    for (const std::int64_t classes : {2, 8}) {
      ComplexityBranch counted{{.features = features, .classes = classes}, 0.02, {}, {}, {}};
      for (const SweepRow& row : sweep_rows(10, 0.02, 0.02)) {
        counted.beta.push_back(row.beta);
        counted.error.push_back(row.training_error);
        counted.distance.push_back(row.distance);
      }
      table.counts.push_back(counted);
    }
  for (const std::int64_t hidden : {1, 2}) {
    const ComplexityCase of{.hidden = hidden};
    for (const double step : {0.04, 0.02, 0.01}) table.onset.push_back(near_onset(of, step));
    table.onset.push_back(near_onset(of, -0.04));
    table.origin.push_back({of, -0.5});
  }
  RunWriter file = writer(path, "complexity");
  write_complexity(file, table);
  file.commit();
}

void write_curvature_run(const fs::path& path) {
  CurvatureTable table{{}, {{3, 4}, {7, 9}}};
  for (const SweepRow& row : sweep_rows(10, 0, 0.006)) {
    CurvatureRow& added = table.rows.emplace_back();
    added.sweep = row;
    added.at.curvature = {.value = 3 + row.beta, .standard_error = 0.2};
    added.at.trace = {.value = 2, .standard_error = 0.1};
    added.at.squared_frobenius_norm = {.value = 1, .standard_error = 0.1};
    added.at.gradient_squared_norm = 0.1;
  }
  RunWriter file = writer(path, "curvature_change");
  write_curvature(file, table);
  file.commit();
}

LinearPath linear_path() {
  LinearPath path;
  for (int i = 0; i < 5; ++i)
    path.push_back({.beta = 0.2 * i,
                    .error = 0.1 * i,
                    .distance = 3.0 - i,
                    .lowest = i == 4 ? -0.2 : 0.1,
                    .products = {i < 3 ? 0.7 : 0}});
  return path;
}

void write_linear(const fs::path& path) {
  LinearRun run{.singular_values = {0.8}};
  for (const std::size_t depth : {2u, 3u}) {
    run.depths.push_back({depth, linear_path(), linear_path(), linear_path(), {linear_path()}});
    const auto d = static_cast<double>(depth);
    run.critical.push_back({.depth = d, .mode = 1, .fold = 1, .beta = 0.35, .formula = 0.35});
    run.jumps.push_back({.depth = d, .mode = 1, .rising = 1, .step = 0.001, .jump = 0.01});
    run.orders.push_back({.depth = d, .mode = 1, .rising = 1, .exponent = 1, .limit = 0.1});
    run.scaling.push_back({.depth = d, .mode = 1, .distance = 1e-4, .eigenvalue = -0.02});
    run.exponents.push_back(
        {.depth = d, .mode = 1, .exponent = 0.5, .prefactor = 2, .farthest = 1e-4});
  }
  RunWriter file(path, {"linear_cascade", "linear", "smoke", 1, {}});
  write_linear_run(file, run);
  file.commit();
}

void write_phases(const fs::path& path) {
  LinearPhases run{.singular_values = {1.2, 0.8}};
  for (const std::size_t mode : {0u, 1u, 2u})
    for (const double beta : {0.1, 0.2, 0.3, 0.2})
      run.points.push_back({.depth = 3, .mode = mode, .beta = beta, .loss = 1, .product = 0.1,
                            .negative = mode > 0 && run.points.size() % 4 == 3 ? 1u : 0u});
  for (const std::size_t mode : {1u, 2u}) {
    run.ends.push_back({3, mode, true, "fold", 0.35, 1e-12});
    run.balances.push_back({.depth = 3, .mode = mode, .beta = 0.3, .loss = 1, .converged = true});
    run.barriers.push_back({.depth = 3, .mode = mode, .beta = 0.2, .learned = 1, .unlearned = 1.1,
                            .saddle = 1.2, .negative = 1});
  }
  run.states = {{.depth = 3, .beta = 0.15, .learned = "01", .negative = 1, .settles_in = "10"}};
  run.minima = {{.depth = 3, .beta = 0.15, .learned = "00", .loss = 2},
                {.depth = 3, .beta = 0.15, .learned = "10", .loss = 1.5},
                {.depth = 3, .beta = 0.15, .learned = "11", .loss = 1}};
  run.saddles = {{.depth = 3, .beta = 0.15, .height = 2.1, .negative = 1, .first = 0, .second = 1}};
  run.joins = {{.depth = 3, .beta = 0.15, .height = 1.6, .deeper = 2, .shallower = 1, .barrier = 0.1},
               {.depth = 3, .beta = 0.15, .height = 2.1, .deeper = 2, .shallower = 0, .barrier = 0.1}};
  RunWriter file = writer(path, "linear_phases", {{"points", std::int64_t{1}}});
  write_linear_phases(file, run);
  file.commit();
}

void write_thermal_run(const fs::path& path) {
  ThermalTable table;
  for (const std::size_t row : {0u, 1u}) {
    table.phases.push_back({.name = row == 0 ? "learned" : "origin", .beta = 0.4, .start = 0.79,
                            .saddle = 0.44, .barrier = 0.03, .stable = 0.8, .unstable = -0.3,
                            .across = 0.8, .ways = 1, .prefactor = 13, .correction = 10, .step = 0.1});
    for (const double high : {1, 5, 6})
      table.escapes.push_back({.phase = row, .is_hot = high == 1, .barrier_in_t = high,
                               .temperature = 0.03 / high, .escapes = 100,
                               .mean = 14 * std::exp(high), .error = 1.4 * std::exp(high),
                               .law = 13 * std::exp(high), .tested = 100, .distance = 0.05, .p = 0.4,
                               .survival = std::vector<double>(survival_points, 0.5)});
    for (const bool is_corrected : {false, true})
      table.fits.push_back({row, is_corrected, 0.03, 0.001, 13, 0.03, 1.5});
    table.halved.push_back({row, 0.006, 0.05, 100, 2000, 200});
  }
  table.variable = {{0.4, 2, 0.1, 100, 50, 5, 51, 49}};
  table.bowl = {{1, 1, 0.1, 640, 1.01, 0.05, 0.997, 1}};
  RunWriter file = writer(path, "thermal_escape");
  write_thermal(file, table);
  file.commit();
}

void write_fold_run(const fs::path& path, const fs::path& sweep) {
  FoldRecord record{0.069, 0.071, 0.4};
  record.path = {{.fold = 1, .beta = 0.07, .error = 1, .rate = 0.3, .curvature = 0.1},
                 {.fold = 1, .beta = 0.073, .error = 1.1, .rate = -0.2, .curvature = -0.1}};
  record.folds = {{.beta = 0.0735, .error = 1.25, .next_beta = 0.0736, .next_error = 1.6,
                   .layer_shares = {0.75, 0.25}, .class_changes = std::vector<double>(10, 0.5),
                   .direction = {0.6, 0, -0.8}}};
  record.slices = {"layer1 weight", "layer1 bias"};
  RunWriter file = writer(path, "folds",
                          {{"subset", std::int64_t{200}}, {"sweep", digest(sweep)}});
  write_folds(file, record);
  file.commit();
}

void write_detectors_run(const fs::path& path) {
  DetectorTable table{{"baseline", "CUSUM"}, {"independent", "drift"}, {}, {}};
  for (const double rule : {0, 1})
    for (const double noise : {0, 1})
      for (const double held_out : {0, 1}) {
        table.false_alarms.push_back({rule, noise, held_out, 10, 0.3});
        for (const double size : {0, 1, 3})
          table.detection.push_back({rule, noise, held_out, size, 1, size / 3, 0.06,
                                     size == 0 ? NAN : 7.0, size == 0 ? NAN : 6.0});
      }
  RunWriter file = writer(path, "detectors");
  write_detectors(file, table);
  file.commit();
}

ProjectedPoints projected(std::size_t count) {
  ProjectedPoints points{{}, ramp(count, 0.5, 0.1), ramp(count, 4, 0.1), 0.8};
  for (std::size_t i = 0; i < count; ++i) points.at.push_back({static_cast<double>(i) - 0.5, 0});
  return points;
}

void write_slice_run(const fs::path& path, const std::string& directions, std::size_t dimensions,
                     double beta) {
  SliceFrame frame;
  frame.directions = {dimensions, 3, std::vector<double>(dimensions * 3, 0.5)};
  frame.xs = ramp(5, -1, 0.5);
  frame.ys = dimensions == 1 ? std::vector<double>{0} : ramp(5, -1, 0.5);
  frame.models = projected(dimensions + 1);
  if (directions == "pca") frame.trajectory = projected(4);
  if (directions == "pca") frame.shares = {0.7, 0.2};
  std::vector<double> error;
  for (const double y : frame.ys)
    for (const double x : frame.xs) error.push_back((x * x - 0.2) * (x * x - 0.2) + y * y);
  RunWriter file = writer(path, "slices", {{"beta", beta}, {"directions", directions}});
  write_frame(file, frame);
  write_values(file, {error, std::vector<double>(error.size(), 50), error}, frame.xs.size());
  file.commit();
}

GroupRun training_run(double batch, double rate) {
  std::vector<std::vector<double>> steps, epochs, curvature;
  for (int step = 0; step < 240; ++step) {
    const double wobble = step % 2 == 0 ? 0.01 : -0.01;
    steps.push_back({step / 20.0, 1.0 * step, step == 0 ? 2.3 : 1.5, 1 + wobble, 7 + wobble, 0.5});
  }
  for (int epoch = 1; epoch <= 12; ++epoch) {
    epochs.push_back({1.0 * epoch, 20.0 * epoch, 2.3 - 0.05 * epoch, 0.5, 0.9, 3.0 + epoch});
    curvature.push_back({epoch - 1.0, 4.0 / epoch});
  }
  GroupRun run{.seed = 1, .batch = batch, .learning_rate = rate};
  run.samples.steps = signal_table(
      {"epoch", "step", "error", "gradient_norm", "hidden_effective_rank", "alignment"}, steps);
  run.samples.epochs =
      signal_table({"epoch", "step", "error", "test_error", "layer1_cka", "distance"}, epochs);
  run.samples.curvature = signal_table({"epoch", "eigenvalue1"}, curvature);
  return run;
}

void write_groups(const fs::path& folder) {
  RunWriter rates = writer(folder / "learning_rates.h5", "learning_rates");
  write_group(rates, {training_run(64, 0.01), training_run(64, 0.1), training_run(64, 1)});
  rates.commit();
  Configuration trained = trained_on("mnist", "mlp 784-4-10 sigmoid");
  trained["subset"] = std::int64_t{3000};
  RunWriter escape = writer(folder / "escape.h5", "escape", trained);
  write_group(escape, {training_run(64, 0.0015), training_run(64, 0.003), training_run(3000, 0.0015)});
  write_trap(escape, {2.29, 2, 1e-9, 0.01, 1e-4});
  escape.commit();
}

/// Twelve stages of four epochs, with five steps each.
void write_watched(const fs::path& path) {
  std::vector<std::vector<double>> steps, epochs, curvature;
  for (int epoch = 0; epoch < 48; ++epoch) {
    const int stage = epoch / 4;
    const double behind = stage > 6 ? 1 : 0, beta = 0.01 * stage;
    for (int step = 0; step < 5; ++step)
      steps.push_back({epoch + 0.2 * step, 5.0 * epoch + step, beta, 0.1 * behind, 3 + behind, 2});
    epochs.push_back({epoch + 1.0, 5.0 * epoch + 5, beta, 0.05 * stage + behind, 0.5,
                      10 - 0.2 * stage - 2 * behind, 0.9});
    curvature.push_back({epoch + 1.0, 5.0 * epoch + 5, beta, 4 - behind, 90});
  }
  RunWriter file = writer(path, "train", trained_on("mnist", "mlp 784-4-10 sigmoid"));
  write_signals(file, "/step", signal_table({"epoch", "step", "beta", "gradient_norm",
                                             "hidden_effective_rank", "layer2_effective_rank"},
                                            steps));
  write_signals(file, "/epoch", signal_table({"epoch", "step", "beta", "error", "test_error",
                                              "distance", "layer2_cka"},
                                             epochs));
  write_signals(file, "/curvature",
                signal_table({"epoch", "step", "beta", "eigenvalue1", "trace"}, curvature));
  file.commit();
}

}  // namespace

void write_small_results(const fs::path& folder) {
  write_sweeps(folder);
  write_spectrum_run(folder / "path_spectrum/to_t4_part01.h5");
  write_modes(folder / "modes");
  write_basins(folder / "basins/planes.h5");
  write_classroom(folder / "classroom/run.h5");
  write_complexity_run(folder / "theory/complexity.h5");
  write_curvature_run(folder / "theory/curvature.h5");
  write_linear(folder / "theory/linear.h5");
  write_phases(folder / "theory/phases.h5");
  write_thermal_run(folder / "theory/thermal.h5");
  write_fold_run(folder / "theory/folds/T5.h5", folder / "origin_sweep/seed1.h5");
  write_detectors_run(folder / "monitoring/detectors.h5");
  write_slice_run(folder / "slices/plane.h5", "models", 2, 0.06);
  write_slice_run(folder / "slices/fall.h5", "pca", 2, 0.07);
  write_slice_run(folder / "slices/line_from_29.h5", "models", 1, 0.058);
  write_slice_run(folder / "slices/line_from_T4.h5", "models", 1, 0.073);
  write_groups(folder / "monitoring");
  write_watched(folder / "monitoring/watched_sweep.h5");
}

}  // namespace caldera::test
