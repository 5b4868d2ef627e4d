// The program `mode_connectivity`, as the shell sees it, on a small network and few images: what it
// measures on each curve, what it refuses, and that neither threads nor interruptions change a bit.

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/mnist.h"
#include "caldera/nn/models/matching.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/nn/training/bezier.h"
#include "experiments/mode_connectivity/record.h"
#include "experiments/sweep/record.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

const std::string program = program_path("mode_connectivity");
const NetworkShape& shape = small_shape;
constexpr std::size_t images = 300;

/// A path from a.h5 to another model.
std::string pathfinder(const TemporaryFolder& folder, const std::string& to,
                       const std::string& out) {
  return program_path("pathfinder") + " --start " + (folder / "a.h5").string() + " --reference " +
         (folder / to).string() +
         " --beta-step 0.01 --beta-max 0.02 --subset 300 --batch 50 --max-epochs 2" +
         data_option() + out_option(folder / out);
}

/// Two models, a path between them and its control: a.h5, b.h5, path_to_2.h5 and control.h5. The
/// control was told of another reference, c.h5, which does not matter, and of the path's epochs.
void make_path(const TemporaryFolder& folder) {
  make_model(folder / "a.h5", 0);
  make_model(folder / "b.h5", 1);
  make_model(folder / "c.h5", 2);
  REQUIRE(run_in_shell(pathfinder(folder, "b.h5", "path_to_2.h5")).status == 0);
  REQUIRE(run_in_shell(pathfinder(folder, "c.h5", "control.h5") + "--without-pull --epochs-of " +
                       (folder / "path_to_2.h5").string())
              .status == 0);
}

std::string compare(const TemporaryFolder& folder, const fs::path& out) {
  return program + " --path " + (folder / "path_to_2.h5").string() + " --without-pull " +
         (folder / "control.h5").string() + " --start " + (folder / "a.h5").string() +
         " --reference " + (folder / "b.h5").string() + " --intervals 4" + data_option() +
         out_option(out);
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
  return std::sqrt(squared_distance(a, b));
}

bool near(double a, double b) { return std::abs(a - b) <= tolerance::value<double> * std::abs(b); }

std::vector<double> wide(const std::vector<float>& theta) { return {theta.begin(), theta.end()}; }

}  // namespace

TEST_CASE("mode_connectivity measures each curve between two models", "[mode_connectivity]") {
  const TemporaryFolder folder;
  make_path(folder);
  const fs::path out = folder / "curves_to_2.h5";
  const Answer answer = run_in_shell(compare(folder, out));
  REQUIRE(answer.status == 0);
  CHECK_THAT(answer.out, Contains("mode_connectivity: 5 curves written to " + out.string()));
  CHECK(names_in(folder.path()) ==
        Names{"a.h5", "b.h5", "c.h5", "control.h5", "curves_to_2.h5", "path_to_2.h5"});

  const std::vector<float> a = small_parameters(shape, 0), b = small_parameters(shape, 1);
  const Dataset data = first_examples(load_mnist(mnist_folder(), Split::train), images);
  DatasetObjective objective(shape, data);
  const Dataset unseen = load_mnist(mnist_folder(), Split::test);
  DatasetObjective test_objective(shape, unseen);
  const Evaluation at_a = objective.evaluate(wide(a)), at_b = objective.evaluate(wide(b));
  const Evaluation test_at_a = test_objective.evaluate(wide(a));
  const std::vector<SweepRow> rows = read_sweep(RunFile(folder / "path_to_2.h5"));
  const RunFile file(out);
  const CurveRecord path = read_curve(file, "pathfinder"), rest = read_curve(file, "rest"),
                    straight = read_curve(file, "straight"), bezier = read_curve(file, "bezier"),
                    permuted = read_curve(file, "permuted"), route = read_curve(file, "route");

  for (const CurveRecord& curve : {path, route, straight, bezier, permuted}) {
    CHECK(curve.points.front().error == at_a.error);
    CHECK(curve.points.front().accuracy == at_a.accuracy);
    CHECK(curve.points.front().test_error == test_at_a.error);
    CHECK(curve.points.front().test_accuracy == test_at_a.accuracy);
    CHECK(near(curve.points.front().distance, distance(a, b)));
  }
  for (const CurveRecord& curve : {rest, route, straight, bezier}) {
    CHECK(curve.points.back().error == at_b.error);
    CHECK(curve.points.back().accuracy == at_b.accuracy);
    CHECK(curve.points.back().distance == 0);
  }
  for (const char* name : {"pathfinder", "rest", "route", "straight", "bezier", "permuted"}) {
    const CurveRecord curve = read_curve(file, name);
    const std::string group = curve_group(name);
    CHECK(file.scalar<double>(group + "/largest_error") == highest(curve.points).error);
    CHECK(file.scalar<double>(group + "/barrier") == barrier(curve.points));
    CHECK(file.description(group + "/training_error").units == "nat");
  }

  // The path ends where the sweep did; the rest begins there.
  CHECK(path.points.back().error == rows.back().training_error);
  CHECK(near(path.points.back().distance, rows.back().distance));
  CHECK(rest.points.front().error == path.points.back().error);
  CHECK(near(rest.length, rows.back().distance));
  CHECK(path.gradient_evaluations == 6);

  // The route is both, and the Bézier curve has its epochs.
  CHECK(route.length == path.length + rest.length);
  CHECK(route.largest_error() == std::max(path.largest_error(), rest.largest_error()));
  CHECK(route.points.size() == path.points.size() + rest.points.size() - 1);
  CHECK(std::ranges::is_sorted(route.points, {}, &CurvePoint::position));
  CHECK(bezier.gradient_evaluations == path.gradient_evaluations);

  // The control is measured from this path's reference.
  const std::vector<SweepRow> trained_on = read_sweep(RunFile(folder / "control.h5"));
  const std::vector<ControlRow> control = read_control(file);
  REQUIRE(control.size() == trained_on.size());
  for (std::size_t i = 0; i < control.size(); ++i) {
    const Model model = read_model_at(folder / "control.h5", i);
    CHECK(control[i].epochs == 2 * static_cast<double>(i + 1));
    CHECK(control[i].training_error == trained_on[i].training_error);
    CHECK(control[i].test_accuracy == trained_on[i].test_accuracy);
    CHECK(near(control[i].distance, distance(float_parameters(model, out), b)));
  }
  double along_vertices = 0;
  std::vector<float> before = a;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Model model = read_model_at(folder / "path_to_2.h5", i);
    const std::vector<float> vertex = float_parameters(model, out);
    along_vertices += distance(before, vertex);
    before = vertex;
    const auto shows_it = [&](const CurvePoint& p) { return p.error == rows[i].training_error; };
    CHECK(std::ranges::any_of(path.points, shows_it));
  }
  CHECK(near(path.length, along_vertices));

  // On the straight line the distance falls in proportion.
  CHECK(straight.gradient_evaluations == 0);
  CHECK(straight.points.size() > 5);
  for (const CurvePoint& point : straight.points)
    CHECK(std::abs(point.distance - (1 - point.position) * straight.length) <=
          tolerance::value<double> * straight.length);

  // The stored control point and permutation make the curves again.
  const BezierCurve curve{a, file.vector<float>("/curves/bezier/control"), b};
  std::vector<double> theta(a.size());
  for (const CurvePoint& point : bezier.points) {
    curve.point(point.position, std::span<double>(theta));
    CHECK(objective.value(theta) == point.error);
  }
  const auto stored = file.vector<std::int64_t>("/curves/permuted/layer1");
  const HiddenPermutations units = {{stored.begin(), stored.end()}};
  const std::vector<float> matched = permute(shape, b, units);
  CHECK(near(permuted.length, distance(a, matched)));
  CHECK(permuted.length <= straight.length);
  CHECK(near(permuted.points.back().error, at_b.error));
  CHECK(permuted.points.back().error == objective.value(wide(matched)));

  check_interrupted("mode_connectivity", compare(folder, folder / "again.h5"), folder / "again.h5",
                    digest(out));

  // The figure of the only pair.
  const std::string figure = program_path("figure mode_connectivity") + " --paths " +
                             (folder / "path_to_2.h5").string() + " --curves " +
                             (folder / "curves_to_2.h5").string() + out_option(folder / "figure");
  CHECK(run_in_shell(figure).status == 0);
  CHECK(fs::file_size(folder / "figure.svg") > 0);
}

TEST_CASE("mode_connectivity refuses wrong options and ends and leaves nothing",
          "[mode_connectivity]") {
  const TemporaryFolder folder;
  make_path(folder);
  make_model(folder / "other.h5", 3);
  REQUIRE(run_in_shell(pathfinder(folder, "b.h5", "longer.h5") + "--without-pull --patience 2")
              .status == 0);
  REQUIRE(run_in_shell(pathfinder(folder, "b.h5", "shuffled.h5") + "--without-pull --seed 2").status == 0);
  const Names before = names_in(folder.path());
  const std::string control = "--without-pull control.h5 ";
  const std::string ends = control + "--path path_to_2.h5 --start a.h5 --reference b.h5 ";
  const std::vector<Refusal> refusals = {
      {control + "--start a.h5 --reference b.h5", "--path is required"},
      {"--path path_to_2.h5 --start a.h5 --reference b.h5", "--without-pull is required"},
      {control + "--path path_to_2.h5 --reference b.h5", "--start is required"},
      {control + "--path path_to_2.h5 --start a.h5", "--reference is required"},
      {control + "--path absent.h5 --start a.h5 --reference b.h5",
       "absent.h5: expected an HDF5 file, found no such file"},
      {control + "--path a.h5 --start a.h5 --reference b.h5",
       "a.h5:/sweep/beta: expected a dataset"},
      {"--without-pull path_to_2.h5 --path path_to_2.h5 --start a.h5 --reference b.h5",
       "path_to_2.h5: expected the run of path_to_2.h5 with --without-pull, found another"},
      {"--without-pull longer.h5 --path path_to_2.h5 --start a.h5 --reference b.h5",
       "longer.h5: expected the run of path_to_2.h5 with --without-pull, found another"},
      {"--without-pull shuffled.h5 --path path_to_2.h5 --start a.h5 --reference b.h5",
       "shuffled.h5: expected the run of path_to_2.h5 with --without-pull, found another"},
      {control + "--path path_to_2.h5 --start other.h5 --reference b.h5",
       "other.h5: expected the start of path_to_2.h5, found other weights"},
      {control + "--path path_to_2.h5 --start a.h5 --reference other.h5",
       "other.h5: expected the reference of path_to_2.h5, found other weights"},
      {ends + "--start-point -1", "--start-point: expected 0 to 1000000, found -1"},
      {ends + "--reference-transition 0", "--reference-transition: expected 1 to 1000000, found 0"},
      {ends + "--epochs 0", "--epochs: expected 1 to 100000, found 0"},
      {ends + "--intervals 0", "--intervals: expected 1 to 100000, found 0"},
      {ends + "--seed -1", "--seed: expected 0 to"},
      {ends + "--profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + program + data_option() +
                               out_option("new/out.h5") + given),
                  "mode_connectivity", said);
    CHECK(names_in(folder.path()) == before);
  }
}
