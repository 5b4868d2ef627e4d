#include "experiments/estimate/effort.h"

#include <algorithm>

#include "experiments/estimate/calibration.h"
#include "tests/catch.h"

namespace caldera {

TEST_CASE("efforts: each is of a planned run") {
  for (const char* profile : {"study", "paper"}) {
    const std::vector<PlannedRun> plan = planned_runs(profile);
    for (const auto& [file, effort] : efforts_of(profile)) {
      INFO(profile << " " << file);
      CHECK(effort >= 0);
      CHECK(std::ranges::any_of(
          plan, [&](const PlannedRun& run) { return run.files.front() == file; }));
    }
  }
}

TEST_CASE("an epoch takes some time") { CHECK(seconds_an_epoch() > 0); }

}  // namespace caldera
