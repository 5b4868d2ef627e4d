#include "plots/learning_rates/phases.h"

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/probes/detectors/detector.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/plots/group_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;

namespace {

constexpr int epoch_steps = 20, epochs = 30;

/// What a run is made of: 20 steps an epoch, an error that starts at 1, is `peak` at the third
/// step, and `last` in the last epoch.
struct Recipe {
  double rate = 0.1;
  double sharpness = 4;  ///< before the first step
  double peak = 0.9;
  double last = 0.01;
  double last_sharpness = 0.1;
  double jump = 0;  ///< of the gradient's norm, from the middle of the run on
};

GroupRun make_run(const Recipe& recipe) {
  GroupRun run{.seed = 1, .batch = 64, .learning_rate = recipe.rate};
  std::vector<std::vector<double>> steps, means, sharpness;
  for (int step = 0; step < epochs * epoch_steps; ++step) {
    const double wobble = step % 2 == 0 ? 0.01 : -0.01;
    const double error = step == 0 ? 1 : step == 2 ? recipe.peak : 0.5;
    const double norm = 1 + wobble + (step >= epochs * epoch_steps / 2 ? recipe.jump : 0);
    steps.push_back({static_cast<double>(step), error, norm, 7 + wobble, 0.5 + wobble});
  }
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    const double error = epoch == epochs ? recipe.last : 0.5;
    means.push_back({static_cast<double>(epoch), static_cast<double>(epoch * epoch_steps), error,
                     0.5, 0.9, 3.0 + epoch});
    sharpness.push_back(
        {static_cast<double>(epoch - 1), epoch == 1 ? recipe.sharpness : recipe.last_sharpness});
  }
  run.samples.steps = test::signal_table(
      {"step", "error", "gradient_norm", "hidden_effective_rank", "alignment"}, steps);
  run.samples.epochs =
      test::signal_table({"epoch", "step", "error", "test_error", "layer1_cka", "distance"}, means);
  run.samples.curvature = test::signal_table({"epoch", "eigenvalue1"}, sharpness);
  return run;
}

RatePhase phase_of(const Recipe& recipe) { return analyse_rate(make_run(recipe)).phase; }

std::vector<Claim> compared(const std::vector<Recipe>& recipes) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "monitoring");
  RunWriter file(folder / "monitoring/learning_rates.h5",
                 {"learning_rates", "learning_rates", "smoke", 4, {}});
  std::vector<GroupRun> runs;
  for (const Recipe& recipe : recipes) runs.push_back(make_run(recipe));
  write_group(file, runs);
  file.commit();
  return test::checked_claims("learning rates", folder.path());
}

}  // namespace

TEST_CASE("learning rates: phases by their formulas, on both sides of each bound") {
  CHECK(phase_of({.rate = 0.0124}) == RatePhase::slow);
  CHECK(phase_of({.rate = 0.0126}) == RatePhase::stable);
  CHECK(phase_of({.rate = 0.499}) == RatePhase::stable);
  CHECK(phase_of({.rate = 0.501}) == RatePhase::beyond);
  CHECK(phase_of({.rate = 0.501, .peak = 1.49}) == RatePhase::beyond);
  CHECK(phase_of({.rate = 0.501, .peak = 1.51}) == RatePhase::catapult);
  CHECK(phase_of({.rate = 0.501, .peak = 1.51, .last_sharpness = 4}) == RatePhase::beyond);
  CHECK(phase_of({.rate = 0.499, .peak = 1.51}) == RatePhase::stable);
  CHECK(phase_of({.rate = 0.499, .last = 0.99}) == RatePhase::stable);
  CHECK(phase_of({.rate = 0.499, .last = 1}) == RatePhase::divergent);
  CHECK(phase_of({.rate = 0.499, .last = NAN}) == RatePhase::divergent);
}

TEST_CASE("learning rates: what a run says of itself") {
  const RateRun run = analyse_rate(make_run({.peak = 1.75, .last = 0.02, .last_sharpness = 0.3}));
  CHECK(run.rate == 0.1);
  CHECK(run.sharpness == 4);
  CHECK(run.last_sharpness == 0.3);
  CHECK(run.rise == 1.75);
  CHECK(run.first_error == 0.5);
  CHECK(run.last_error == 0.02);
  CHECK(run.moved == 4);
  CHECK(run.last_rank == Approx(6.99));

  GroupRun incomplete = make_run({});
  incomplete.samples.curvature = {};
  CHECK_THROWS_AS(analyse_rate(incomplete), InputError);
}

TEST_CASE("learning rates: of two flags the median epoch is in the middle") {
  std::vector<RateRun> runs = {analyse_rate(make_run({.jump = 1})),
                               analyse_rate(make_run({.jump = 1}))};
  std::erase_if(runs[0].flags,
                [](const RateFlag& flag) { return watches()[flag.watch].rule != "CUSUM"; });
  REQUIRE(!runs[0].flags.empty());
  runs[0].flags.resize(1);
  runs[1].flags = runs[0].flags;
  runs[0].flags[0].epoch = 10;
  runs[1].flags[0].epoch = 20;
  CHECK(flags_in(runs, RatePhase::stable, "CUSUM").median_epoch == 15);
}

TEST_CASE("learning rates: flags have the rule, the signal and the epoch of the change") {
  const std::vector<RateRun> runs = {analyse_rate(make_run({.jump = 1})),
                                     analyse_rate(make_run({.rate = 0.2})),
                                     analyse_rate(make_run({.rate = 2}))};
  for (const char* rule : {"baseline", "CUSUM"}) {
    INFO(rule);
    const PhaseFlags stable = flags_in(runs, RatePhase::stable, rule);
    CHECK(stable.runs == 2);
    CHECK(stable.flags == 0.5);
    CHECK(stable.median_epoch == Approx(15).margin(0.2));
    const PhaseFlags beyond = flags_in(runs, RatePhase::beyond, rule);
    CHECK(beyond.runs == 1);
    CHECK(beyond.flags == 0);
    CHECK(std::isnan(beyond.median_epoch));
  }
  CHECK(flags_in(runs, RatePhase::catapult, "window").runs == 0);
  for (const RateFlag& flag : runs.front().flags)
    if (watches()[flag.watch].rule != "window")
      CHECK(watches()[flag.watch].signal == "gradient_norm");
}

TEST_CASE("learning rates: the window rule never flags an even trend, and the CUSUM goes on to") {
  std::vector<double> trend;
  for (int i = 0; i < 600; ++i) trend.push_back(-i);
  CHECK(find_flags(trend, WindowRule{}).empty());
  CHECK(find_flags(trend, CusumRule{}).size() > 5);
}

TEST_CASE("learning rates: the error rises beyond eta lambda 2, and there alone") {
  const auto rows = compared({{.rate = 0.3}, {.rate = 0.4, .peak = 1.2}, {.rate = 1, .peak = 3}});
  REQUIRE(rows.size() == 4 + 5);
  CHECK(rows[0].ours == 4);
  CHECK(passes(rows[0]));
  CHECK(rows[0].could_not_tell ==
        "2 from a higher bound: runs are quiet up to 1.6 and rise from 4");
  CHECK(rows[1].ours == Approx(0.1));
  CHECK(passes(rows[1]));
  CHECK(test::row_of(rows, "runs, stable").ours == 2);
  CHECK(test::row_of(rows, "runs, catapult").ours == 1);
  CHECK(test::row_of(rows, "runs, divergent").ours == 0);
  CHECK(test::count_judged(rows) == 2);

  CHECK(fails(compared({{.rate = 0.4, .peak = 1.6}, {.rate = 1, .peak = 3}})[0]));
  CHECK(fails(compared({{.rate = 0.4}, {.rate = 1}})[0]));  // no run rises
  CHECK(fails(compared({{.rate = 0.4, .last_sharpness = 5.1}})[1]));
  // A number that is not there never gets into a file.
  CHECK_THROWS_AS(compared({{.rate = 0.3}, {.rate = 0.4, .last_sharpness = NAN}}), NonFiniteError);
}
