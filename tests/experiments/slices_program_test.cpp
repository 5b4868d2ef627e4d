// The program `slices`, as the shell sees it, on a small network: what it finds, what it refuses, and
// that neither threads nor interruptions change a bit.

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/data/mnist.h"
#include "experiments/slices/frame.h"
#include "tests/autograd/op_harness.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
using namespace caldera::test;

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

const std::string program = program_path("slices");

std::string slices(const fs::path& model, const fs::path& out, const std::string& more = "") {
  return program + " --model " + model.string() + " --side 4 --images 200 " + more + data_option() +
         out_option(out);
}

/// A training run's file, as far as slices are concerned: the weights of a model, and others.
fs::path make_trajectory(const fs::path& file, const NetworkShape& of = small_shape) {
  std::vector<float> points;
  for (const std::uint32_t step : {0u, 5u, 6u, 7u})
    for (const float parameter : small_parameters(of, step)) points.push_back(parameter);
  RunWriter writer(file, example_identity());
  writer.matrix<float>("/trajectory/parameters", {points.data(), 4, points.size() / 4}, {"1", "all"});
  writer.commit();
  return file;
}

/// Every value of the grid against a full pass over the images at this very point.
void check_grid(const Slice& slice, const std::vector<double>& centre) {
  const Dataset images = first_examples(load_mnist(mnist_folder(), Split::train), 200);
  DatasetObjective objective(small_shape, images);
  std::vector<double> theta(objective.dim()), errors, accuracies, squared_norms;
  for (const double y : slice.frame.ys)
    for (const double x : slice.frame.xs) {
      set_point(plane_of(slice.frame, centre), {x, y}, theta);
      const Evaluation at = objective.evaluate(theta);
      errors.push_back(at.error);
      accuracies.push_back(at.accuracy);
      squared_norms.push_back(squared_norm(std::span<const double>(theta)));
    }
  check_close("E", slice.values.error, errors, tolerance::value<double>);
  CHECK(slice.values.accuracy == accuracies);
  CHECK(slice.values.squared_norm == squared_norms);
}

}  // namespace

TEST_CASE("slices finds E on a random plane around a point of a sweep", "[slices]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12), out = folder / "slice.h5";
  const std::string more = "--model-point 3 --trajectory " + sweep.string();
  REQUIRE(run_in_shell(slices(sweep, out, more)).status == 0);
  const Slice slice = load_slice(out);
  CHECK(slice.directions == "random");
  CHECK(slice.beta == read_sweep(RunFile(sweep))[3].beta);
  CHECK(slice.frame.xs.size() == 4);
  check_grid(slice, read_model_at(sweep, 3).parameters);
  CHECK(slice.frame.trajectory.size() == 12);
  CHECK(std::abs(slice.frame.trajectory.at[3].x) <= tolerance::value<double>);  // the centre
  CHECK(slice.frame.trajectory.share > 0);
  CHECK(slice.frame.trajectory.share < 1);
  check_interrupted("slices", slices(sweep, folder / "again.h5", more), folder / "again.h5",
                    digest(out));
}

TEST_CASE("slices draws a plane through the points of a training run, around one of them",
          "[slices]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5", 9), out = folder / "slice.h5";
  const fs::path run = make_trajectory(folder / "run.h5");
  REQUIRE(run_in_shell(slices(model, out,
                              "--directions pca --trajectory-point 2 --beta 0.25 --trajectory " +
                                  run.string()))
              .status == 0);
  const Slice slice = load_slice(out);
  CHECK(slice.beta == 0.25);
  CHECK(slice.frame.shares.size() == 2);
  CHECK(slice.frame.trajectory.size() == 4);
  CHECK(slice.frame.trajectory.error[2] == slice.frame.models.error[0]);
  const std::vector<float> centre = small_parameters(small_shape, 6);
  check_grid(slice, {centre.begin(), centre.end()});
}

TEST_CASE("slices draws a line to another model, and along an eigenvector", "[slices]") {
  const TemporaryFolder folder;
  const fs::path model = make_model(folder / "model.h5", 0);
  const fs::path other = make_model(folder / "other.h5", 5);
  for (const std::string& more : {"--directions models --second " + other.string(),
                                  std::string("--directions eigenvectors --lowest")}) {
    const fs::path out = folder / "slice.h5";
    REQUIRE(run_in_shell(slices(model, out, "--dimensions 1 " + more)).status == 0);
    const Slice slice = load_slice(out);
    CHECK(slice.frame.is_line());
    CHECK(slice.frame.ys == std::vector<double>{0});
    CHECK(slice.beta == 0);
    CHECK(slice.frame.trajectory.size() == 0);
    check_grid(slice, read_model(model).parameters);
    if (slice.directions == "models") CHECK(slice.frame.models.error.size() == 2);
    fs::remove(out);
  }
}

TEST_CASE("slices refuses random directions around weights without a length", "[slices]") {
  const TemporaryFolder folder;
  const fs::path zero = folder / "zero.h5";
  const std::vector<float> theta(parameter_count(small_shape));
  RunWriter writer(zero, example_identity());
  write_model<float>(writer, small_shape, theta);
  writer.commit();
  const Names before = names_in(folder.path());
  check_refused(run_in_shell(slices(zero, folder / "out.h5")), "slices",
                "that span 2 dimensions, found 0; directions are as long as the filters");
  check_refused(run_in_shell(slices(zero, folder / "out.h5", "--dimensions 1 ")), "slices",
                "that span 1 dimensions, found 0");
  check_refused(run_in_shell(slices(zero, folder / "out.h5", "--extent 1e300 ")), "slices",
                "--extent: expected 0 to 1e6, found 1e300");
  CHECK(names_in(folder.path()) == before);
}

TEST_CASE("slices refuses an extent at which the error is infinite", "[slices]") {
  const TemporaryFolder folder;
  std::vector<double> theta(parameter_count(small_shape), 1e150);
  RunWriter writer(folder / "huge.h5", example_identity());
  write_model<double>(writer, small_shape, theta);
  writer.commit();
  check_refused(run_in_shell(slices(folder / "huge.h5", folder / "out.h5", "--extent 1e5 ")),
                "slices", "expected finite numbers, found an infinite E or norm; choose a smaller");
  CHECK(names_in(folder.path()) == Names{"huge.h5"});
}

TEST_CASE("slices refuses wrong options and models and leaves nothing", "[slices]") {
  const TemporaryFolder folder;
  make_model(folder / "model.h5", 0);
  make_model(folder / "narrow.h5", 0, other_inputs);
  make_trajectory(folder / "run.h5");
  make_trajectory(folder / "other.h5", other_inputs);
  const Names before = names_in(folder.path());
  const std::vector<Refusal> refusals = {
      {"", "--model is required"},
      {"--model absent.h5", "absent.h5: expected an HDF5 file, found no such file"},
      {"--model narrow.h5", "expected 784 inputs and 10 outputs, as mnist-train has"},
      {"--model model.h5 --directions up", "--directions: expected random, pca, eigenvectors"},
      {"--model model.h5 --dimensions 3", "--dimensions: expected 1 to 2, found 3"},
      {"--model model.h5 --side 1", "--side: expected 2 to 1000, found 1"},
      {"--model model.h5 --images 0", "--images: expected 1 to 1000000000, found 0"},
      {"--model model.h5 --extent -1", "--extent: expected"},
      {"--model model.h5 --beta -1", "--beta: expected"},
      {"--model model.h5 --seed -1", "--seed: expected 0 to"},
      {"--model model.h5 --directions pca", "--trajectory: expected a file"},
      {"--model model.h5 --trajectory-point 0", "--trajectory: expected a file"},
      {"--model model.h5 --directions models", "--second: expected a file"},
      {"--model model.h5 --directions models --second run.h5", "--third: expected a file"},
      {"--model model.h5 --directions models --dimensions 1 --second narrow.h5",
       "narrow.h5: expected 784-4-10 sigmoid, found 783-4-10 sigmoid"},
      {"--model model.h5 --trajectory model.h5", "/sweep/parameters"},
      {"--model model.h5 --trajectory other.h5",
       "other.h5:/trajectory/parameters: expected 3190 columns, as the model has parameters, "
       "found"},
      {"--model model.h5 --trajectory run.h5 --trajectory-point 4",
       "--trajectory-point: expected 0 to 3, found 4"},
      {"--model model.h5 --profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + program + data_option() +
                               out_option("new/out.h5") + given),
                  "slices", said);
    CHECK(names_in(folder.path()) == before);
  }
}
