#include <fmt/format.h>

#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/detectors/record.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
namespace fs = std::filesystem;

namespace {

/// Two rules in two noises: of the CUSUM in independent noise 1.5 ± 0.09 false alarms on the series
/// for tuning and `cusum` ± 0.12 on others, so that three errors of the difference are 0.45, or
/// `errors` times as many; of the baseline rule `baseline`. Everywhere else 10. Found are half of
/// all changes, and 0.4 of them held out.
DetectorTable example(double cusum, double baseline = 0, double errors = 1) {
  DetectorTable table{{"baseline", "CUSUM"}, {"drift", "independent"}, {}, {}};
  for (const double rule : {0, 1})
    for (const double noise : {0, 1})
      for (const double held_out : {0, 1}) {
        double rate = 10;
        if (noise == 1 && rule == 0) rate = baseline;
        if (noise == 1 && rule == 1) rate = held_out == 1 ? cusum : 1.5;
        table.false_alarms.push_back(
            {rule, noise, held_out, rate, errors * (held_out == 1 ? 0.12 : 0.09)});
        for (const double size : {0.0, 1.0, 3.0, 8.0})
          table.detection.push_back({.rule = rule,
                                     .noise = noise,
                                     .held_out = held_out,
                                     .size = size,
                                     .rate = held_out == 1 ? 0.4 : 0.5,
                                     .error = 0.06,
                                     .mean_delay = 6.25});
      }
  return table;
}

fs::path write(const fs::path& path, const DetectorTable& table) {
  RunWriter file(path, {"detectors", "detectors", "smoke", 4, {}});
  write_detectors(file, table);
  file.commit();
  return path;
}

std::vector<Claim> compared(const DetectorTable& table) {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "monitoring");
  write(folder / "monitoring/detectors.h5", table);
  return test::checked_claims("detectors", folder.path());
}

}  // namespace

TEST_CASE("detectors: judged is what was tuned, and what is known to be never") {
  const auto rows = compared(example(1.2));
  REQUIRE(rows.size() == 3 + 2 + 4);
  CHECK(test::count_judged(rows) == 3);
  CHECK(test::failed(rows).empty());
  const std::string never = "baseline, independent: false alarms",
                    nominal = "CUSUM, independent: false alarms", tuned = nominal + ", as tuned";
  CHECK(test::row_of(rows, tuned).reference == 1.5);
  CHECK(test::row_of(rows, tuned).band->high == Approx(1.95));
  CHECK(test::row_of(rows, nominal).band->high == Approx(2.36));
  CHECK(test::row_of(rows, nominal).could_not_tell == "rates from 0.14 to 2.36");
  CHECK(test::row_of(rows, nominal).ours == 1.2);
  CHECK(rows[0].seed == 4);

  using Names = std::vector<std::string>;
  CHECK(test::failed(compared(example(1.2, 0.05))) == Names{never});
  CHECK(test::failed(compared(example(2.1))) == Names{tuned});
  CHECK(test::failed(compared(example(2.5))) == Names{nominal, tuned});
  CHECK_THROWS_AS(compared(example(NAN)), NonFiniteError);  // never gets into a file
}

TEST_CASE("detectors: where a rule that never flags would pass, the CUSUM is not judged") {
  const auto rows = compared(example(1.2, 0, 4));
  CHECK(test::count_judged(rows) == 1);
  const Claim& nominal = test::row_of(rows, "CUSUM, independent: false alarms");
  CHECK(nominal.ours == 1.2);
  CHECK(nominal.expected == "1");
  CHECK(nominal.remark == "+- 0.48; not judged: a rule that never flags is within -0.94 to 3.44");
}

TEST_CASE("detectors: false alarms and what is found of 1 and 3 sigma are reported, held out") {
  const auto rows = compared(example(1.2));
  CHECK(test::row_of(rows, "baseline, drift: false alarms").ours == 10);
  CHECK(test::row_of(rows, "CUSUM, drift: false alarms").remark == "+- 0.12");
  for (const char* rule : {"baseline", "CUSUM"})
    for (const int size : {1, 3}) {
      const Claim& row = test::row_of(rows, fmt::format("{}: jumps of {} sigma found", rule, size));
      CHECK_FALSE(is_judged(row));
      CHECK(row.ours == 0.4);
      CHECK(row.remark == "after 6.25 samples");
    }
}

TEST_CASE("detectors: what a run does not have is absent, and rules of other names are refused") {
  DetectorTable table = example(1.2);
  std::erase_if(table.detection, [](const DetectorFinds& row) { return row.size == 3; });
  CHECK(test::failed(compared(table)) ==
        std::vector<std::string>{"baseline: jumps of 3 sigma found",
                                 "CUSUM: jumps of 3 sigma found"});
  table = example(1.2);
  table.rules[1] = "sum";
  CHECK_THAT(test::refusal([&] { compared(table); }), Catch::Contains("the rule or noise CUSUM"));
}

TEST_CASE("detectors: the printed table, and runs that have gaps") {
  DetectorTable table{{"rule"}, {"noise"}, {}, {}};
  table.false_alarms = {{.rate = 10, .error = 0.3}, {.held_out = 1, .rate = 11.4, .error = 0.4}};
  for (const double size : {0.0, 1.0, 3.0, 8.0}) {
    table.detection.push_back({.size = size, .rate = 0.5, .error = 0.06, .mean_delay = 7});
    table.detection.push_back(
        {.held_out = 1, .size = size, .rate = 0.36, .error = 0.08, .mean_delay = 6.25});
  }
  table.detection[7].rate = 0;
  table.detection[4].ramp = table.detection[5].ramp = 50;
  CHECK(text_table(table) ==
        "| rule | noise | false alarms: tuning | held out | jump 0 | jump 1 | ramp 3 | jump 8 |\n"
        "|---|---|---|---|---|---|---|---|\n"
        "| rule | noise | 10.00 | 11.40 ± 0.40 | 36 %, 6 | 36 %, 6 | 36 %, 6 | 0 |\n");

  table.false_alarms.pop_back();
  CHECK_THAT(test::refusal([&] { compared(table); }), Catch::Contains("one row of false alarms"));
  table = example(1.2);
  table.detection.pop_back();
  CHECK_THAT(test::refusal([&] { compared(table); }), Catch::Contains("equal changes"));
}
