// The program `detectors`, as the shell sees it: whole, the same bits on any number of threads, two
// sets of series that have none in common, and a figure.

#include <algorithm>
#include <cmath>

#include "experiments/detectors/record.h"
#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/experiments/shell.h"
#include "tests/plots/claims_fixture.h"
#include "tests/temporary_folder.h"
#include "tests/tolerances.h"

namespace caldera::test {
namespace {

const std::string detectors = program_path("detectors") + " --profile smoke --out ";

double mean_rate(const std::vector<DetectorFinds>& rows) {
  double total = 0;
  for (const DetectorFinds& row : rows) total += row.rate;
  return total / static_cast<double>(rows.size());
}

/// A rule that is any use finds 8 σ more often than nothing, and no rate is beyond its bounds.
void check_finds(const std::vector<DetectorFinds>& rows) {
  for (const DetectorFinds& row : rows) {
    CHECK((row.rate >= 0 && row.rate <= 1));
    CHECK(std::isnan(row.mean_delay) == (row.rate == 0));
    if (row.rate > 0) CHECK((row.mean_delay >= 0 && row.mean_delay < 100));
  }
  CHECK(rows.front().size == 0);
  const auto largest = std::ranges::max_element(rows, {}, &DetectorFinds::size);
  CHECK(largest->size == 8);
  CHECK(largest->rate > rows.front().rate);
}

}  // namespace

TEST_CASE("detectors: five rules in five noises, twice, in series that differ") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "monitoring");
  const std::string out = folder / "monitoring/detectors.h5";
  const Answer answer = run_in_shell(detectors + out + " --table");
  REQUIRE(answer.status == 0);
  CHECK_THAT(answer.out,
             Catch::Contains("\n| rule | noise |") && Catch::Contains("| CUSUM | drift |"));
  const DetectorTable table = read_detectors(RunFile(out));
  REQUIRE(table.rules.size() == 5);
  REQUIRE(table.noises.size() == 5);
  CHECK(table.false_alarms.size() == 50);
  for (std::size_t rule = 0; rule < 5; ++rule) {
    CAPTURE(table.rules[rule]);
    check_finds(table.finds({rule, 0, true}));
    const double tuning = mean_rate(table.finds({rule, 0, false}));
    CHECK(tuning != mean_rate(table.finds({rule, 0, true})));
  }
  for (const Claim& row : checked_claims("detectors", folder.path())) {
    CAPTURE(row.quantity, row.ours, row.expected);
    CHECK_FALSE(fails(row));
  }

  const std::string threads = folder / "threads.h5";
  REQUIRE(run_in_shell(detectors + threads + " --threads 2").status == 0);
  CHECK(digest(out) == digest(threads));
  CHECK_THAT(run_in_shell(detectors + folder.path().string() + "/quiet.h5").out,
             Catch::StartsWith("detectors: 5 rules"));
  CHECK_THAT(run_in_shell(detectors + out).out, Catch::EndsWith(" is complete already\n"));

  const std::string figure = folder / "figure";
  CHECK(run_in_shell(program_path("figure detectors") + " --run " + out + " --out " + figure)
            .status == 0);
  CHECK(std::filesystem::file_size(figure + ".png") > 0);
}

TEST_CASE("detectors refuses a seed below zero and an unknown profile") {
  const TemporaryFolder folder;
  const std::string out = folder / "run.h5";
  check_refused(run_in_shell(detectors + out + " --seed -1"), "detectors", "--seed");
  const std::string program = program_path("detectors");
  check_refused(run_in_shell(program + " --profile big --out " + out), "detectors", "--profile");
}

}  // namespace caldera::test
