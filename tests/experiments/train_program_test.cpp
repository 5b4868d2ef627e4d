// The program `train`, as the shell sees it.

#include <fmt/format.h>

#include <filesystem>

#include "experiments/monitor/run_record.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/sweep_fixture.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

namespace fs = std::filesystem;

const std::string program = program_path("train");

std::string small(const fs::path& out) {
  return program +
         " --dataset patterns --widths 16 8 3 --subset 640 --max-epochs 12 --curvature-every 5"
         " --curvature-examples 40 --probe-examples 60 --sample-every 3 --keep-steps 4"
         " --rule 'step/error cusum learning_rate 0.9' --rule 'epoch/error window note'" +
         out_option(out);
}

}  // namespace

TEST_CASE("train leaves signals, decisions and checkpoints, the same bits however it is run") {
  const TemporaryFolder folder;
  const fs::path out = folder / "run.h5";
  const Answer answer = run_in_shell(small(out));
  REQUIRE(answer.status == 0);
  RunRecord record;
  append_record(record, RunFile(out));
  const SignalTable& epochs = record.samples.epochs;
  CHECK_THAT(
      answer.out,
      Catch::EndsWith(fmt::format(
          "train: error {:.4g} nat, {:.4g} % of the first 60 test examples correct, {} flags\n",
          epochs.column("error").back(), epochs.column("test_accuracy").back(),
          record.decisions.size())));
  CHECK(record.samples.epochs.rows.size() == 12);
  CHECK(record.samples.steps.rows.size() == 40);
  CHECK(record.samples.curvature.rows.size() == 3);
  CHECK(record.samples.epochs.column("error").back() <
        record.samples.epochs.column("error").front());
  CHECK(record.trajectory.size() > 13);
  CHECK(read_rules(RunFile(out)).size() == 2);
  CHECK(read_model(out).parameters.size() == record.trajectory.back().theta.size());
  check_interrupted("train", small(folder / "again.h5"), folder / "again.h5", digest(out));
}

TEST_CASE("a sweep that is watched has the bits of the origin sweep") {
  const TemporaryFolder folder;
  const std::string options =
      " --subset 300 --beta-step 0.02 --beta-max 0.04 --max-epochs 3 --patience 2" + data_option();
  const fs::path watched = folder / "watched.h5", plain = folder / "plain.h5";
  REQUIRE(run_in_shell(program + options + " --keep-every 0 --curvature-every 0" +
                       out_option(watched))
              .status == 0);
  REQUIRE(run_in_shell(program_path("origin_sweep") + options + out_option(plain))
              .status == 0);
  RunRecord record;
  append_record(record, RunFile(watched));
  const auto parameters = RunFile(plain).matrix<float>(sweep_parameters);
  REQUIRE(record.trajectory.size() == parameters.rows + 1);  // the start, too
  for (std::size_t i = 0; i < parameters.rows; ++i) {
    const auto row = parameters.view().row(i);
    CHECK(record.trajectory[i + 1].theta == std::vector<float>(row.begin(), row.end()));
  }
}

TEST_CASE("train starts from given weights, at the beta of a sweep") {
  const TemporaryFolder folder;
  const fs::path sweep = make_sweep(folder / "sweep.h5", 12), out = folder / "run.h5";
  REQUIRE(run_in_shell(program + " --start " + sweep.string() + " --start-point 3 --beta-of " +
                       sweep.string() + " --subset 300 --max-epochs 1 --curvature-every 0" +
                       data_option() + out_option(out))
              .status == 0);
  RunRecord record;
  append_record(record, RunFile(out));
  CHECK(record.trajectory.front().theta == small_parameters(small_shape, 3));
  CHECK(record.trajectory.front().beta == 0.01 * 11);
  const std::string before = digest(out);  // it is not moved aside for the run that starts from it
  const Answer same =
      run_in_shell(program + " --start " + out.string() + data_option() + out_option(out));
  check_refused(same, "train", "found the same");
  CHECK(digest(out) == before);
}

TEST_CASE("train --help lists the signals and the rules that there are without --rule") {
  const std::string help = run_in_shell(program + " --help").out;
  for (const char* part :
       {"step/error ", "step/layer1_stable_rank", "epoch/layer1_layer2_cka", "curvature/eigenvalue3",
        "\n  epoch/error window note\n  epoch/test_error window note\n  step/gradient_norm baseline "
        "note\n  step/hidden_effective_rank baseline note\n  step/error cusum note\n"})
    CHECK_THAT(help, Catch::Contains(part));
}

TEST_CASE("a batch of 064 is one of 64") {
  const TemporaryFolder folder;
  REQUIRE(run_in_shell(program +
                       " --dataset patterns --widths 16 8 3 --max-epochs 1 --batch 064 --seed 010"
                       " --curvature-every 0" + out_option(folder / "run.h5"))
              .status == 0);
  const RunIdentity identity = RunFile(folder / "run.h5").identity();
  CHECK(identity.seed == 10);
  CHECK(std::get<std::int64_t>(identity.configuration.at("batch")) == 64);
}

TEST_CASE("train refuses wrong options and leaves nothing") {
  const TemporaryFolder folder;
  const std::vector<Refusal> refusals = {
      {"--dataset letters", "--dataset: expected mnist, fashion-mnist or patterns"},
      {"--widths 784 10", "--widths: expected inputs, at least one hidden layer, classes"},
      {"--optimizer lion", "--optimizer: expected adam or sgd"},
      {"--sample-every 0", "--sample-every: expected 1 to"},
      {"--momentum -1", "--momentum"},
      {"--activation step", "--activation"},
      {"--rule 'epoch/error window'", "expected note, learning_rate, pull, stop or roll_back"},
      {"--rule 'epoch/eror window note'", "epoch/error, epoch/test_error"},
      {"--rule 'epoch/eror window note'", "found 'epoch/eror'"},
      {"--rule 'epoch/error window note if step/layer9_stable_rank'", "found 'step/layer9"},
      {"--rule 'step/error cusum pull inf'", "a factor above 0 and below 1e9 instead of 'inf'"},
      {"--subset 100 --curvature-examples 200",
       "--curvature-examples: expected 1 to 100, the examples of mnist-train, found 200"},
      {"--subset 20 --batch 20", "--curvature-examples: expected 1 to 20, the examples of"},
      {"--dataset patterns --widths 16 3 3 --probe-examples 10000",
       "--probe-examples: expected 1 to"},
      {"--dataset patterns --widths 16 2 3 --top 50", "--top: expected 1 to 43, found 50"},
      {"--dataset patterns --widths 16 8 3 --subset 60000",
       "--subset: expected 1 to 3000, the examples of"},
      {"--dataset patterns --batch 3001", "expected at most 3000, the examples of patterns-train"},
      {"--start absent.h5", "absent.h5"},
      {"--profile fine", "expected smoke, study or paper, found 'fine'"},
      {"--seed -1", "--seed: expected 0 to"}};
  for (const auto& [given, said] : refusals) {
    INFO(given);
    check_refused(run_in_shell("cd " + folder.path().string() + "; " + program + data_option() +
                               out_option("new/out.h5") + given),
                  "train", said);
    CHECK_FALSE(fs::exists(folder / "new/out.h5"));
  }
}

}  // namespace caldera::test
