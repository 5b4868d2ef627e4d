// All figures, as values: what holds of each, whatever it shows.

#include "plots/figures.h"

#include <algorithm>
#include <cmath>

#include "tests/catch.h"
#include "tests/experiments/mutants/small_results.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;

namespace {

bool is_within(double share) { return share >= 0 && share <= 1; }

/// A column that is used is as long as x, and holds numbers or gaps.
void check_columns(const Series& series) {
  for (const auto* column : {&series.y, &series.low, &series.high, &series.to_x, &series.to_y,
                             &series.shade}) {
    CHECK((column->empty() || column->size() == series.x.size()));
    for (const double value : *column) CHECK_FALSE(std::isinf(value));
  }
  for (const double value : series.x) CHECK_FALSE(std::isinf(value));
}

void check_map(const Map& map) {
  const std::size_t cells = map.xs.size() * map.ys.size();
  CHECK(cells > 0);
  CHECK((map.values.size() == cells || map.colours.size() == cells));
  CHECK((map.line_values.empty() || map.line_values.size() == cells));
}

/// Each series with numbers has a name, but an area, and one that lies on another.
void check_names(const Panel& panel) {
  for (const Series& series : panel.series) {
    const bool is_area = series.mark == Mark::area || series.mark == Mark::loop;
    if (!series.name.empty() || series.x.empty() || is_area) continue;
    INFO("panel " << panel.letter << ", x from " << series.x.front());
    CHECK(std::ranges::any_of(panel.series, [&](const Series& other) {
      return !other.name.empty() && other.x == series.x && other.y == series.y;
    }));
  }
}

bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

/// Letters ascend, panels lie side by side within the figure, and axes and numbers have a name.
void check_panels(const Figure& figure) {
  std::string letters;
  std::vector<Box> boxes;
  for (const Panel& panel : figure.panels) {
    letters += panel.letter;
    const Box& at = panel.at;
    CHECK((is_within(at.left) && is_within(at.right) && is_within(at.bottom) && is_within(at.top)));
    CHECK((at.left < at.right && at.bottom < at.top));
    for (const Series& series : panel.series) check_columns(series);
    for (const Map& map : panel.maps) check_map(map);
    check_names(panel);
    if (panel.frame == Frame::none || panel.is_surface) continue;
    for (const Box& other : boxes) CHECK_FALSE(overlap(at, other));
    boxes.push_back(at);
    CHECK_FALSE(((panel.x.label + panel.y.label).empty() && panel.texts.empty()));
  }
  CHECK(std::ranges::is_sorted(letters, std::ranges::less_equal()));
}

}  // namespace

TEST_CASE("figures: each is made of panels side by side, whose axes and columns are whole") {
  const test::TemporaryFolder folder;
  test::write_small_results(folder.path());
  const auto spectra = folder / "path_spectrum";  // the origin sweep's are in the profile paper alone
  std::filesystem::copy_file(spectra / "to_t4_part01.h5", spectra / "origin_part01.h5");
  CHECK(all_figures().size() == 25);
  for (const FigureEntry& entry : all_figures()) {
    INFO(entry.name);
    const Figure figure = entry.make(files_for(entry, folder.path()));
    CHECK_FALSE(figure.panels.empty());
    check_panels(figure);
  }
}

TEST_CASE("figures: a run that is needed and not there is named") {
  const test::TemporaryFolder folder;
  for (const FigureEntry& entry : all_figures())
    CHECK_THAT(test::refusal([&] { files_for(entry, folder.path()); }),
               Catch::Contains("--" + entry.inputs.front().option + ": expected"));
}

TEST_CASE("figures: files that are given go first, and a folder stands for its runs") {
  const test::TemporaryFolder folder;
  test::write_small_results(folder.path());
  const auto entry = std::ranges::find(all_figures(), "hysteresis", &FigureEntry::name);
  REQUIRE(entry != all_figures().end());
  const auto rising = folder / "origin_sweep", falling = folder / "hysteresis/seed1.h5";
  const FigureFiles files = files_for(*entry, "", {{"rising", {rising}}, {"falling", {falling}}});
  CHECK(files.all("rising") == std::vector{rising / "seed1.h5"});
  CHECK(files.one("falling") == falling);
  CHECK(files.every().size() == 2);
}
