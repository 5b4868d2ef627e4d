#include "experiments/run/segments.h"

#include <fstream>

#include "experiments/run/atomic_file.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/content.h"
#include "tests/experiments/run/child_process.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace {

constexpr std::size_t steps = 5;

/// One step of a sweep that carries its state from step to step: any lost or repeated step shows.
double next_state(double state, std::size_t step) {
  return 0.7310585786300049 * state + random_numbers<double>(steps)[step];
}

void write_segment(const Segments& segments, std::size_t step, double state) {
  RunWriter segment = segments.writer(step);
  segment.scalar("/state", state, {"1", "state after the step"});
  segments.commit(segment);
}

/// A whole run, from where it was; killed before step `kill_at`, or after the final file if that
/// is `steps`.
void run_sweep(const std::filesystem::path& out, std::size_t kill_at) {
  Segments segments(out, example_identity());
  const std::size_t done = segments.count();
  double state = done > 0 ? segments.open(done - 1).scalar<double>("/state") : 0;
  for (std::size_t step = done; step < steps; ++step) {
    if (step == kill_at) raise(SIGKILL);
    state = next_state(state, step);
    write_segment(segments, step, state);
  }
  std::vector<double> states;
  for (std::size_t step = 0; step < steps; ++step) {
    states.push_back(segments.open(step).scalar<double>("/state"));
  }
  RunWriter writer(out, example_identity());
  writer.vector("/states", states, {"1", "states"});
  writer.commit();
  if (kill_at == steps) raise(SIGKILL);
  segments.remove();
}

constexpr std::size_t never = steps + 1;

}  // namespace

TEST_CASE("a run killed between any two steps ends with the same digest", "[storage]") {
  const TemporaryFolder folder;
  run_sweep(folder / "straight.h5", never);
  for (std::size_t kill_at = 0; kill_at <= steps; ++kill_at) {
    const auto out = folder / ("killed" + std::to_string(kill_at) + ".h5");
    REQUIRE(was_killed(in_child([&] { run_sweep(out, kill_at); })));
    CHECK(Segments(out, example_identity()).count() == kill_at);
    run_sweep(out, never);
    CHECK(digest(out) == digest(folder / "straight.h5"));
    CHECK_FALSE(std::filesystem::exists(out.string() + ".segments"));
  }
  CHECK(names_in(folder.path()).size() == steps + 2);
}

TEST_CASE("a segment says how long all calls took up to it, and the next call adds to that",
          "[storage]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  const auto seconds_of = [&](std::size_t step) {
    return wall_seconds_of(Segments(out, example_identity()).path(step)).value();
  };
  {
    const Segments first(out, example_identity());
    CHECK(first.time_before().count() == 0);
    write_segment(first, 0, 1.5);
    write_segment(first, 1, 2.5);
  }
  CHECK(seconds_of(0) > 0);
  CHECK(seconds_of(1) > seconds_of(0));
  const Segments second(out, example_identity());
  CHECK(second.time_before().count() == seconds_of(1));
  write_segment(second, 2, 3.5);
  CHECK(seconds_of(2) > seconds_of(1));
  CHECK(seconds_of(2) < 300);
  std::filesystem::remove(second.path(1));  // then the call before counts up to segment 0
  CHECK(Segments(out, example_identity()).time_before().count() == seconds_of(0));
}

TEST_CASE("a kill inside a write costs that segment only", "[storage]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  const int status = in_child([&] {
    const Segments segments(out, example_identity());
    write_segment(segments, 0, 1.5);
    AtomicFile half(segments.path(1));
    half.write(std::as_bytes(std::span("half a segment")));
    raise(SIGKILL);
  });
  REQUIRE(was_killed(status));
  CHECK(names_in(folder / "run.h5.segments").size() == 2);
  CHECK(Segments(out, example_identity()).count() == 1);
  CHECK(names_in(folder / "run.h5.segments") == std::vector<std::string>{"step-0000.h5"});
}

TEST_CASE("counting stops at a gap and at a damaged segment", "[storage]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  const Segments segments(out, example_identity());
  CHECK(segments.count() == 0);
  for (const std::size_t step : {0u, 1u, 2u, 4u}) write_segment(segments, step, 1.5);
  const auto count = [&] { return Segments(out, example_identity()).count(); };
  CHECK(errors_of([&] { CHECK(count() == 3); }).empty());
  std::filesystem::resize_file(segments.path(1), 1000);
  CHECK_THAT(errors_of([&] { CHECK(count() == 1); }),
             Contains("step-0001.h5") && Contains("it is made again"));
  std::ofstream(segments.path(0)) << "not HDF5";
  CHECK_THAT(errors_of([&] { CHECK(count() == 0); }), Contains("step-0000.h5"));
}

TEST_CASE("segments of another configuration are moved aside, not continued", "[storage]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  RunIdentity other = example_identity();
  other.configuration["epochs"] = std::int64_t{301};
  for (const std::string aside : {"run.h5.segments.aside-1", "run.h5.segments.aside-2"}) {
    write_segment(Segments(out, example_identity()), 0, 1.5);
    const std::string said = errors_of([&] { CHECK(Segments(out, other).count() == 0); });
    CHECK_THAT(said, Contains("epochs: 300 in the file, 301 now") && Contains(aside));
    CHECK(said.find('\n') == said.size() - 1);
    CHECK(names_in(folder / aside) == std::vector<std::string>{"step-0000.h5"});
    CHECK_FALSE(std::filesystem::exists(folder / "run.h5.segments"));
  }
}

TEST_CASE("two runs that write the same segments do not mix", "[storage]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  const Segments segments(out, example_identity());
  write_segment(segments, 0, 1.5);
  RunIdentity other = example_identity();
  other.seed = 4;
  errors_of([&] { write_segment(Segments(out, other), 0, 2.5); });
  CHECK_THAT(refusal([&] { segments.open(0); }), Contains("seed: 4 in the file, 3 now"));
}

TEST_CASE("a segment that cannot be read is not made again", "[storage]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  write_segment(Segments(out, example_identity()), 0, 1.5);
  const auto path = folder / "run.h5.segments/step-0001.h5";
  std::filesystem::create_symlink("step-0001.h5", path);
  CHECK_THAT(refusal([&] { Segments(out, example_identity()); }),
             Contains("step-0001.h5: expected a segment of this run, found Too many levels"));
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  CHECK_THAT(refusal([&] { Segments(out, example_identity()); }), Contains("found a folder"));
  std::filesystem::remove(path);
  CHECK(Segments(out, example_identity()).count() == 1);
}

TEST_CASE("a segment that may not be read is not made again", "[storage]") {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
  // From inside: another user may not get there through the folders above.
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const std::filesystem::path out = "run.h5";
  const Segments segments(out, example_identity());
  write_segment(segments, 0, 1.5);
  std::filesystem::permissions(segments.path(0), std::filesystem::perms::none);
  std::string said;
  as_nobody([&] { said = refusal([&] { Segments(out, example_identity()); }); });
  CHECK_THAT(said, Contains("step-0000.h5") && Contains("found Permission denied"));
  CHECK(std::filesystem::exists(segments.path(0)));
  std::filesystem::current_path(before);
}

TEST_CASE("segments need a place to write", "[storage]") {
  const TemporaryFolder folder;
  write_atomically(folder / "file", {});
  CHECK_THAT(refusal([&] { Segments(folder / "file/run.h5", example_identity()); }),
             Contains("Not a directory"));
  write_atomically(folder / "run.h5.segments", {});
  CHECK_THAT(refusal([&] { Segments(folder / "run.h5", example_identity()); }),
             Contains("run.h5.segments"));
}

TEST_CASE("a kill while segments are removed is cleaned up", "[storage]") {
  const TemporaryFolder folder;
  const auto out = folder / "run.h5";
  write_segment(Segments(out, example_identity()), 0, 1.5);
  const auto segments = folder / "run.h5.segments";
  std::filesystem::rename(segments, temporary_name(segments));
  CHECK(Segments(out, example_identity()).count() == 0);
  CHECK(names_in(folder.path()).empty());
}
