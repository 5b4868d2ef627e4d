// The programs `hysteresis` and `transition_checkpoints`, as the shell sees them, on a small network:
// where they begin, what they refuse, and that neither threads nor interruptions change a bit.

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/mutants/file_content.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

std::string back(const fs::path& rising, const fs::path& out) {
  return program_path("hysteresis") + " --profile smoke --rising " + rising.string() + data_option() +
         out_option(out);
}

std::string halvings(const fs::path& sweep, const fs::path& out) {
  return program_path("transition_checkpoints") + " --transition 1 --width 0.003 --sweep " +
         sweep.string() + data_option() + out_option(out);
}

std::vector<float> widened(const std::vector<double>& theta) {
  return {theta.begin(), theta.end()};
}

}  // namespace

TEST_CASE("hysteresis falls from the last point of a sweep, trained as that was", "[hysteresis]") {
  const TemporaryFolder folder;
  const fs::path rising = make_sweep(folder / "rising.h5", 10), out = folder / "falling.h5";
  REQUIRE(run_in_shell(back(rising, out)).status == 0);
  const RunFile run(out);
  const std::vector<SweepRow> rows = read_sweep(run);
  // From 0.09 in coarse steps to the multiple above 0.03, then in fine ones.
  std::vector<double> betas;
  for (const SweepRow& row : rows) betas.push_back(row.beta);
  REQUIRE(betas.size() == 13);
  CHECK(betas.front() == Approx(0.09));
  CHECK(betas[1] == Approx(0.06));
  CHECK(betas[2] == Approx(0.03));
  CHECK(betas[3] == Approx(0.027));
  CHECK(betas.back() == 0);
  for (const SweepRow& row : rows) {
    CHECK(row.pull_curvature == row.beta);
    CHECK(row.epochs == 1);
  }
  const RunIdentity identity = run.identity();
  CHECK(identity.seed == 3);
  CHECK(identity.configuration.at("batch") == Option(std::int64_t{1000}));
  CHECK(identity.configuration.at("direction") == Option("falling"));
}

TEST_CASE("hysteresis reports the loss that its rising sweep reports", "[hysteresis]") {
  const TemporaryFolder folder;
  const fs::path rising = folder / "rising.h5", out = folder / "falling.h5";
  REQUIRE(run_in_shell(program_path("origin_sweep") + " --case cnn --subset 64 --beta-step 0.06 --beta-max 0.06" +
                       " --max-epochs 1 --patience 1" + out_option(rising))
              .status == 0);
  REQUIRE(run_in_shell(program_path("hysteresis") + " --profile smoke --rising " + rising.string() +
                       out_option(out))
              .status == 0);
  for (const fs::path& file : {rising, out}) {
    INFO(file);
    CHECK(RunFile(file).identity().configuration.at("convention") == Option("half_square"));
    for (const SweepRow& row : read_sweep(RunFile(file)))
      CHECK(row.reported_training_loss ==
            Approx(row.training_error + row.beta / 2 * row.distance * row.distance).epsilon(tolerance::value<float>));
  }
}

TEST_CASE("transition_checkpoints narrows the bracket, and both ends are models", "[checkpoints]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12);
  const Answer answer = run_in_shell(halvings(sweep, folder / "T1"));
  REQUIRE(answer.status == 0);
  CHECK_THAT(answer.out, Contains("transition 1 at beta 0.05"));
  CHECK(names_in(folder.path()) == Names{"T1_after.h5", "T1_before.h5", "sweep.h5"});
  const SweepRow before = read_sweep(RunFile(folder / "T1_before.h5")).at(0);
  const SweepRow after = read_sweep(RunFile(folder / "T1_after.h5")).at(0);
  CHECK(after.beta - before.beta == Approx(0.0025));
  CHECK(before.beta >= 0.05);
  CHECK(after.beta <= 0.06);
  // Nobody trained this sweep: its weights have other distances than its table says, so that the
  // first halvings tell which end was replaced, and the other end keeps its weights.
  const std::vector<float> left = small_parameters(small_shape, 5);
  const std::vector<float> right = small_parameters(small_shape, 6);
  const std::vector<float> first = widened(read_model(folder / "T1_before.h5").parameters);
  const std::vector<float> second = widened(read_model(folder / "T1_after.h5").parameters);
  CHECK((first == left) != (second == right));
  CHECK_THAT(run_in_shell(halvings(sweep, folder / "T1")).out, Contains("is complete already"));
}

TEST_CASE("both go on after an interruption to the same bits", "[hysteresis][checkpoints]") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12);
  REQUIRE(run_in_shell(back(sweep, folder / "whole.h5")).status == 0);
  check_interrupted("hysteresis", back(sweep, folder / "part.h5"), folder / "part.h5",
                    digest(folder / "whole.h5"));
  REQUIRE(run_in_shell(halvings(sweep, folder / "whole")).status == 0);
  const std::string digest_before = digest(folder / "whole_before.h5");
  check_interrupted("transition_checkpoints", halvings(sweep, folder / "part"),
                    folder / "part_after.h5", digest(folder / "whole_after.h5"));
  CHECK(digest(folder / "part_before.h5") == digest_before);
}

TEST_CASE("both refuse what is no sweep, or not there, and leave nothing", "[hysteresis]") {
  const TemporaryFolder folder;
  make_sweep(folder / "sweep.h5", 12);
  make_sweep(folder / "narrow.h5", 12, other_inputs);
  FileContent without_batch = read_content(folder / "sweep.h5");
  without_batch["/configuration"].attributes["batch"] = make_scalar(std::int64_t{0});
  write_content(folder / "batch0.h5", without_batch);
  make_model(folder / "model.h5", 0);
  const Names before = names_in(folder.path());
  const std::string enter = "cd " + folder.path().string() + "; ";
  const std::vector<Refusal> falls = {
      {"", "--rising is required"},
      {"--rising absent.h5", "absent.h5: expected an HDF5 file, found no such"},
      {"--rising model.h5", "/sweep/"},
      {"--rising narrow.h5", "expected 784 inputs and 10 outputs"},
      {"--rising sweep.h5 --profile fine", "expected smoke, study or paper, found 'fine'"}};
  for (const auto& [given, said] : falls) {
    INFO(given);
    check_refused(run_in_shell(enter + program_path("hysteresis") + data_option() +
                               out_option("new/falling.h5") + given),
                  "hysteresis", said);
    CHECK(names_in(folder.path()) == before);
  }
  const std::vector<Refusal> brackets = {
      {"", "--sweep is required"},
      {"--sweep model.h5", "model.h5:/configuration/@dataset: expected how a sweep was trained"},
      {"--sweep sweep.h5 --transition 2", "expected one of the 1 that are found, found 2"},
      {"--sweep sweep.h5 --transition 0", "--transition: expected 1 to"},
      {"--sweep batch0.h5", "batch0.h5:/configuration/@batch: expected 1 to 60000, found 0"},
      {"--sweep sweep.h5 --width 0", "--width: expected a positive number, found 0"},
      {"--sweep narrow.h5", "expected 784 inputs and 10 outputs"}};
  for (const auto& [given, said] : brackets) {
    INFO(given);
    check_refused(run_in_shell(enter + program_path("transition_checkpoints") + data_option() +
                               out_option("new/T1") + given),
                  "transition_checkpoints", said);
    CHECK(names_in(folder.path()) == before);
  }
}
