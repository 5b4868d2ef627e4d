// The programs take the data set from the run that they are given, and refuse another: as the shell
// sees it.

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "caldera/nn/data/patterns.h"
#include "caldera/nn/objective/dataset_objective.h"
#include "experiments/curvature_change/record.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

namespace fs = std::filesystem;
using Catch::Contains;

const NetworkShape of_patterns{{16, 4, 3}, Activation::sigmoid};

std::string dataset_of(const fs::path& run) {
  return std::get<std::string>(RunFile(run).identity().configuration.at("dataset"));
}

}  // namespace

// Before, all of them took MNIST, and a sweep of Fashion-MNIST, whose images are as large, gave numbers.
TEST_CASE("programs look for the data set of the run in the folder, not for MNIST") {
  const TemporaryFolder folder;
  const auto in = [&](const char* name) { return (folder / name).string(); };
  make_sweep(in("sweep.h5"), 12, small_shape, "fashion-mnist");
  make_sweep(in("other.h5"), 3, small_shape, "fashion-mnist");
  for (int k = 1; k <= 5; ++k)
    for (const char* side : {"before", "after"})
      make_model(folder / fmt::format("T{}_{}.h5", k, side), static_cast<std::uint32_t>(k));
  const std::vector<std::string> before = names_in(folder.path());
  const auto [name, given] = GENERATE(values<Refusal>(
      {{"path_spectrum", "--path sweep.h5"},
       {"curvature_change", "--sweep sweep.h5"},
       {"slices", "--model sweep.h5 --side 3"},
       {"folds", "--sweep sweep.h5"},
       {"basins", "--sweep sweep.h5 --minimum other.h5 --checkpoints ."},
       {"probe", "spectrum --model sweep.h5 --point 0"},
       {"pathfinder", "--start sweep.h5 --start-point 0 --reference sweep.h5"},
       {"escape", "--start sweep.h5 --profile smoke"},
       {"hysteresis", "--rising sweep.h5 --profile smoke"},
       {"transition_checkpoints", "--sweep sweep.h5"},
       {"train", "--start sweep.h5"}}));
  INFO(name);
  const Answer answer = run_in_shell("cd " + folder.path().string() + "; " + program_path(name) + " " +
                                     given + data_option() + out_option("new/out.h5"));
  check_refused(answer, name, "Fashion-MNIST checksum");
  CHECK(names_in(folder.path()) == before);
}

TEST_CASE("programs refuse two runs of different data sets") {
  const TemporaryFolder folder;
  const auto in = [&](const char* name) { return (folder / name).string(); };
  make_sweep(in("digits.h5"), 12);
  make_sweep(in("clothes.h5"), 12, small_shape, "fashion-mnist");
  for (int k = 1; k <= 5; ++k)
    for (const char* side : {"before", "after"})
      make_model(folder / fmt::format("T{}_{}.h5", k, side), static_cast<std::uint32_t>(k));
  const auto [name, given] = GENERATE(values<Refusal>(
      {{"basins", "--sweep digits.h5 --minimum clothes.h5 --checkpoints ."},
       {"pathfinder", "--start digits.h5 --reference clothes.h5"},
       {"mode_connectivity",
        "--path digits.h5 --without-pull digits.h5 --start digits.h5 --reference clothes.h5"},
       {"slices", "--model digits.h5 --directions models --dimensions 1 --second clothes.h5"},
       {"slices", "--model digits.h5 --trajectory clothes.h5"},
       {"train", "--start digits.h5 --beta-of clothes.h5"}}));
  INFO(name << " " << given);
  check_refused(run_in_shell("cd " + folder.path().string() + "; " + program_path(name) + " " + given +
                             data_option() + out_option("new/out.h5")),
                name, "clothes.h5: expected mnist, as of digits.h5, found fashion-mnist");
}

TEST_CASE("programs refuse a --dataset that contradicts the run") {
  const TemporaryFolder folder;
  make_sweep(folder / "sweep.h5", 12);
  const auto [name, given] = GENERATE(values<Refusal>(
      {{"probe", "trace --model sweep.h5"},
       {"slices", "--model sweep.h5"},
       {"pathfinder", "--start sweep.h5 --reference sweep.h5"},
       {"escape", "--start sweep.h5"},
       {"train", "--start sweep.h5"}}));
  INFO(name);
  check_refused(run_in_shell("cd " + folder.path().string() + "; " + program_path(name) + " " + given +
                             " --dataset fashion-mnist" + data_option() + out_option("out.h5")),
                name, "--dataset: expected mnist, which sweep.h5 was made on, found fashion-mnist");
}

TEST_CASE("studies of a sweep on patterns are made on its patterns") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12, of_patterns, "patterns");
  const fs::path out = folder / "out.h5";
  REQUIRE(run_in_shell(program_path("curvature_change") + " --every 5 --subset 100 --directions 4" +
                       " --sweep " + sweep.string() + out_option(out))
              .status == 0);
  CHECK(dataset_of(out) == "patterns");
  const CurvatureTable found = read_curvature(RunFile(out));
  const Dataset data = first_examples(make_patterns(Split::train, 3), 100);  // the run's seed
  DatasetObjective objective(of_patterns, data);
  const std::vector<double> theta = read_model_at(sweep, 0).parameters;
  std::vector<double> gradient(theta.size());
  objective.value_and_gradient(theta, gradient);
  double squares = 0;
  for (const double g : gradient) squares += g * g;
  CHECK(found.rows.front().at.gradient_squared_norm == Approx(squares));

  const auto [name, given] = GENERATE(values<Refusal>(
      {{"path_spectrum", "--every 5 --subset 100 --count 2 --path "},
       {"slices", "--side 3 --images 100 --dimensions 1 --model "},
       {"pathfinder", "--beta-step 1 --beta-max 0 --seed 3 --max-epochs 1 --reference-point 2 --start sweep.h5 --reference "},
       {"escape", "--profile smoke --epochs 1 --start "}}));
  INFO(name);
  const fs::path other = folder / "other.h5";
  REQUIRE(run_in_shell("cd " + folder.path().string() + "; " + program_path(name) + " " + given +
                       sweep.string() + out_option(other))
              .status == 0);
  CHECK(dataset_of(other) == "patterns");
}

TEST_CASE("pathfinder draws the patterns that the run was trained on, or refuses") {
  const TemporaryFolder folder;
  make_sweep(folder / "sweep.h5", 12, of_patterns, "patterns");
  check_refused(run_in_shell("cd " + folder.path().string() + "; " + program_path("pathfinder") +
                             " --start sweep.h5 --reference sweep.h5 --seed 4"),
                "pathfinder", "--seed: expected 3, with which patterns of the run were drawn, found 4");
}

TEST_CASE("studies refuse more examples than the run was trained on") {
  const TemporaryFolder folder;
  make_sweep(folder / "sweep.h5", 12, of_patterns, "patterns");
  const auto [name, given] = GENERATE(values<Refusal>({{"path_spectrum", "--subset 3001 --path"},
                                                       {"curvature_change", "--subset 3001 --sweep"},
                                                       {"folds", "--subset 3001 --sweep"},
                                                       {"slices", "--images 3001 --model"}}));
  INFO(name);
  check_refused(
      run_in_shell("cd " + folder.path().string() + "; " + program_path(name) + " " + given +
                   " sweep.h5" + out_option("out.h5")),
      name, "expected 1 to 3000, the examples of patterns that the run was trained on, found 3001");
}

// The error that probe prints is the one that the run's file says, to the last bit.
TEST_CASE("probe looks at a run on the examples that it was trained on") {
  const TemporaryFolder folder;
  const auto [name, options] = GENERATE(values<Refusal>({{"cnn", ""}, {"mnist", "--subset 300"}}));
  INFO(name);
  const fs::path sweep = folder / "sweep.h5", out = folder / "answer.h5";
  REQUIRE(run_in_shell(program_path("origin_sweep") + " --profile smoke --seed 2 --beta-max 0 " +
                       "--max-epochs 1 --case " + name + " " + options + data_option() +
                       out_option(sweep))
              .status == 0);
  const std::string probe = program_path("probe") + " trace --max-samples 2 --absolute-error 1e9 " +
                            "--model " + sweep.string() + " --point 0" + data_option();
  REQUIRE(run_in_shell(probe + out_option(out)).status == 0);
  CHECK(RunFile(out).scalar<double>("/error") ==
        RunFile(sweep).vector<double>("/sweep/training_error").front());

  const Answer other = run_in_shell(probe + " --subset 100");
  CHECK(other.status == 0);
  CHECK_THAT(other.out, Contains(fmt::format("; on its {} training examples the file says ",
                                             name == "cnn" ? 3000 : 300)));
}

TEST_CASE("probe refuses a sweep whose error is not that of its parameters") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12, of_patterns, "patterns");
  const Answer answer = run_in_shell(program_path("probe") + " trace --model " + sweep.string());
  CHECK(answer.status == 2);
  CHECK_THAT(answer.err, Contains("sweep.h5:/sweep/training_error: expected ") &&
                             Contains("that of its parameters on patterns-train, found 0"));
}

}  // namespace caldera::test
