#include "plots/detectors/claims.h"

#include <algorithm>
#include <cmath>

#include "autograd/arithmetic/error.h"
#include "experiments/detectors/record.h"
#include "tests/catch.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// One rule in one noise. False alarms 10 ± 0.3 and `alarms` ± 0.4, so that three errors are 1.5;
/// found 0.5 ± 0.06 and `found` ± 0.08 of each of four changes: three errors of the mean are 0.15.
DetectorTable example(double alarms, double found) {
  DetectorTable table{{"rule"}, {"noise"}, {}, {}};
  table.false_alarms = {{.rate = 10, .error = 0.3}, {.held_out = 1, .rate = alarms, .error = 0.4}};
  for (const double size : {0.0, 1.0, 3.0, 8.0}) {
    table.detection.push_back({.size = size, .rate = 0.5, .error = 0.06, .mean_delay = 7});
    table.detection.push_back(
        {.held_out = 1, .size = size, .rate = found, .error = 0.08, .mean_delay = 6.25});
  }
  return table;
}

fs::path write(const fs::path& path, const DetectorTable& table) {
  RunWriter file(path, {"detectors", "detectors", "smoke", 4, {}});
  write_detectors(file, table);
  file.commit();
  return path;
}

std::vector<Comparison> compared(const DetectorTable& table) {
  const test::TemporaryFolder folder;
  return compare_detectors(write(folder / "run.h5", table));
}

}  // namespace

TEST_CASE("detectors: both sets must agree within three standard errors of their difference") {
  const auto rows = compared(example(11.4, 0.36));
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].quantity == "rule, noise: false alarms");
  CHECK(rows[0].reference == 10);
  CHECK(rows[0].ours == 11.4);
  CHECK(rows[0].tolerance->high == Approx(11.5));
  CHECK(rows[1].quantity == "rule, noise: found");
  CHECK(rows[1].ours == Approx(0.36));
  CHECK(rows[1].tolerance->low == Approx(0.35));
  CHECK(std::ranges::all_of(rows.begin(), rows.begin() + 2, passes));
  CHECK(rows[0].seed == 4);

  CHECK(fails(compared(example(11.6, 0.36))[0]));
  CHECK(fails(compared(example(8.4, 0.36))[0]));
  CHECK(fails(compared(example(10, 0.34))[1]));
  CHECK(fails(compared(example(10, 0.66))[1]));
  CHECK_THROWS_AS(compared(example(NAN, 0.5)), NonFiniteError);  // never gets into a file
}

TEST_CASE("detectors: rates without any scatter agree if they are equal") {
  DetectorTable table = example(0, 0.5);
  table.false_alarms = {{}, {.held_out = 1}};
  CHECK(passes(compared(table)[0]));
  table.false_alarms[1].rate = 1e-9;
  CHECK(fails(compared(table)[0]));
}

TEST_CASE("detectors: what is found of 1 and 3 sigma is reported, held out") {
  const auto rows = compared(example(10, 0.4));
  CHECK(rows[2].quantity == "rule: jumps of 1 sigma found");
  CHECK(rows[3].quantity == "rule: jumps of 3 sigma found");
  for (const std::size_t i : {2u, 3u}) {
    CHECK_FALSE(rows[i].tolerance.has_value());
    CHECK(rows[i].ours == 0.4);
    CHECK(rows[i].remark == "after 6.25 samples");
  }
}

TEST_CASE("detectors: the printed table, and runs that have gaps") {
  DetectorTable table = example(11.4, 0.36);
  table.detection[7].rate = 0;
  table.detection[4].ramp = table.detection[5].ramp = 50;
  CHECK(text_table(table) ==
        "| rule | noise | false alarms: tuning | held out | jump 0 | jump 1 | ramp 3 | jump 8 |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| rule | noise | 10.00 | 11.40 ± 0.40 | 36 %, 6 | 36 %, 6 | 36 %, 6 | 0 |\n");

  table.false_alarms.pop_back();
  CHECK_THAT(test::refusal([&] { compared(table); }), Catch::Contains("one row of false alarms"));
  table = example(10, 0.4);
  table.detection.pop_back();
  CHECK_THAT(test::refusal([&] { compared(table); }), Catch::Contains("equal changes"));
}
