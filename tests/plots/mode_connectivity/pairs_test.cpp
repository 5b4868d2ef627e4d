#include "plots/mode_connectivity/pairs.h"

#include "experiments/run/digest.h"
#include "tests/catch.h"
#include "tests/plots/claims_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using caldera::test::refusal;
using caldera::test::TemporaryFolder;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

fs::path make_path(const fs::path& file, double first_distance) {
  std::vector<SweepRow> rows(2);
  rows[0].distance = first_distance;
  rows[1].beta = 1e-6;
  for (SweepRow& row : rows) row.test_accuracy_by_class.assign(10, 50.0);
  RunWriter writer(
      file,
      {.program = "pathfinder", .study = "pathfinder", .profile = "study", .configuration = {}});
  write_sweep(writer, rows);
  writer.commit();
  return file;
}

/// Of the straight line the error rises to 1.5, which is 1.25 above the line between its ends; of
/// all others to 0.01.
void make_curves(const fs::path& file, const fs::path& path, const std::string& profile = "study") {
  RunWriter writer(file, {.program = "mode_connectivity",
                          .study = "mode_connectivity",
                          .profile = profile,
                          .configuration = {{"path", digest(path)}}});
  for (const std::string name : curve_names) {
    CurveRecord curve{.points = {{0, 0.005, 99, 40}, {0.5, 0.01, 98, 50}, {1, 0.0025, 99, 10}},
                      .length = 60,
                      .gradient_evaluations = 7,
                      .settled = true};
    if (name == "straight")
      curve = {.points = {{0, 0.125, 99, 40}, {0.5, 1.5, 50, 20}, {1, 0.375, 99, 0}}};
    write_curve(writer, name, curve);
  }
  writer.commit();
}

}  // namespace

TEST_CASE("modes: curves are read back, by pair") {
  const TemporaryFolder folder;
  make_curves(folder / "curves_to_10.h5", make_path(folder / "path_to_10.h5", 40));
  make_curves(folder / "curves_to_2.h5", make_path(folder / "path_to_2.h5", 41));
  make_path(folder / "path_to_3.h5", 42);  // without curves: not a pair yet
  const std::vector<ModePair> pairs =
      load_modes({folder / "path_to_2.h5", folder / "path_to_3.h5", folder / "path_to_10.h5"},
                 {folder / "curves_to_10.h5", folder / "curves_to_2.h5"});
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].target == 2);
  CHECK(pairs[0].path[0].distance == 41);
  CHECK(pairs[1].target == 10);
  CHECK(pairs[1].profile == "study");
  CHECK(pairs[1].path.size() == 2);

  const CurveRecord& curve = pairs[1].curves.at("bezier");
  REQUIRE(curve.points.size() == 3);
  CHECK(curve.points[1].position == 0.5);
  CHECK(curve.points[1].error == 0.01);
  CHECK(curve.points[1].accuracy == 98);
  CHECK(curve.points[1].distance == 50);
  CHECK(curve.length == 60);
  CHECK(curve.gradient_evaluations == 7);
  CHECK(curve.settled);
  CHECK_FALSE(pairs[1].curves.at("straight").settled);

  CHECK(numbers(pairs[1]).largest_error == 0.01);
  CHECK(numbers(pairs[1]).distance_factor == 4);
  CHECK(numbers(pairs[1]).straight_barrier == 1.25);
  CHECK(numbers(pairs[1]).barrier_ratio() == 125);
}

TEST_CASE("modes: what does not belong together is refused") {
  const TemporaryFolder folder;
  const std::vector<fs::path> paths = {folder / "path_to_2.h5", folder / "path_to_3.h5"};
  const auto load = [&](std::size_t count) {
    return load_modes({paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(count)},
                      {folder / "curves_to_2.h5", folder / "curves_to_3.h5"});
  };
  const fs::path path = make_path(folder / "path_to_2.h5", 40);
  make_curves(folder / "curves_to_2.h5", path);
  make_curves(folder / "curves_to_3.h5", path);
  CHECK_THAT(refusal([&] { load(1); }), Contains("path_to_3.h5"));
  make_path(folder / "path_to_3.h5", 41);
  CHECK_THAT(refusal([&] { load(2); }), Contains("found those of another path"));
  fs::remove(folder / "curves_to_3.h5");
  make_curves(folder / "curves_to_3.h5", folder / "path_to_3.h5", "smoke");
  CHECK_THAT(refusal([&] { load(2); }), Contains("expected profile study, found smoke"));
  fs::remove(folder / "curves_to_3.h5");
  fs::copy(path, folder / "curves_to_3.h5");
  CHECK_THAT(refusal([&] { load(2); }),
             Contains("expected a run of mode_connectivity, found pathfinder"));
}

TEST_CASE("modes: each pair is judged by three bounds of ours") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "modes");
  make_curves(folder / "modes/curves_to_2.h5", make_path(folder / "modes/path_to_2.h5", 40));
  make_path(folder / "modes/path_to_3.h5", 40);  // its curves will be missing by the plan
  const std::vector<Claim> rows = test::checked_claims("mode connectivity", folder.path());
  REQUIRE(rows.size() == 3 + 5);
  CHECK(test::count_judged(rows) == 3);
  CHECK(test::failed(rows).empty());
  CHECK(test::row_of(rows, "largest error on the path", 2).ours == 0.01);
  CHECK(test::row_of(rows, "distance falls by a factor", 2).ours == 4);
  CHECK(test::row_of(rows, "straight barrier/that error", 2).ours == 125);
  for (const Claim& row : rows)
    if (is_judged(row)) CHECK(row.kind == ClaimKind::own);
  CHECK(test::row_of(rows, "bezier: largest error").remark == "length 60, cost 7 gradients");
}

TEST_CASE("modes: without curves there is nothing to say yet") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "modes");
  make_path(folder / "modes/path_to_2.h5", 40);
  CHECK(claims_of("mode connectivity", folder.path()).empty());
}
