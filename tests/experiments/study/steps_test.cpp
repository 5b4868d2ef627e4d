#include "experiments/study/steps.h"

#include <stdexcept>

#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;

namespace {

constexpr std::size_t steps = 4;
constexpr std::size_t never = steps;

using Names = std::vector<std::string>;

double state_of(const Segments& segments, std::size_t step) {
  return segments.open(step).scalar<double>("/state");
}

/// A run that carries a state from step to step, so that one that is lost or done twice shows.
/// Throws in a step. Returns the steps that were done.
std::vector<std::size_t> make_run(const std::filesystem::path& out, std::size_t fail_at) {
  std::vector<std::size_t> made;
  const auto make = [&](const Step& step) {
    if (step.number == fail_at) throw std::runtime_error("stopped");
    step.show(0.5, "half");
    const double before = step.number == 0 ? 0 : state_of(step.done, step.number - 1);
    step.segment.scalar("/state", 0.73 * before + random_numbers<double>(steps)[step.number],
                        {"1", "state after the step"});
    made.push_back(step.number);
  };
  const auto assemble = [](const Segments& segments, RunWriter& file) {
    std::vector<double> states;
    for (std::size_t k = 0; k < steps; ++k) states.push_back(state_of(segments, k));
    file.vector("/states", states, {"1", "states"});
  };
  try {
    in_steps({out, example_identity()}, steps, "4 states", make, assemble);
  } catch (const std::runtime_error&) {
    REQUIRE(fail_at < steps);
  }
  return made;
}

}  // namespace

TEST_CASE("a run in steps goes on after the last segment to the same digest", "[program]") {
  const TemporaryFolder folder;
  CHECK(make_run(folder / "whole.h5", never) == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(names_in(folder.path()) == Names{"whole.h5"});
  for (std::size_t fail_at = 0; fail_at < steps; ++fail_at) {
    const auto out = folder / "run.h5";
    CHECK(make_run(out, fail_at).size() == fail_at);
    CHECK_FALSE(std::filesystem::exists(out));
    CHECK(Segments(out, example_identity()).count() == fail_at);
    CHECK(make_run(out, never).size() == steps - fail_at);
    CHECK(digest(out) == digest(folder / "whole.h5"));
    CHECK(names_in(folder.path()) == Names{"run.h5", "whole.h5"});
    std::filesystem::remove(out);
  }
}

TEST_CASE("what is wrong with the file of all leaves the segments", "[program]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  const auto make = [](const Step& step) {
    step.segment.scalar("/state", 1.5, {"1", "state after the step"});
  };
  CHECK_THROWS_AS(
      in_steps({out, example_identity()}, steps, "4 states", make,
               [](const Segments&, RunWriter&) { throw std::runtime_error("stopped"); }),
      std::runtime_error);
  CHECK(Segments(out, example_identity()).count() == steps);
  CHECK(make_run(out, never).empty());  // all there is to do is the file of all
  CHECK(names_in(folder.path()) == Names{"run.h5"});
}

TEST_CASE("a run whose file is there is complete, and what a kill left is cleared away",
          "[program]") {
  const TemporaryFolder folder;
  const StudyRun run(folder / "run.h5", example_identity());
  CHECK_FALSE(is_complete(run));
  write_run(run, "one number", [](RunWriter& file) {
    file.scalar("/number", 1.5, {"1", "a number"});
  });
  CHECK(RunFile(run.out).has("/machine"));
  CHECK(wall_seconds_of(run.out).value() >= 0);
  const Segments left(run.out, run.identity);
  left.writer(0).commit();
  CHECK(is_complete(run));
  CHECK(names_in(folder.path()) == Names{"run.h5"});
}

TEST_CASE("the time of a run that goes on after a kill counts from its beginning", "[program]") {
  const TemporaryFolder folder;
  const StudyRun run(folder / "run.h5", example_identity());
  {
    const Segments before(run.out, run.identity);
    RunWriter segment = before.writer(0);
    segment.machine("wall_seconds", 1000.0);
    segment.commit();
  }
  in_steps(
      run, 2, "2 steps", [](const Step&) {}, [](const Segments&, RunWriter&) {});
  const double seconds = wall_seconds_of(run.out).value();
  CHECK(seconds > 1000);
  CHECK(seconds < 1500);
}
