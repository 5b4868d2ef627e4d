#include "experiments/run/checked_reads.h"

#include <cmath>
#include <limits>

#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;
using Catch::Contains;

namespace {

RunFile example(const std::filesystem::path& path) {
  RunWriter file(path, {"origin_sweep",
                        "origin_sweep",
                        "smoke",
                        3,
                        {{"batch", std::int64_t{0}}, {"rate", -0.5}, {"beta", 0.0}}});
  file.vector("/numbers", std::vector<double>{0.5, NAN, 1}, {"1", "numbers", "NaN: for the test"});
  file.vector("/none", std::vector<double>{}, {"1", "none"});
  file.vector("/classes", std::vector<std::uint8_t>{1, 2}, {"1", "classes"});
  const std::vector<double> grid = {1, 2, 3, INFINITY, 5, 6};
  file.matrix<double>("/grid", {grid.data(), 3, 2}, {"1", "grid", "infinite: for the test"});
  file.matrix<double>("/flat", {grid.data(), 3, 0}, {"1", "no columns"});
  file.commit();
  return RunFile(path);
}

}  // namespace

TEST_CASE("checked reads: lengths and numbers that do not fit are named", "[storage]") {
  const TemporaryFolder folder;
  const RunFile file = example(folder / "run.h5");
  CHECK(read_column<std::uint8_t>(file, "/classes", 2).size() == 2);
  CHECK_THAT(refusal([&] { read_column<std::uint8_t>(file, "/classes", 3); }),
             Contains("run.h5:/classes: expected 3 entries, found 2"));
  CHECK_THAT(
      refusal([&] { read_column<double>(file, "/numbers", 3); }),
      Contains("run.h5:/numbers: expected finite numbers, found nan") && Contains("at entry 1"));
  CHECK_THAT(refusal([&] { read_filled<double>(file, "/none"); }),
             Contains("/none: expected at least one entry, found none"));
  CHECK_THAT(refusal([&] { read_grid<double>(file, "/grid", 2, 3); }),
             Contains("/grid: expected 2 x 3, found 3 x 2"));
  CHECK_THAT(refusal([&] { read_grid<double>(file, "/grid", 3, 2); }),
             Contains("inf (") && Contains(") at entry 3"));
  CHECK_THAT(refusal([&] { read_rows<double>(file, "/flat", 3); }),
             Contains("/flat: expected a column or more, found none"));
}

TEST_CASE("checked reads: options out of their range are named", "[storage]") {
  const TemporaryFolder folder;
  const RunFile file = example(folder / "run.h5");
  CHECK(read_count(file, "batch", 0, 9) == 0);
  CHECK_THAT(refusal([&] { read_count(file, "batch", 1, 9); }),
             Contains("run.h5:/configuration@batch: expected 1 to 9, found 0"));
  CHECK(read_not_negative(file, "beta") == 0);
  CHECK_THAT(refusal([&] { read_positive(file, "beta"); }),
             Contains("/configuration@beta: expected a positive number, found 0"));
  CHECK_THAT(refusal([&] { read_not_negative(file, "rate"); }), Contains("found -0.5"));
  CHECK_THAT(refusal([&] { check_study(file, "slices"); }),
             Contains("expected study slices, found origin_sweep"));
}

TEST_CASE("checked reads: names that would end a text in a script are refused", "[storage]") {
  const TemporaryFolder folder;
  const RunFile file = example(folder / "run.h5");
  CHECK_NOTHROW(check_names(file, "/name", {"window, moving", "σ", "T1 before"}));
  for (const char* text : {"", "it's", "a\nb", "say \"x\"", "`ls`", "a\\b"})
    CHECK_THAT(refusal([&] {
                 check_names(file, "/name", {"T1", text});
               }),
               Contains("/name: expected names without quotes and control characters"));
}

TEST_CASE("numbers that are divided by or used as an index have a range", "[storage]") {
  const TemporaryFolder folder;
  const RunFile file = example(folder / "run.h5");
  CHECK_NOTHROW(check_range(file, "/x", std::vector<double>{1, 2}, 1, 2));
  CHECK_NOTHROW(check_range(file, "/x", std::vector<std::int64_t>{}, 1, 2));
  CHECK_THAT(refusal([&] {
               check_range(file, "/n", std::vector<std::int64_t>{4, 0}, 1, 9);
             }),
             Contains("run.h5:/n: expected numbers from 1 to 9, found 0 at entry 1"));
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  CHECK_THAT(refusal([&] { check_range(file, "/x", std::vector<double>{nothing}, 0, 1); }),
             Contains("run.h5:/x: expected numbers from 0 to 1, found nan at entry 0"));
}
