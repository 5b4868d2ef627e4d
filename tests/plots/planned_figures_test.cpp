#include "plots/planned_figures.h"

#include <fstream>

#include "experiments/run/run_file.h"
#include "tests/catch.h"
#include "tests/experiments/run/run_fixture.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using Files = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

const FigureEntry entry{
    .name = "example",
    .summary = "An example.",
    .inputs = {{"runs", "sweeps/seed*.h5", "Sweeps"}, {"other", "others/?.h5", "Another", false}},
    .make = {}};

const std::vector<PlannedRun> plan = {
    {.files = {"sweeps/seed2.h5"}},
    {.files = {"sweeps/seed1.h5"}},
    {.files = {"others/a.h5"}, .is_optional = true},
    {.files = {"others/ab.h5"}},
    {.files = {"sweeps/below/seed3.h5"}},
};

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("planned figures: every input of a figure of the results is a planned run of every profile") {
  for (const std::string profile : {"smoke", "study", "paper"})
    for (const FigureEntry& figure : profile == "paper" ? all_figures() : figures_of_results())
      for (const FigureInput& input : figure.inputs) {
        if (!input.is_needed && profile != "study") continue;  // may be of some profiles only
        INFO(profile << " " << figure.name << " --" << input.option);
        CHECK_FALSE(planned_files(input, planned_runs(profile)).empty());
      }
}

TEST_CASE("planned figures: the planned files of an input, by name") {
  CHECK(planned_files(entry.inputs[0], plan) == Files{"sweeps/seed1.h5", "sweeps/seed2.h5"});
  CHECK(planned_files(entry.inputs[1], plan) == Files{"others/a.h5"});
}

TEST_CASE(
    "planned figures: what is missing, but for optional runs and files that are not planned") {
  const test::TemporaryFolder folder;
  write(folder / "sweeps/seed1.h5", "");
  write(folder / "sweeps/seed9.h5", "not planned");
  const FigureRuns part = runs_of(entry, plan, folder.path());
  CHECK(part.missing == Files{"sweeps/seed2.h5"});
  CHECK(part.files.every() == std::vector<fs::path>{folder / "sweeps/seed1.h5"});
  write(folder / "sweeps/seed2.h5", "");
  const FigureRuns whole = runs_of(entry, plan, folder.path());
  CHECK(whole.missing.empty());
  CHECK(whole.files.all("runs").size() == 2);
  CHECK_FALSE(whole.files.has("other"));
  write(folder / "others/a.h5", "");
  CHECK(runs_of(entry, plan, folder.path()).files.has("other"));
}

TEST_CASE("planned figures: a figure shows just the runs that it names, with PNG and CSV beside") {
  const test::TemporaryFolder folder;
  const fs::path run = folder / "sweeps/seed1.h5";
  fs::create_directories(run.parent_path());
  RunWriter(run, test::example_identity()).commit();
  const std::vector<ShownRun> runs =
      shown_runs(runs_of(entry, plan, folder.path()).files, folder.path());
  REQUIRE(runs.size() == 1);
  CHECK(runs.front().path == "sweeps/seed1.h5");
  const fs::path stem = folder / "figures/example";
  const auto carry = [&](const std::string& list) {
    write(stem.string() + ".svg",
          "<svg>\n<metadata id='caldera-runs'>\n" + list + "</metadata>\n</svg>\n");
  };
  const std::string line = runs.front().digest + " sweeps/seed1.h5\n";
  carry(line);
  CHECK_FALSE(shows(stem, runs));
  write(stem.string() + ".png", "");
  write(stem.string() + ".csv", "");
  CHECK(shows(stem, runs));
  carry(line + std::string(64, '0') + " sweeps/seed2.h5\n");
  CHECK_FALSE(shows(stem, runs));
  carry(std::string(64, '0') + " sweeps/seed1.h5\n");
  CHECK_FALSE(shows(stem, runs));
}

TEST_CASE("planned figures: the profile that a folder is named after") {
  CHECK(profile_of("results/smoke") == "smoke");
  CHECK(profile_of("results/smoke/") == "smoke");
}
