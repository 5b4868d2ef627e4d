#include "experiments/monitor/run_record.h"

#include "experiments/monitor/run_state.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

namespace caldera::test {
namespace {

RunRecord example_record(std::size_t size) {
  RunRecord record;
  for (std::size_t i = 0; i < size; ++i) {
    const auto x = static_cast<double>(i);
    add(record.samples.steps, {{{"b", "nat", "the second"}, x / 3}, {{"a", "1", "one"}, -x}});
    add(record.samples.epochs, {{{"c", "%", "three"}, x}});
    record.decisions.push_back({.rule = x, .start = 10 * x, .confirmed = 10 * x + 5});
    record.trajectory.push_back({.epoch = x, .step = 10 * x, .beta = 0.1, .theta = {1.5f, float(x)}});
  }
  return record;
}

void check_equal(const RunRecord& a, const RunRecord& b) {
  for (const char* name : {"a", "b"})
    CHECK(a.samples.steps.column(name) == b.samples.steps.column(name));
  CHECK(a.samples.epochs.rows == b.samples.epochs.rows);
  CHECK(a.samples.curvature.rows.empty());
  REQUIRE(a.decisions.size() == b.decisions.size());
  REQUIRE(a.trajectory.size() == b.trajectory.size());
  for (std::size_t i = 0; i < a.trajectory.size(); ++i) {
    CHECK(a.decisions[i].confirmed == b.decisions[i].confirmed);
    CHECK(a.trajectory[i].theta == b.trajectory[i].theta);
    CHECK(a.trajectory[i].step == b.trajectory[i].step);
  }
}

}  // namespace

TEST_CASE("a record comes back from the parts that it was written in") {
  const TemporaryFolder folder;
  const RunRecord whole = example_record(7);
  const RunRecord parts[] = {example_record(3), whole.from(example_record(3).lengths())};
  RunRecord read;
  for (const RunRecord& part : parts) {
    const auto path = folder / "part.h5";
    RunWriter writer(path, example_identity());
    write_record(writer, part);
    writer.commit();
    append_record(read, RunFile(path));
    std::filesystem::remove(path);
  }
  check_equal(read, whole);
  CHECK(read.samples.steps.signals.front().name == "a");  // by name, as they lie in the file
  CHECK(read.samples.steps.signals.front().long_name == "one");
}

TEST_CASE("checkpoints before, during and after a flag") {
  const std::vector<Checkpoint> trajectory = example_record(7).trajectory;  // steps 0, 10, … 60
  const auto around = [&](double start, double confirmed) {
    const FlagCheckpoints found =
        checkpoints_around({.start = start, .confirmed = confirmed}, trajectory);
    return std::vector<std::size_t>{found.before, found.during, found.after};
  };
  CHECK(around(15, 25) == std::vector<std::size_t>{1, 3, 4});
  CHECK(around(20, 20) == std::vector<std::size_t>{2, 2, 3});
  CHECK(around(0, 60) == std::vector<std::size_t>{0, 6, 6});
  CHECK(around(59, 99) == std::vector<std::size_t>{5, 6, 6});
}

TEST_CASE("the state of a run comes back whole") {
  const TemporaryFolder folder;
  RunState state{.stage = 2, .epoch = 40, .step = 401};
  state.at_stage = {.epochs = 3, .without_best = 1, .best = 0.1};
  state.learning_rate = 0.3;
  state.pull_factor = 0.7;
  state.theta = {1, 2.5f};
  state.optimizer = {.steps = 17, .moments = {0.1f, 0.2f}};
  state.eigenvectors = {0.6, 0.8};
  const auto path = folder / "state.h5";
  RunWriter writer(path, example_identity());
  write_state(writer, state);
  writer.commit();
  const RunState read = read_state(RunFile(path));
  CHECK(read.stage == 2);
  CHECK(read.at_stage.epochs == 3);
  CHECK(read.epoch == 40);
  CHECK(read.step == 401);
  CHECK(read.at_stage.without_best == 1);
  CHECK(read.stopped == 0);
  CHECK(read.at_stage.best == 0.1);
  CHECK(read.learning_rate == 0.3);
  CHECK(read.pull_factor == 0.7);
  CHECK(read.theta == state.theta);
  CHECK(read.optimizer.steps == 17);
  CHECK(read.optimizer.moments == state.optimizer.moments);
  CHECK(read.eigenvectors == state.eigenvectors);
}

TEST_CASE("signals of unequal length are refused") {
  const TemporaryFolder folder;
  const auto path = folder / "uneven.h5";
  RunWriter writer(path, example_identity());
  writer.vector<double>("/step/a", std::vector<double>{1, 2, 3}, {"1", "three"});
  writer.vector<double>("/step/b", std::vector<double>{1, 2}, {"1", "two"});
  writer.commit();
  CHECK_THAT(refusal([&] { read_signals(RunFile(path), "/step"); }),
             Catch::Contains("uneven.h5:/step/b: expected 3 entries, found 2"));
  CHECK(read_signals(RunFile(path), "/epoch").rows.empty());
}

}  // namespace caldera::test
