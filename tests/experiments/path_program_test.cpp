// The programs `pathfinder` and `path_spectrum`, as the shell sees them, on a small network: where
// a path begins and ends, what they refuse, and that neither threads nor interruptions change a
// bit.

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "caldera/nn/data/mnist.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "caldera/probes/spectrum/lanczos.h"
#include "experiments/path_spectrum/record.h"
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

const std::string origin_sweep = program_path("origin_sweep");
const std::string pathfinder = program_path("pathfinder");
const std::string path_spectrum = program_path("path_spectrum");
const NetworkShape& shape = small_shape;

/// A path of one short epoch a β: 10 steps.
std::string path(const fs::path& start, const fs::path& reference, const std::string& grid,
                 const fs::path& out) {
  return pathfinder + " --start " + start.string() + " --reference " + reference.string() +
         " --max-epochs 1 --batch 6000 " + grid + data_option() + out_option(out);
}

const std::string three_betas = "--beta-step 0.01 --beta-max 0.02";

std::string spectrum(const fs::path& of, const fs::path& out) {
  return path_spectrum + " --path " + of.string() + " --subset 200 --count 3 --every 5 --tol 1e-3" +
         data_option() + out_option(out);
}

}  // namespace

// With steps that are too small to change a float, the path stays at its start.
TEST_CASE("pathfinder starts, and is drawn, where it is told", "[pathfinder]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12), out = folder / "path.h5";
  const std::string still = path(sweep, sweep, three_betas, out) + "--learning-rate 1e-30 ";
  const Answer answer = run_in_shell(still + "--start-point 3 --reference-point 6");
  REQUIRE(answer.status == 0);
  CHECK_THAT(answer.out, Contains("pathfinder: 3 values of beta written to " + out.string()));
  CHECK(names_in(folder.path()) == Names{"path.h5", "sweep.h5"});

  const std::vector<float> from = small_parameters(shape, 3), to = small_parameters(shape, 6);
  double squared = 0;
  for (std::size_t i = 0; i < from.size(); ++i)
    squared += std::pow(static_cast<double>(from[i]) - static_cast<double>(to[i]), 2);
  const RunFile file(out);
  const std::vector<SweepRow> rows = read_sweep(file);
  REQUIRE(rows.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const SweepRow& row = rows[i];
    CHECK(read_model_at(out, i).parameters == std::vector<double>(from.begin(), from.end()));
    CHECK(row.beta == static_cast<double>(i) * 0.01);
    CHECK(row.pull_curvature == 2 * row.beta);
    CHECK(std::abs(row.distance - std::sqrt(squared)) <=
          tolerance::value<double> * std::sqrt(squared));
    const double loss = row.training_error + row.beta * squared;
    CHECK(std::abs(row.minimised_training_loss - loss) <= tolerance::value<double> * loss);
    CHECK(row.reported_training_loss == row.minimised_training_loss);
  }

  // The point just after the only transition, and a model file of the same weights.
  const std::string before = digest(out);
  CHECK_THAT(run_in_shell(still + "--start-point 3 --reference-transition 1").out,
             Contains("is complete already"));
  const fs::path model = make_model(folder / "model.h5", 3);
  CHECK_THAT(run_in_shell(path(model, sweep, three_betas, out) +
                          "--learning-rate 1e-30 --reference-point 6")
                 .out,
             Contains("is complete already"));
  CHECK(digest(out) == before);
  // Other weights: the last point.
  CHECK_THAT(run_in_shell(still + "--start-point 3").err, Contains("configuration/reference: "));
  CHECK_THAT(run_in_shell(still + "--reference-point 6").err, Contains("configuration/"));
  CHECK(digest(folder / "path.h5.aside-1") == before);
}

TEST_CASE("pathfinder is pulled from one point of an origin sweep to another", "[pathfinder]") {
  const TemporaryFolder folder;
  const fs::path sweep = folder / "sweep.h5", out = folder / "path.h5";
  REQUIRE(run_in_shell(origin_sweep +
                       " --beta-step 0.03 --beta-max 0.03 --max-epochs 1 --batch 600" +
                       data_option() + out_option(sweep))
              .status == 0);
  const std::string grid = "--beta-step 0.1 --beta-max 0.1 --start-point 0 --reference-point 1";
  REQUIRE(run_in_shell(path(sweep, sweep, grid, out)).status == 0);
  const std::vector<SweepRow> rows = read_sweep(RunFile(out));
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].distance < rows[0].distance);
  CHECK(RunFile(out).identity().configuration.at("architecture") ==
        Option("mlp 784-128-128-10 sigmoid"));
}

TEST_CASE("pathfinder without pull trains on, with as many steps", "[pathfinder]") {
  const TemporaryFolder folder;
  const fs::path a = make_model(folder / "a.h5", 0), b = make_model(folder / "b.h5", 1);
  const fs::path c = make_model(folder / "c.h5", 2);
  const auto run = [&](const fs::path& to, const std::string& out) {
    REQUIRE(run_in_shell(path(a, to, three_betas, folder / out) + "--without-pull").status == 0);
    return read_sweep(RunFile(folder / out));
  };
  const std::vector<SweepRow> rows = run(b, "control.h5"), others = run(c, "other.h5");
  REQUIRE(rows.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(rows[i].beta == 0);
    CHECK(rows[i].minimised_training_loss == rows[i].training_error);
    // The reference only says where the distance is measured from.
    CHECK(rows[i].training_error == others[i].training_error);
    CHECK(rows[i].distance != others[i].distance);
  }
  CHECK(rows[2].training_error < rows[0].training_error);
  CHECK(RunFile(folder / "control.h5").identity().configuration.at("pull") == Option("none"));
  // A run with a pull says nothing of it.
  REQUIRE(run_in_shell(path(a, b, three_betas, folder / "path.h5")).status == 0);
  CHECK_FALSE(RunFile(folder / "path.h5").identity().configuration.contains("pull"));
}

TEST_CASE("pathfinder trains for as many epochs as another run did", "[pathfinder]") {
  const TemporaryFolder folder;
  const fs::path a = make_model(folder / "a.h5", 0), b = make_model(folder / "b.h5", 1);
  // Weights that do not move: no epoch is better than the one before by more than rounding.
  const std::string still = pathfinder + " --start " + a.string() + " --reference " + b.string() +
                            " --batch 6000 --learning-rate 1e-30 --max-epochs 9 --beta-step 0.01" + data_option() + " ";
  const fs::path first = folder / "path.h5", control = folder / "control.h5";
  REQUIRE(run_in_shell(still + "--beta-max 0.02 --patience 1" + out_option(first)).status == 0);
  const std::string like_it = "--patience 9 --without-pull --epochs-of " + first.string() + " ";
  REQUIRE(run_in_shell(still + "--beta-max 0.02 " + like_it + out_option(control)).status == 0);
  const std::vector<SweepRow> rows = read_sweep(RunFile(first)), others = read_sweep(RunFile(control));
  REQUIRE(others.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].epochs < 9);
    CHECK(others[i].epochs == rows[i].epochs);
  }
  CHECK(RunFile(control).identity().configuration.at("epochs_of") == Option(digest(first)));
  check_refused(run_in_shell(still + "--beta-max 0.01 " + like_it + out_option(folder / "new.h5")), "pathfinder",
                "path.h5: expected a run on the same grid of beta, found another grid");
  check_refused(run_in_shell(pathfinder + " --start " + a.string() + " --reference " + b.string() +
                             " --max-epochs 1 " + three_betas + data_option() + " " + like_it +
                             out_option(folder / "new.h5")),
                "pathfinder", "path.h5:/sweep/epochs: expected numbers from 1 to 1, found");
}

TEST_CASE("pathfinder refuses wrong places and leaves nothing", "[pathfinder]") {
  const TemporaryFolder folder;
  make_sweep(folder / "sweep.h5", 12);
  make_sweep(folder / "short.h5", 2);
  make_model(folder / "model.h5", 0);
  make_model(folder / "wide.h5", 0, {{784, 5, 10}, Activation::sigmoid});
  make_model(folder / "tanh.h5", 0, {{784, 4, 10}, Activation::tanh});
  make_model(folder / "narrow.h5", 0, other_inputs);
  const std::vector<double> doubles = random_numbers<double>(parameter_count(shape));
  RunWriter file(folder / "double.h5", example_identity());
  write_model<double>(file, shape, doubles);
  file.commit();
  const Names before = names_in(folder.path());
  const std::vector<Refusal> refusals = {
      {"", "--start is required"},
      {"--start model.h5", "--reference is required"},
      {"--start model.h5 --reference absent.h5", "absent.h5: expected an HDF5 file, found no such"},
      {"--start model.h5 --reference wide.h5",
       "wide.h5: expected 784-4-10 sigmoid, found 784-5-10 sigmoid"},
      {"--start model.h5 --reference tanh.h5",
       "tanh.h5: expected 784-4-10 sigmoid, found 784-4-10 tanh"},
      {"--start narrow.h5 --reference narrow.h5", "expected 784 inputs and 10 outputs"},
      {"--start double.h5 --reference model.h5", "double.h5: expected parameters that are floats"},
      {"--start model.h5 --reference model.h5 --start-point 0", sweep_parameters},
      {"--start short.h5 --start-point 2 --reference model.h5", "a point below 2, found 2"},
      {"--start short.h5 --start-point -1 --reference model.h5",
       "--start-point: expected 0 to 1000000, found -1"},
      {"--start model.h5 --reference sweep.h5 --reference-point -1",
       "--reference-point: expected 0 to 1000000, found -1"},
      {"--start model.h5 --reference sweep.h5 --reference-transition 0",
       "--reference-transition: expected 1 to 1000000, found 0"},
      {"--start model.h5 --reference sweep.h5 --reference-transition 2",
       "sweep.h5: expected 1 to 1, those that are found, found 2"},
      {"--start model.h5 --reference short.h5 --reference-transition 1", "at least 10 points"},
      {"--start model.h5 --reference model.h5 --reference-transition 1", "/sweep/"},
      {"--start model.h5 --reference sweep.h5 --reference-point 1 --reference-transition 1",
       "--reference-point excludes --reference-transition"},
      {"--start model.h5 --reference model.h5 --batch 0",
       "--batch: expected 1 to 1000000000, found 0"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + pathfinder + data_option() +
                               out_option("new/path.h5") + given),
                  "pathfinder", said);
    CHECK(names_in(folder.path()) == before);
  }
}

TEST_CASE("pathfinder does not move aside what it starts from", "[pathfinder]") {
  const TemporaryFolder folder;
  const fs::path a = make_model(folder / "a.h5", 0), out = folder / "path.h5";
  REQUIRE(run_in_shell(path(a, a, three_betas, out)).status == 0);
  const std::string before = digest(out);
  check_refused(run_in_shell(path(out, a, three_betas, out)), "pathfinder", "found the same");
  check_refused(run_in_shell(path(a, out, three_betas, out)), "pathfinder", "found the same");
  CHECK(digest(out) == before);
}

TEST_CASE("pathfinder that is interrupted goes on to the same bits", "[pathfinder]") {
  const TemporaryFolder folder;
  const fs::path a = make_model(folder / "a.h5", 0), b = make_model(folder / "b.h5", 1);
  REQUIRE(run_in_shell(path(a, b, three_betas, folder / "whole.h5")).status == 0);
  check_interrupted("pathfinder", path(a, b, three_betas, folder / "path.h5"), folder / "path.h5",
                    digest(folder / "whole.h5"));
}

TEST_CASE("path_spectrum finds the eigenvalues at points of a path", "[path_spectrum]") {
  const TemporaryFolder folder;
  const fs::path way = make_sweep(folder / "path.h5", 12), out = folder / "spectrum.h5";
  REQUIRE(run_in_shell(spectrum(way, out)).status == 0);
  const RunFile file(out);
  const std::vector<SpectrumRow> found = read_spectrum(file);
  const auto margins = file.vector<double>("/spectrum/margin");
  CHECK(file.vector<double>("/spectrum/point") == std::vector<double>{0, 5, 6, 10, 11});
  REQUIRE(file.vector<double>(transition_distances).size() == 1);
  CHECK(std::abs(file.vector<double>(transition_distances)[0] - 8.945) <=
        tolerance::standard_errors * jitter);

  // The same from other start vectors, one at a time.
  const Dataset images = first_examples(load_mnist(mnist_folder(), Split::train), 200);
  DatasetObjective objective(shape, images);
  for (std::size_t k = 0; k < found.size(); ++k) {
    INFO("point " << found[k].point);
    const auto point = static_cast<std::size_t>(found[k].point);
    CHECK(found[k].sweep.beta == read_sweep(RunFile(way))[point].beta);
    const std::vector<double> theta = read_model_at(way, point).parameters;
    const EigenSummary expected = eigenpairs(
        *objective.linearize(theta),
        {.largest_magnitude = 3, .bottom = 1, .tolerance = 1e-5, .basis = 256, .seed = 7});
    REQUIRE(expected.converged);
    REQUIRE(found[k].pairs.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
      const Eigenpair &pair = found[k].pairs[i], &other = expected.pairs[i];
      CHECK(pair.converged);
      CHECK(pair.bound <= 1e-3 * (i == 0 ? found[k].norm : std::abs(pair.value)));
      CHECK(std::abs(pair.value - other.value) <= pair.bound + other.bound);
    }
    CHECK(found[k].searched > 0);
    CHECK(found[k].others_lowest <= found[k].others_highest);
    CHECK(margins[k] == found[k].pairs[0].value + 2 * found[k].sweep.beta);
  }
  check_interrupted("path_spectrum", spectrum(way, folder / "again.h5"), folder / "again.h5",
                    digest(out));
}

TEST_CASE("path_spectrum: parts are runs of their own, which together have all points",
          "[path_spectrum]") {
  const TemporaryFolder folder;
  const fs::path way = make_sweep(folder / "path.h5", 12), whole = folder / "whole.h5";
  const fs::path first = folder / "part1.h5", second = folder / "part2.h5";
  const std::string most = " --beta-max 0.1 ";  // but the last point
  REQUIRE(run_in_shell(spectrum(way, whole) + most).status == 0);
  REQUIRE(run_in_shell(spectrum(way, first) + most + "--part 1 --parts 2").status == 0);
  REQUIRE(run_in_shell(spectrum(way, second) + most + "--part 2 --parts 2").status == 0);
  const auto points = [](const fs::path& file) {
    return RunFile(file).vector<double>("/spectrum/point");
  };
  CHECK(points(whole) == std::vector<double>{0, 5, 6, 10});
  CHECK(points(first) == std::vector<double>{0, 5});
  CHECK(points(second) == std::vector<double>{6, 10});

  const auto all = read_spectrum(RunFile(whole)), begun_alike = read_spectrum(RunFile(first)),
             begun_anew = read_spectrum(RunFile(second));
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(begun_alike[1].pairs[i].value == all[1].pairs[i].value);  // to the last bit
    const Eigenpair &warm = all[2].pairs[i], &cold = begun_anew[0].pairs[i];
    CHECK(cold.converged);
    CHECK(std::abs(cold.value - warm.value) <= cold.bound + warm.bound);
  }
  CHECK(RunFile(second).vector<double>(transition_distances).size() == 1);
}

TEST_CASE("path_spectrum refuses wrong options and paths and leaves nothing", "[path_spectrum]") {
  const TemporaryFolder folder;
  make_sweep(folder / "sweep.h5", 12);
  make_sweep(folder / "short.h5", 9);
  make_sweep(folder / "narrow.h5", 12, other_inputs);
  make_model(folder / "model.h5", 0);
  const Names before = names_in(folder.path());
  const std::vector<Refusal> refusals = {
      {"", "--path is required"},
      {"--path absent.h5", "absent.h5: expected an HDF5 file, found no such file"},
      {"--path model.h5", "/sweep/"},
      {"--path short.h5", "expected at least 10 points, found 9"},
      {"--path narrow.h5", "expected 784 inputs and 10 outputs, as mnist-train has"},
      {"--path sweep.h5 --every 0", "--every: expected 1 to 1000000, found 0"},
      {"--path sweep.h5 --every -1", "--every: expected 1 to 1000000, found -1"},
      {"--path sweep.h5 --subset 60001",
       "--subset: expected 1 to 60000, the examples of mnist that the run was"},
      {"--path sweep.h5 --part 3 --parts 2", "--part: expected 1 to 2, found 3"},
      {"--path sweep.h5 --parts 13", "--parts: expected 1 to 12, found 13"},
      {"--path sweep.h5 --beta-max -1", "--beta-max: expected zero or a positive number, found -1"},
      {"--path sweep.h5 --count 0", "--count: expected 1 to 1000, found 0"},
      {"--path sweep.h5 --tol 0", "--tol: expected a number above 0 and below 1, found 0"},
      {"--path sweep.h5 --seed -1", "--seed: expected 0 to"},
      {"--path sweep.h5 --profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + path_spectrum +
                               data_option() + out_option("new/out.h5") + given),
                  "path_spectrum", said);
    CHECK(names_in(folder.path()) == before);
  }
}
