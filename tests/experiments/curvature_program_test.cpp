// The program `curvature_change`, as the shell sees it, on a small network: what it finds, what it
// refuses, and that neither threads nor interruptions change a bit.

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/curvature_change/record.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
using namespace caldera::test;

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

const std::string program = program_path("curvature_change");

std::string curvature(const fs::path& of, const fs::path& out) {
  return program + " --sweep " + of.string() + " --subset 200 --directions 20 --every 5" +
         data_option() + out_option(out);
}

/// The same from other directions, in one block.
ScalarCurvature from_other_directions(const fs::path& sweep, std::size_t point) {
  const Dataset images = first_examples(load_mnist(mnist_folder(), Split::train), 200);
  DatasetObjective objective(small_shape, images);
  return scalar_curvature(objective, read_model_at(sweep, point).parameters,
                          {.seed = 7, .least_samples = 100, .most_samples = 100, .block = 100});
}

void check_near(const Estimate& a, const Estimate& b) {
  CHECK(a.standard_error > 0);
  CHECK(std::abs(a.value - b.value) <=
        tolerance::standard_errors * std::hypot(a.standard_error, b.standard_error));
}

void check_same(double a, double b) { CHECK(std::abs(a - b) <= tolerance::value<double> * b); }

}  // namespace

TEST_CASE("curvature_change finds the curvature at points of a sweep", "[curvature_change]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12), out = folder / "curvature.h5";
  REQUIRE(run_in_shell(curvature(sweep, out)).status == 0);
  const CurvatureTable found = read_curvature(RunFile(out));
  const std::vector<double> points = {0, 5, 6, 10, 11};
  CHECK(found.transitions == std::vector<TransitionRows>{{1, 2}});
  REQUIRE(found.rows.size() == points.size());
  for (std::size_t k = 0; k < points.size(); ++k) {
    INFO("point " << points[k]);
    const CurvatureRow& row = found.rows[k];
    const auto point = static_cast<std::size_t>(points[k]);
    CHECK(row.point == points[k]);
    CHECK(row.sweep.beta == read_sweep(RunFile(sweep))[point].beta);
    const ScalarCurvature expected = from_other_directions(sweep, point);
    check_near(row.at.curvature, expected.curvature);
    check_near(row.at.trace, expected.trace);
    check_near(row.at.squared_frobenius_norm, expected.squared_frobenius_norm);
    check_same(row.at.gradient_squared_norm, expected.gradient_squared_norm);
    check_same(row.at.image_squared_norm, expected.image_squared_norm);
  }
  check_interrupted("curvature_change", curvature(sweep, folder / "again.h5"), folder / "again.h5",
                    digest(out));
}

TEST_CASE("curvature_change refuses wrong options and sweeps and leaves nothing",
          "[curvature_change]") {
  const TemporaryFolder folder;
  make_sweep(folder / "sweep.h5", 12);
  make_sweep(folder / "short.h5", 9);
  make_sweep(folder / "narrow.h5", 12, other_inputs);
  make_model(folder / "model.h5", 0);
  const Names before = names_in(folder.path());
  const std::vector<Refusal> refusals = {
      {"", "--sweep is required"},
      {"--sweep absent.h5", "absent.h5: expected an HDF5 file, found no such file"},
      {"--sweep model.h5", "/sweep/"},
      {"--sweep short.h5", "expected at least 10 points, found 9"},
      {"--sweep narrow.h5", "expected 784 inputs and 10 outputs, as mnist-train has"},
      {"--sweep sweep.h5 --every 0", "--every: expected 1 to 1000000, found 0"},
      {"--sweep sweep.h5 --subset 60001",
       "--subset: expected 1 to 60000, the examples of mnist that the run was"},
      {"--sweep sweep.h5 --directions 2", "--directions: expected 3 to 1000000, found 2"},
      {"--sweep sweep.h5 --seed -1", "--seed: expected 0 to"},
      {"--sweep sweep.h5 --profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + program + data_option() +
                               out_option("new/out.h5") + given),
                  "curvature_change", said);
    CHECK(names_in(folder.path()) == before);
  }
}
