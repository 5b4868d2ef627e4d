#include "experiments/run/run_file.h"

#include <limits>

#include "caldera/autograd/arithmetic/arithmetic.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/machine.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;
namespace fs = std::filesystem;

TEST_CASE("a run file says what was run and gives back what was stored", "[storage]") {
  const TemporaryFolder folder;
  const auto error = random_numbers<double>(7);
  const auto accuracy = random_numbers<float>(12, 1);
  const std::vector<std::int32_t> epochs = {300, 17, 41};
  RunWriter writer(folder / "run.h5", example_identity());
  writer.vector("/sweep/error", error, {"%", "test error"});
  writer.vector("/sweep/epochs", epochs, {"epoch", "epochs used"});
  // Rows of 3 that lie 4 apart in memory.
  writer.matrix("/sweep/by_class", ConstMatrix<float>(accuracy.data(), 3, 3, 4), {"%", "by class"});
  writer.scalar("/gap", error[3], {"1", "spectral gap"});
  writer.attribute("activation", "tanh");
  writer.machine("wall_seconds", 12.5);
  writer.commit();

  const RunFile run(folder / "run.h5");
  CHECK(run.vector<double>("/sweep/error") == error);
  CHECK(run.vector<std::int32_t>("/sweep/epochs") == epochs);
  const StoredMatrix<float> matrix = run.matrix<float>("/sweep/by_class");
  CHECK(matrix.rows == 3);
  CHECK(matrix(2, 1) == accuracy[9]);
  CHECK(matrix.column(2) == std::vector<float>{accuracy[2], accuracy[6], accuracy[10]});
  CHECK(run.scalar<double>("/gap") == error[3]);
  CHECK(run.description("/sweep/error").units == "%");
  CHECK(run.description("/sweep/error").long_name == "test error");
  CHECK(run.attribute<std::string>("activation") == "tanh");
  CHECK(run.attribute<std::string>("profile") == "smoke");
  CHECK(run.attribute<std::int64_t>("seed") == 3);
  CHECK(run.attribute<std::int64_t>("arithmetic_version") == arithmetic_version);
  CHECK(run.attribute_of<double>("/configuration", "beta_step") == 0.0012345678901234567);
  CHECK(run.attribute_of<std::string>("/configuration", "gemm") == name(arithmetic().backend));
  CHECK(run.attribute_of<double>("/machine", "wall_seconds") == 12.5);
  CHECK(run.attribute_of<std::string>("/machine", "simd") == name(arithmetic().path));
  CHECK(run.attribute_of<std::string>("/provenance", "code_version") == code_version());
  CHECK(run.has("/sweep/error"));
  CHECK_FALSE(run.has("/sweep/loss"));
  CHECK(run.members("/sweep") == std::vector<std::string>{"by_class", "epochs", "error"});
}

TEST_CASE("nothing is on disk before commit", "[storage]") {
  const TemporaryFolder folder;
  {
    RunWriter writer(folder / "run.h5", example_identity());
    writer.vector("/data", random_numbers<double>(100), {"1", "data"});
    CHECK(names_in(folder.path()).empty());
  }
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("reading something else than is there is refused by name", "[storage]") {
  const TemporaryFolder folder;
  RunWriter writer(folder / "run.h5", example_identity());
  writer.vector("/sweep/error", random_numbers<double>(7), {"%", "test error"});
  writer.commit();
  const RunFile run(folder / "run.h5");
  CHECK_THAT(refusal([&] { run.vector<double>("/sweep/loss"); }),
             Contains("run.h5:/sweep/loss") && Contains("doesn't exist"));
  CHECK_THAT(refusal([&] { run.vector<float>("/sweep/error"); }),
             Contains("expected float32, found float64"));
  CHECK_THAT(refusal([&] { run.matrix<double>("/sweep/error"); }),
             Contains("expected 2, found 1 (7)"));
  CHECK_THAT(refusal([&] { run.attribute<std::string>("colour"); }), Contains("/@colour"));
  CHECK_THAT(refusal([&] { run.attribute<double>("seed"); }), Contains("found int64"));
}

namespace {

/// What NonFiniteError says of what `write` puts into a run file; "written" if nothing.
template <class Write>
std::string not_finite(Write write) {
  const TemporaryFolder folder;
  RunWriter writer(folder / "run.h5", example_identity());
  try {
    write(writer);
  } catch (const NonFiniteError& error) {
    return error.what();
  }
  writer.commit();
  return "written";
}

}  // namespace

TEST_CASE("a number that is not finite is not stored without a meaning", "[storage]") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto vector = [&](std::vector<double> values, const Description& description) {
    return not_finite([&](RunWriter& file) { file.vector("/delay", values, description); });
  };
  CHECK_THAT(vector({1, infinity}, {"1", "delay"}),
             Contains("run.h5:/delay: inf") && Contains("at entry 1"));
  CHECK_THAT(vector({nan}, {"1", "delay"}), Contains("run.h5:/delay: nan"));
  CHECK(vector({nan}, {"1", "delay; NaN: never found"}) == "written");
  CHECK(vector({-infinity}, {"1", "delay, infinite if never found"}) == "written");
  CHECK(vector({nan}, {"1", "delay", "NaN: never found"}) == "written");
  CHECK(vector({1, 2}, {"1", "delay"}) == "written");
}

TEST_CASE("nothing of a run file is not finite", "[storage]") {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> numbers = {1, 2, 3, -infinity};
  CHECK_THAT(not_finite([&](RunWriter& file) {
               file.matrix("/m", ConstMatrix<float>(numbers.data(), 2, 2), {"1", "m"});
             }),
             Contains("run.h5:/m: -inf"));
  CHECK_THAT(not_finite([&](RunWriter& file) {
               file.scalar("/s", double{infinity}, {"1", "s"});
             }),
             Contains("run.h5:/s: inf"));
  CHECK_THAT(not_finite([&](RunWriter& file) { file.attribute("a", double{infinity}); }),
             Contains("run.h5:/@a: inf"));
  CHECK_THAT(not_finite([&](RunWriter& file) { file.machine("seconds", double{infinity}); }),
             Contains("run.h5:/machine@seconds: inf"));
  RunIdentity identity = example_identity();
  identity.configuration["beta_step"] = double{infinity};
  CHECK_THROWS_AS(RunWriter("run.h5", identity), NonFiniteError);
}

TEST_CASE("lengths that a reader expects are checked", "[storage]") {
  const TemporaryFolder folder;
  RunWriter writer(folder / "run.h5", example_identity());
  const auto numbers = random_numbers<double>(6);
  writer.vector("/error", numbers, {"%", "test error"});
  writer.matrix("/by_class", ConstMatrix<double>(numbers.data(), 3, 2), {"%", "by class"});
  writer.commit();
  const RunFile run(folder / "run.h5");
  CHECK(run.vector<double>("/error", 6) == numbers);
  CHECK(run.matrix<double>("/by_class", 3, 2).values == numbers);
  CHECK(run.matrix<double>("/by_class", {}, 2).rows == 3);
  CHECK(run.kind("/by_class").type == "float64");
  CHECK(run.kind("/by_class").shape == Shape{3, 2});
  CHECK_THAT(refusal([&] { run.vector<double>("/error", 7); }),
             Contains("run.h5:/error: expected 7 entries, found 6"));
  CHECK_THAT(refusal([&] { run.matrix<double>("/by_class", 2); }),
             Contains("run.h5:/by_class: expected 2 x any, found 3 x 2"));
  CHECK_THAT(refusal([&] { run.matrix<double>("/by_class", 3, 3); }),
             Contains("run.h5:/by_class: expected 3 x 3, found 3 x 2"));
}

TEST_CASE("a run file with any byte altered or cut is refused", "[storage]") {
  const TemporaryFolder folder;
  RunWriter writer(folder / "run.h5", example_identity());
  writer.vector("/sweep/error", random_numbers<double>(7), {"%", "test error"});
  writer.commit();
  std::vector<std::byte> bytes(std::filesystem::file_size(folder / "run.h5"));
  std::ifstream(folder / "run.h5", std::ios::binary)
      .read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));

  const std::size_t last_line = 81;  // of the seal; without its mark a file is as good as unsealed
  for (std::size_t i = 0; i < bytes.size() - last_line; i += 13) {
    bytes[i] ^= std::byte{0x10};
    write_plainly(folder / "altered.h5", bytes);
    CHECK_THAT(refusal([&] { RunFile(folder / "altered.h5"); }), Contains("altered.h5"));
    bytes[i] ^= std::byte{0x10};
  }
  for (std::size_t length = 0; length < bytes.size() - last_line; length += 101) {
    write_plainly(folder / "cut.h5", std::span(bytes).first(length));
    CHECK_THAT(refusal([&] { RunFile(folder / "cut.h5"); }), Contains("cut.h5"));
  }
  write_plainly(folder / "whole.h5", bytes);
  CHECK(RunFile(folder / "whole.h5").vector<double>("/sweep/error") == random_numbers<double>(7));
}

TEST_CASE("a run is complete only if its file is of the same identity", "[storage]") {
  const TemporaryFolder folder;
  const RunIdentity identity = example_identity();
  CHECK_FALSE(run_is_complete(folder / "run.h5", identity));
  CHECK_FALSE(run_is_complete(folder / "absent/run.h5", identity));
  RunWriter(folder / "run.h5", identity).commit();
  CHECK(run_is_complete(folder / "run.h5", identity));

  const auto difference_of = [&](auto change) {
    RunIdentity other = identity;
    change(other);
    return difference(RunFile(folder / "run.h5"), other).value_or("");
  };
  CHECK_THAT(difference_of([](RunIdentity& run) { run.seed = 4; }),
             Contains("seed: 3 in the file, 4 now"));
  CHECK_THAT(difference_of([](RunIdentity& run) { run.profile = "paper"; }),
             Contains("profile: smoke in the file, paper now"));
  CHECK_THAT(difference_of([](RunIdentity& run) { run.configuration["beta_step"] = 0.1; }),
             Contains("configuration/beta_step: 0.0012345678901234567 in the file, 0.1 now"));
  CHECK_THAT(difference_of([](RunIdentity& run) { run.configuration["new"] = std::int64_t{1}; }),
             Contains("configuration/new: nothing in the file, 1 now"));
  CHECK_THAT(difference_of([](RunIdentity& run) { run.configuration.erase("epochs"); }),
             Contains("configuration/epochs: 300 in the file, nothing now"));
  // The same number as another type gives another digest, so it is another configuration.
  CHECK_THAT(difference_of([](RunIdentity& run) { run.configuration["epochs"] = 300.0; }),
             Contains("configuration/epochs"));
}

TEST_CASE("a run that no longer fits is moved aside, and said so", "[storage]") {
  const TemporaryFolder folder;
  const fs::path out = folder / "run.h5";
  RunIdentity other = example_identity();
  other.seed = 4;
  std::vector<std::string> names;
  for (const std::string aside : {"run.h5.aside-1", "run.h5.aside-2"}) {
    RunWriter(out, example_identity()).commit();
    const std::string said = errors_of([&] { CHECK_FALSE(run_is_complete(out, other)); });
    CHECK_THAT(said, Contains("seed: 3 in the file, 4 now") && Contains(aside));
    CHECK(said.find('\n') == said.size() - 1);
    names.push_back(aside);
    CHECK(names_in(folder.path()) == names);
    CHECK_FALSE(difference(RunFile(folder / aside), example_identity()));
  }
}

TEST_CASE("what is moved aside takes no name that is taken, and no name is an error", "[storage]") {
  const TemporaryFolder folder;
  fs::create_symlink("nowhere", folder / "run.h5.aside-1");
  std::ofstream(folder / "run.h5") << "a run";
  CHECK(move_aside(folder / "run.h5") == folder / "run.h5.aside-2");
  CHECK(names_in(folder.path()) == std::vector<std::string>{"run.h5.aside-1", "run.h5.aside-2"});
  const fs::path longest = folder / std::string(250, 'x');  // of 255 that a name may have
  std::ofstream(longest) << "a run";
  CHECK_THAT(refusal([&] { move_aside(longest); }), Contains("cannot move aside"));
  CHECK(fs::exists(longest));
}

TEST_CASE("what is no run of the same program is not moved aside", "[storage]") {
  const TemporaryFolder folder;
  const fs::path out = folder / "run.h5";
  RunIdentity other = example_identity();
  other.program = "pathfinder";
  RunWriter(out, example_identity()).commit();
  CHECK_THAT(refusal([&] { run_is_complete(out, other); }),
             Contains("another run is there") && Contains("found one of origin_sweep"));
  std::ofstream(out) << "not HDF5";
  CHECK_THAT(refusal([&] { run_is_complete(out, other); }), Contains("run.h5"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"run.h5"});
}

TEST_CASE("while a question is asked, a run is neither made nor moved", "[storage]") {
  const TemporaryFolder folder;
  const fs::path out = folder / "run.h5";
  RunIdentity other = example_identity();
  other.seed = 4;
  const auto answer = [&](const RunIdentity& identity) {
    const RunQuestion question;
    CHECK_THROWS_AS(RunWriter(out, identity), std::logic_error);
    try {
      run_is_complete(out, identity);
    } catch (const RunFound& found) {
      CHECK(found.is_done == (found.text == "done"));
      return found.text;
    }
    return std::string("no answer");
  };
  CHECK(answer(other) == "to do");
  RunWriter(out, example_identity()).commit();
  CHECK(answer(example_identity()) == "done");
  CHECK(answer(other) == "of other settings (seed: 3 in the file, 4 now)");
  other.program = "pathfinder";
  CHECK_THAT(answer(other), Contains("another run is there"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"run.h5"});
  {
    const RunQuestion of_two(2);  // is answered by the second
    CHECK(run_is_complete(out, example_identity()));
    CHECK_THROWS_AS(run_is_complete(out, example_identity()), RunFound);
  }
  CHECK(run_is_complete(out, example_identity()));  // and afterwards it is asked no more
}

TEST_CASE("every NaN is stored as the same one") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(make_scalar(-nan).bytes == make_scalar(nan).bytes);
  CHECK(make_scalar(-std::nanf("7")).bytes == make_scalar(std::nanf("")).bytes);
  CHECK(make_scalar(-0.0).bytes != make_scalar(0.0).bytes);
}
