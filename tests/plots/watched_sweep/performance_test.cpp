#include "plots/watched_sweep/performance.h"

#include <cmath>

#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// Twenty stages: 14 epochs, then 2 epochs each; 4 samples of the steps an epoch.
constexpr std::size_t stages = 20, first_epochs = 14, samples_of_epoch = 4;

std::size_t stage_of(std::size_t epoch) {
  return epoch < first_epochs ? 0 : 1 + (epoch - first_epochs) / 2;
}
constexpr std::size_t epochs = first_epochs + 2 * (stages - 1);

/// 0, and 1 from `first` on.
double jump(std::size_t at, std::size_t first) { return at < first ? 0 : 1; }

void add_epoch(SignalTable& table, std::size_t epoch, std::size_t transition) {
  const auto stage = static_cast<double>(stage_of(epoch));
  const double behind = jump(stage_of(epoch), transition);
  add(table, {{{"epoch", "epoch", "epochs"}, static_cast<double>(epoch + 1)},
              {{"beta", "1", "beta"}, 0.01 * stage},
              {{"error", "nat", "error"}, 0.05 * stage + 0.5 * behind},
              {{"distance", "1", "distance"}, 10 - 0.2 * stage - 2 * behind},
              {{"level", "1", "jumps with the transition"}, behind},
              {{"late", "1", "jumps at stage 6"}, jump(stage_of(epoch), 6)},
              {{"early", "1", "jumps as the first stage goes on"}, jump(epoch, 11)}});
}

void add_step(SignalTable& table, std::size_t sample, std::size_t transition) {
  const std::size_t stage = stage_of(sample / samples_of_epoch);
  add(table, {{{"epoch", "epoch", "epochs"},
               static_cast<double>(sample) / static_cast<double>(samples_of_epoch)},
              {{"beta", "1", "beta"}, 0.01 * static_cast<double>(stage)},
              {{"level", "1", "jumps with the transition"}, jump(stage, transition)}});
}

/// Error and distance jump between the stages 11 and 12: found if flagged in 12 or 13.
/// The curvature has four samples, which are too few for a window.
fs::path write_run(const fs::path& path, std::size_t transition = 12,
                   const std::string& study = "train") {
  SignalTable of_epochs, of_steps, of_curvature;
  for (std::size_t epoch = 0; epoch < epochs; ++epoch) add_epoch(of_epochs, epoch, transition);
  for (std::size_t sample = 0; sample < epochs * samples_of_epoch; ++sample)
    add_step(of_steps, sample, transition);
  for (std::size_t epoch = 0; epoch < epochs; epoch += 14)
    add_epoch(of_curvature, epoch, transition);
  RunWriter file(path, {study, study, "smoke", 7, {{"baseline", std::int64_t{60}}}});
  write_signals(file, "/epoch", of_epochs);
  write_signals(file, "/step", of_steps);
  write_signals(file, "/curvature", of_curvature);
  file.commit();
  return path;
}

std::vector<Claim> watched(const fs::path& results, std::size_t transition = 12) {
  fs::create_directory(results / "monitoring");
  write_run(results / "monitoring/watched_sweep.h5", transition);
  return test::checked_claims("transitions in training signals", results);
}

WatchedSweep example(std::size_t transition = 12) {
  const test::TemporaryFolder folder;
  return load_watched_sweep(write_run(folder / "run.h5", transition));
}

bool is_near(double a, double b) { return std::abs(a - b) <= tolerance::value<double>; }

/// The one flag of a method finds the transition so many epochs after it began.
void check_found(const WatchedSweep& sweep, const std::string& method, const std::string& signal,
                 double delay, const FlagTargets& targets) {
  CAPTURE(method);
  const Performance* row = sweep.performance(signal, method);
  REQUIRE(row);
  REQUIRE(row->flags.size() == 1);
  CHECK(row->flags[0].is_hit);
  CHECK(row->flags[0].epoch == 36 + delay);
  CHECK(row->found == 1);
  CHECK(row->false_alarms == 0);
  CHECK(row->early == 0);
  CHECK(row->mean_delay == delay);
  CHECK(row->targets.samples == targets.samples);
  CHECK(row->targets.widths == targets.widths);
  const double share =
      static_cast<double>(targets.widths[0]) / static_cast<double>(targets.samples);
  CHECK(is_near(row->random.recall, share));
  CHECK(is_near(row->random.as_many_found, share));
}

}  // namespace

TEST_CASE("watched sweep: stages, the transition, and the stretch in which it is found") {
  const WatchedSweep sweep = example();
  REQUIRE(sweep.rows.size() == stages);
  CHECK(sweep.rows[0].epochs == 14);
  CHECK(sweep.rows[19].epochs == 2);
  REQUIRE(sweep.transitions.size() == 1);
  const WatchedTransition& found = sweep.transitions[0];
  CHECK(found.first == 12);
  CHECK(found.end == 14);
  CHECK(found.begin == 36);
  CHECK(found.until == 40);
  CHECK(sweep.seed == 7);
  CHECK(sweep.signals.size() == 11);
}

TEST_CASE("watched sweep: each method finds a jump without noise, with the delay of its rule") {
  const WatchedSweep sweep = example();
  // The third epoch; the tenth sample; the fifth, at 3σ − ½σ each; the end of the stage.
  check_found(sweep, "window", "epoch/level", 3, {38, {4}});
  check_found(sweep, "baseline", "step/level", 2.25, {148, {16}});
  check_found(sweep, "baseline of means", "step/level", 2.25, {148, {16}});
  check_found(sweep, "CUSUM", "step/level", 1, {152, {16}});
  for (const char* signal : {"step/level", "epoch/level"}) {
    check_found(sweep, "value per β", signal, 2, {10, {2}});
    check_found(sweep, "change per β", signal, 2, {10, {2}});
  }
}

TEST_CASE("watched sweep: flags elsewhere are false alarms, but for those of the first stage") {
  const WatchedSweep sweep = example();
  const Performance* late = sweep.performance("epoch/late", "window");
  REQUIRE(late);
  CHECK(late->false_alarms == 1);
  CHECK(is_near(late->false_alarm_rate(), 1e4 / 38));
  CHECK(late->found == 0);
  CHECK(std::isnan(late->mean_delay));
  CHECK(late->random.as_many_found == 1);
  CHECK(is_near(late->random.recall, 4.0 / 38));

  const Performance* early = sweep.performance("epoch/early", "window");
  REQUIRE(early);
  CHECK(early->early == 1);
  CHECK(early->flags.size() == 1);
  CHECK(early->false_alarms == 0);
  CHECK(early->random.recall == 0);

  CHECK_FALSE(sweep.performance("step/level", "window"));
  CHECK_FALSE(sweep.performance("epoch/level", "CUSUM"));
  CHECK_FALSE(sweep.performance("curvature/level", "window"));
}

TEST_CASE("watched sweep: a stage's mean is over its last epoch") {
  const std::vector<SweepRow> rows = example().rows;
  SignalSeries series{"step/x", {1, 2, 4, 8, 16}, {12.5, 13.25, 13.75, 15, 15.5}, {0, 0, 0, 1, 1}};
  const SignalSeries means = stage_means(series, rows);
  REQUIRE(means.values.size() == stages);
  CHECK(means.values[0] == 3);
  CHECK(means.values[1] == 16);
  CHECK(std::isnan(means.values[2]));
  CHECK(means.epochs[1] == 16);
  CHECK(means.stages[19] == 19);
}

TEST_CASE("watched sweep: the best is what random flags match least") {
  const WatchedSweep sweep = example();
  CHECK(sweep.ranked("window").size() == 5);
  CHECK(sweep.ranked("window").front()->signal == "epoch/level");
  CHECK(sweep.signal("epoch/late").values.back() == 1);
  CHECK_THAT(test::refusal([&] { (void)sweep.signal("epoch/none"); }),
             Catch::Contains("epoch/none"));
}

TEST_CASE("watched sweep: the verdict's rows, reported and not judged") {
  const test::TemporaryFolder folder;
  const auto rows = watched(folder.path());
  REQUIRE(rows.size() == 1 + 6 + 6 + 4);
  CHECK(test::count_judged(rows) == 0);
  for (const Claim& row : rows) CHECK(row.seed == 7);
  CHECK(rows[0].ours == 1);
  CHECK(rows[0].remark == "at beta 0.115");
  CHECK(rows[2].quantity == "baseline: found, mean over signals");
  CHECK(rows[2].ours == 1);
  CHECK(rows[2].remark == "random 0.1081; p <= 0.01 in 0 of 1; false alarms 0 in 10 000");
  CHECK(rows[7].quantity == "window: best, epoch/level");
  CHECK(rows[7].remark ==
        "random 0.1053, as many p = 0.11; false alarms 0, 0 in 10 000; delay 3 epochs");
  CHECK(rows[13].quantity == "guides: window, epoch/error");
  // What the guides watch and the run does not have is said, and not left out.
  CHECK(rows[14].quantity == "guides: window, epoch/test_error");
  CHECK(std::isnan(rows[14].ours));
  CHECK_THAT(rows[14].remark, Catch::StartsWith("no such signal"));
}

TEST_CASE("watched sweep: without a transition there is nothing to find") {
  const test::TemporaryFolder folder;
  const auto rows = watched(folder.path(), stages);
  CHECK(rows[0].ours == 0);
  CHECK(std::isnan(rows[1].ours));
  CHECK_THAT(rows[1].remark, Catch::StartsWith("random none; p <= 0.01 in 0 of 5"));
}

TEST_CASE("watched sweep: a run of another study is refused") {
  const test::TemporaryFolder folder;
  const fs::path path = write_run(folder / "run.h5", 12, "sweep");
  CHECK_THAT(test::refusal([&] { load_watched_sweep(path); }),
             Catch::Contains("run.h5") && Catch::Contains("expected study train, found sweep"));
}
