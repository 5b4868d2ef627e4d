// A sweep in this process: what its optimizer keeps from β to β.

#include "experiments/sweep/sweep.h"

#include "caldera/nn/data/patterns.h"
#include "experiments/run/digest.h"
#include "experiments/sweep/record.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

constexpr std::size_t examples = 96;

/// Three values of β, two epochs of three steps each.
Sweep sweep_with(const OptimizerChoice& optimizer, const std::filesystem::path& out) {
  Sweep sweep{.program = "origin_sweep", .out = out};
  sweep.setup = {.dataset = "patterns",
                 .subset = examples,
                 .shape = {{16, 4, 3}, Activation::relu},
                 .learning_rate = 0.05,
                 .batch = 32,
                 .stopping = {.max_epochs = 2, .patience = 2},
                 .optimizer = optimizer};
  sweep.pull.convention = PullConvention::half_square;
  set_grid(sweep, {.step = 0.1, .max = 0.2});
  sweep.start = initial_parameters(sweep.setup.shape, 1);
  return sweep;
}

/// The last weights of such a sweep, by one optimizer, which starts afresh at each β or does not.
std::vector<float> trained_by_hand(Optimizer<float>& optimizer, bool restarts) {
  const Sweep sweep = sweep_with({}, "");
  const Dataset data = first_examples(make_patterns(Split::train, 1), examples);
  Trainer trainer(sweep.setup.shape, data, 32, 1);
  std::vector<float> theta = sweep.start;
  for (std::uint32_t epoch = 0; epoch < 6; ++epoch) {
    if (restarts && epoch % 2 == 0) optimizer.restart();
    trainer.run_epoch(theta, optimizer, {.beta = sweep.betas[epoch / 2]}, epoch);
  }
  return theta;
}

std::vector<float> last_weights(const std::filesystem::path& run) {
  const StoredMatrix<float> all = RunFile(run).matrix<float>(sweep_parameters);
  const std::span<const float> last = all.view().row(all.rows - 1);
  return {last.begin(), last.end()};
}

}  // namespace

TEST_CASE("sweep: an optimizer that is kept goes on from beta to beta, others start afresh") {
  const TemporaryFolder folder;
  const auto found = [&](const OptimizerChoice& choice) {
    const auto out = folder / "run.h5";
    std::filesystem::remove(out);
    run_sweep(sweep_with(choice, out));
    return last_weights(out);
  };
  const auto expected = [](double momentum, bool restarts) {
    Sgd<float> sgd(parameter_count(sweep_with({}, "").setup.shape),
                   {.learning_rate = 0.05, .momentum = momentum});
    return trained_by_hand(sgd, restarts);
  };
  CHECK(found({.name = "sgd", .momentum = 0.9, .is_kept = true}) == expected(0.9, false));
  CHECK(found({.name = "sgd", .momentum = 0.9}) == expected(0.9, true));
  CHECK(expected(0.9, true) != expected(0.9, false));
  CHECK(found({.name = "sgd", .momentum = 0, .is_kept = true}) == expected(0, true));
}

TEST_CASE("sweep: one whose optimizer is kept is resumed to the same bits") {
  const TemporaryFolder folder;
  for (const OptimizerChoice& choice : {OptimizerChoice{.name = "sgd", .momentum = 0.9, .is_kept = true},
                                        OptimizerChoice{.name = "adam", .is_kept = true}}) {
    const auto whole = folder / ("whole_" + choice.name), out = folder / ("run_" + choice.name);
    run_sweep(sweep_with(choice, whole));
    const auto in_the_way = out.string() + ".segments/step-0001.h5";
    std::filesystem::create_directories(in_the_way);
    CHECK_THAT(refusal([&] { run_sweep(sweep_with(choice, out)); }), Catch::Contains("step-0001.h5"));
    std::filesystem::remove(in_the_way);
    run_sweep(sweep_with(choice, out));
    CHECK(digest(out) == digest(whole));
  }
}

TEST_CASE("sweep: a run says its convention where it is not the origin sweep's") {
  const TemporaryFolder folder;
  Sweep sweep = sweep_with({}, folder / "half.h5");
  run_sweep(sweep);
  const RunFile half(folder / "half.h5");
  CHECK(std::get<std::string>(half.identity().configuration.at("convention")) == "half_square");
  const SweepRow row = read_sweep(half).back();
  CHECK(row.reported_test_loss == row.minimised_test_loss);
  CHECK(row.reported_training_loss == Approx(row.training_error + 0.1 * row.distance * row.distance));
  sweep.pull.convention = PullConvention::weight_decay;
  sweep.out = folder / "other.h5";
  run_sweep(sweep);
  const RunFile other(folder / "other.h5");
  CHECK_FALSE(other.identity().configuration.contains("convention"));
  CHECK_FALSE(other.identity().configuration.contains("optimizer_kept"));
  CHECK(read_sweep(other).back().reported_test_loss > row.reported_test_loss);
}

}  // namespace caldera::test
