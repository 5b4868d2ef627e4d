// The program `folds`, as the shell sees it, on a small network: what it finds, what it refuses, and
// that neither threads nor interruptions change a bit.

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "caldera/nn/data/mnist.h"
#include "experiments/folds/follow.h"
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

const std::string program = program_path("folds");
const NetworkShape shape{{784, 2, 10}, Activation::sigmoid};
constexpr std::size_t subset = 50;

/// On these images the minimum near the weights of point 5 has a fold at β = 0.0591, and the one to
/// which it falls has none up to 1.15 · 0.055. E hardly changes, and that of the sweep by 1.
std::string folds(const fs::path& sweep, const fs::path& out) {
  return program + " --sweep " + sweep.string() + " --subset " + std::to_string(subset) +
         data_option() + out_option(out);
}

/// It begins at point 5, the last at or below 0.92 · 0.055.
void check_polished(const PolishRow& row, const fs::path& sweep, const Dataset& images) {
  DatasetObjective objective(shape, images);
  const std::vector<double> trained = read_model_at(sweep, 5).parameters;
  CHECK(row.beta == read_sweep(RunFile(sweep))[5].beta);
  CHECK(row.trained_error == objective.value(trained));
  CHECK(row.gradient_norm <= FoldOptions{}.gradient);
  CHECK(row.error + row.beta / 2 * std::pow(row.distance, 2) <
        row.trained_error + row.beta / 2 * std::pow(row.trained_distance, 2));
}

/// The points of each minimum, from where it begins.
void check_path(const std::vector<FoldPathRow>& path, double first, const FoldRow& fold) {
  double of = 0;
  for (const FoldPathRow& row : path) {
    if (row.fold != of) {
      CHECK(row.fold == of + 1);
      CHECK(row.beta == Approx(row.fold == 1 ? first : fold.next_beta));
      of = row.fold;
    }
    CHECK(row.gradient_norm <= FoldOptions{}.gradient);
    CHECK((row.fold == 2 || row.beta < fold.beta));
  }
  CHECK(of == 2);
  CHECK(path.back().rate > 0);
  CHECK(path.back().beta > 1.15 * 0.055);
}

/// The identity of tests/experiments/fold_study_test.cpp, and as many shares as slices.
void check_fold(const FoldRow& fold, const Dataset& images) {
  CHECK(fold.is_fold == 1);
  CHECK(fold.gradient_norm <= FoldOptions{}.gradient);
  CHECK(fold.curvature_bound <= FoldOptions{}.curvature);
  CHECK(fold.negative_before == 0);
  CHECK(fold.negative_after == 1);
  CHECK(fold.layer_shares.size() == 4);
  CHECK(fold.direction.size() == parameter_count(shape));
  double change = 0;
  for (const std::uint8_t label : images.labels) change += fold.class_changes.at(label);
  CHECK(std::abs(change / static_cast<double>(images.count) + fold.beta * fold.overlap) <=
        fold.gradient_norm + tolerance::first_order<double>);
}

}  // namespace

TEST_CASE("folds follows minima from a fold to the next, and says what it found", "[folds]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12, shape), out = folder / "folds.h5";
  const Answer answer = run_in_shell(folds(sweep, out));
  REQUIRE(answer.status == 0);
  CHECK_THAT(answer.out, Contains("folds: fold at beta 0.0590") &&
                             Contains("folds: transition 1 written to " + out.string()));
  CHECK(names_in(folder.path()) == Names{"folds.h5", "sweep.h5"});

  const Dataset images = first_examples(load_mnist(mnist_folder(), Split::train), subset);
  const FoldRecord found = read_folds(RunFile(out));
  CHECK(found.beta_left == 0.05);
  CHECK(found.beta_right == 0.06);
  CHECK(std::abs(found.error_jump - 1) <= 10 * jitter);
  CHECK(found.slices == Names{"layer1 weight", "layer1 bias", "layer2 weight", "layer2 bias"});
  check_polished(found.polished, sweep, images);
  REQUIRE(found.folds.size() == 1);
  check_fold(found.folds[0], images);
  CHECK(found.transition() == nullptr);
  check_path(found.path, found.polished.beta, found.folds[0]);

  const fs::path again = folder / "again.h5";
  check_interrupted("folds", folds(sweep, again), again, digest(out));
}

TEST_CASE("folds follows the minimum behind a transition as beta falls", "[folds]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12, shape), out = folder / "falling.h5";
  const Answer answer = run_in_shell(folds(sweep, out) + "--falling");
  INFO(answer.err);
  REQUIRE(answer.status == 0);
  const RunFile file(out);
  CHECK(file.attribute_of<std::string>("/configuration", "direction") == "falling");
  const FoldRecord found = read_folds(file);
  CHECK(found.direction == -1);
  CHECK(found.polished.beta == read_sweep(RunFile(sweep))[6].beta);  // the first from 1.08 · 0.055 on
  REQUIRE(found.path.size() > 1);
  CHECK(found.path.front().beta == Approx(found.polished.beta));
  CHECK(found.path.front().rate < 0);
  CHECK(found.path[1].beta < found.path[0].beta);
}

TEST_CASE("folds goes on after a fold that it has found already", "[folds]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12, shape), out = folder / "folds.h5";
  const fs::path third = folder / "folds.h5.segments/step-0002.h5";
  fs::create_directories(third);
  check_refused(run_in_shell(folds(sweep, out)), "folds",
                "step-0002.h5: expected a file or nothing, found");
  fs::remove(third);
  REQUIRE(run_in_shell(folds(sweep, out) + "--threads 2").status == 0);
  CHECK(names_in(folder.path()) == Names{"folds.h5", "sweep.h5"});
  REQUIRE(run_in_shell(folds(sweep, folder / "whole.h5")).status == 0);
  CHECK(digest(out) == digest(folder / "whole.h5"));
}

TEST_CASE("folds refuses wrong options and sweeps and leaves nothing", "[folds]") {
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
      {"--sweep sweep.h5 --transition 0", "--transition: expected 1 to 1000000, found 0"},
      {"--sweep sweep.h5 --transition -1", "--transition: expected 1 to 1000000, found -1"},
      {"--sweep sweep.h5 --transition 2",
       "sweep.h5: expected one of the 1 that are found, found 2"},
      {"--sweep sweep.h5 --subset 0", "--subset: expected 1 to 1000000000, found 0"},
      {"--sweep sweep.h5 --subset 60001",
       "--subset: expected 1 to 60000, the examples of mnist that the run was"},
      {"--sweep sweep.h5 --profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + program + data_option() +
                               out_option("new/out.h5") + given),
                  "folds", said);
    CHECK(names_in(folder.path()) == before);
  }
}
