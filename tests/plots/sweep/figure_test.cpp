#include <algorithm>

#include "plots/figures.h"
#include "plots/seed_sweeps.h"
#include "tests/catch.h"
#include "tests/experiments/mutants/small_results.h"
#include "tests/temporary_folder.h"

using namespace caldera;

TEST_CASE("figure sweep: error, distance and accuracy of any sweep") {
  const test::TemporaryFolder folder;
  test::write_small_results(folder.path());
  const auto entry = std::ranges::find(all_figures(), "sweep", &FigureEntry::name);
  REQUIRE(entry != all_figures().end());
  const auto run = folder / "pathfinder/to_t4.h5";
  const Figure figure = entry->make(files_for(*entry, "", {{"run", {run}}}));
  const std::vector<SweepRow> rows = load_any_sweep(run).rows;
  REQUIRE(figure.panels.size() == 3);
  CHECK(figure.panels[0].series[0].y == column(rows, &SweepRow::test_error));
  CHECK(figure.panels[1].series[0].y == column(rows, &SweepRow::distance));
  CHECK(figure.panels[2].series.back().y == column(rows, &SweepRow::test_accuracy));
  for (const Panel& panel : figure.panels)
    CHECK(panel.series[0].x == column(rows, &SweepRow::beta));
}
