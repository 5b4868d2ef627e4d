#include "plots/mode_connectivity/pairs.h"

#include <map>

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

/// Two points, of 20 epochs in all.
fs::path make_path(const fs::path& file, double first_distance, const Configuration& more = {}) {
  std::vector<SweepRow> rows(2);
  rows[0].distance = first_distance;
  rows[1].beta = 1e-6;
  for (SweepRow& row : rows) {
    row.epochs = 10;
    row.training_error_running = 0.008;
    row.test_error = 0.15;
    row.test_accuracy = 97.5;
  }
  for (SweepRow& row : rows) row.test_accuracy_by_class.assign(10, 50.0);
  RunWriter writer(
      file,
      {.program = "pathfinder", .study = "pathfinder", .profile = "study", .configuration = more});
  write_sweep(writer, rows);
  writer.commit();
  return file;
}

/// Of the straight line the error rises to 1.5, which is 1.25 above the line between its ends; of
/// the last leg, and so of the route, to 0.0125, of all others to 0.01. The distance is 40 at first
/// and 10 where the path ends. The control is at 44 after as many epochs as the path has, 20.
void make_curves(const fs::path& file, const fs::path& path, const std::string& profile = "study",
                 double last_leg = 0.0125, double control_distance = 44) {
  RunWriter writer(file, {.program = "mode_connectivity",
                          .study = "mode_connectivity",
                          .profile = profile,
                          .configuration = {{"path", digest(path)}}});
  std::map<std::string, CurveRecord> curves;
  for (const std::string name : {"straight", "permuted", "bezier", "pathfinder", "rest"}) {
    CurveRecord curve{.points = {{0, 0.005, 99, 40, 0.1, 97.5},
                                 {0.5, 0.01, 98, 50, 0.15, 97},
                                 {1, 0.0025, 99, 10, 0.125, 97.25}},
                      .length = 60,
                      .gradient_evaluations = 7,
                      .settled = true};
    if (name == "straight")
      curve = {.points = {{0, 0.125, 99, 40}, {0.5, 1.5, 50, 20}, {1, 0.375, 99, 0}}};
    if (name == "rest")
      curve.points = {{0, 0.0025, 99, 10, 0.125, 97.25},
                      {0.5, last_leg, 97, 5, 0.175, 96.75},
                      {1, 0.005, 99, 0, 0.125, 97.5}};
    curves.emplace(name, curve);
  }
  curves.emplace("route", joined(curves.at("pathfinder"), curves.at("rest")));
  for (const auto& [name, curve] : curves) write_curve(writer, name, curve);
  write_control(writer, {{10, 0.004, 0.003, 0.125, 97.5, 42},
                         {20, 0.003, 0.002, 0.13, 97.5, control_distance},
                         {30, 0.002, 0.001, 0.14, 97.5, 46}});
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

  CHECK(numbers(pairs[1]).route_error == 0.0125);
  CHECK(numbers(pairs[1]).distance_factor == 4);
  CHECK(numbers(pairs[1]).straight_barrier == 1.25);
  CHECK(numbers(pairs[1]).barrier_ratio() == 100);
  CHECK(pairs[1].start_distance() == 40);
  CHECK(epochs_on_path(pairs[1]) == std::vector<double>{10, 20});
  CHECK(control_at_end(pairs[1]).distance == 44);
  CHECK(curve.points[1].test_error == 0.15);
  CHECK(curve.points[1].test_accuracy == 97);
  CHECK(pairs[1].has_all_images);
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

TEST_CASE("modes: a route is judged with its last leg") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "modes");
  make_curves(folder / "modes/curves_to_2.h5", make_path(folder / "modes/path_to_2.h5", 40));
  make_path(folder / "modes/path_to_3.h5", 40);  // its curves will be missing by the plan
  const std::vector<Claim> rows = test::checked_claims("mode connectivity", folder.path());
  CHECK(test::row_of(rows, "largest error on the route", 2).ours == 0.0125);
  CHECK(test::row_of(rows, "largest test error on the route", 2).ours == 0.175);
  CHECK(test::row_of(rows, "least accuracy on the route", 2).ours == 96.75);
  CHECK(test::row_of(rows, "straight barrier/the route's error", 2).ours == 100);
  CHECK(test::row_of(rows, "distance without pull/at the start", 2).ours == 1.1);
  for (const char* own : {"largest error on the route", "straight barrier/the route's error",
                          "distance without pull/at the start"})
    CHECK(test::row_of(rows, own, 2).kind == ClaimKind::own);
  CHECK(test::row_of(rows, "largest error on the path", 2).ours == 0.008);
  CHECK(test::row_of(rows, "largest error on the path", 2).kind == ClaimKind::published);
  CHECK(test::row_of(rows, "distance falls by a factor", 2).ours == 4);
  CHECK(test::row_of(rows, "bezier: largest error").remark ==
        "test 0.15, accuracy 97 %, length 60, cost 7 gradients");
  // At 40 it is as far from M_2 as a published one is, at 0 no longer.
  const Claim& as_far = test::row_of(rows, "training error (nat): as far from M_k", 2);
  CHECK(as_far.ours == 0.008);
  CHECK(as_far.remark == "mean at the distances of 1 points");
  CHECK(test::failed(rows).empty());
}

TEST_CASE("modes: each bound of ours fails a route that is beyond it") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "modes");
  make_curves(folder / "modes/curves_to_2.h5", make_path(folder / "modes/path_to_2.h5", 40),
              "study", 0.03, 38);
  const std::vector<Claim> rows = test::checked_claims("mode connectivity", folder.path());
  CHECK(test::failed(rows) == std::vector<std::string>{"largest error on the route",
                                                       "distance without pull/at the start"});
}

TEST_CASE("modes: what saw a part of the images is not held against what saw all") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "modes");
  make_curves(folder / "modes/curves_to_2.h5",
              make_path(folder / "modes/path_to_2.h5", 40, {{"subset", std::int64_t{3000}}}));
  const std::vector<Claim> rows = test::checked_claims("mode connectivity", folder.path());
  CHECK(test::count_judged(rows) == 3);
  for (const Claim& row : rows)
    if (is_judged(row)) CHECK(row.kind == ClaimKind::own);
}

TEST_CASE("modes: without curves there is nothing to say yet") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "modes");
  make_path(folder / "modes/path_to_2.h5", 40);
  CHECK(claims_of("mode connectivity", folder.path()).empty());
}
