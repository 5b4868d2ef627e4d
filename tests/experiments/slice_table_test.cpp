#include "experiments/slices/record.h"

#include "tests/catch.h"
#include "tests/experiments/slice_fixture.h"
#include "tests/refusal.h"
#include "tests/temporary_folder.h"

using namespace caldera;
using namespace caldera::test;

namespace {

void check_same(const ProjectedPoints& a, const ProjectedPoints& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a.at[i].x == b.at[i].x);
    CHECK(a.at[i].y == b.at[i].y);
  }
  CHECK(a.error == b.error);
  CHECK(a.squared_norm == b.squared_norm);
  CHECK(a.share == b.share);
}

}  // namespace

TEST_CASE("a slice comes back as it was written") {
  const TemporaryFolder folder;
  Slice slice = example_line({2.1, 1.3, 1.7}, 0.125);
  slice.frame.curvatures = {0.3};
  slice.frame.shares = {0.7};
  slice.frame.trajectory = {{{0.25, 0}}, {1.9}, {3.5}, 0.4};
  write_slice(folder / "slice.h5", slice);
  const Slice read = load_slice(folder / "slice.h5");
  CHECK(read.seed == 7);
  CHECK(read.directions == "models");
  CHECK(read.beta == 0.125);
  CHECK(read.frame.directions.values == slice.frame.directions.values);
  CHECK(read.frame.is_line());
  CHECK(read.frame.xs == slice.frame.xs);
  CHECK(read.frame.ys == slice.frame.ys);
  CHECK(read.frame.curvatures == slice.frame.curvatures);
  CHECK(read.frame.shares == slice.frame.shares);
  check_same(read.frame.trajectory, slice.frame.trajectory);
  check_same(read.frame.models, slice.frame.models);
  CHECK(read.values.error == slice.values.error);
  CHECK(read.values.accuracy == slice.values.accuracy);
  CHECK(read.values.squared_norm == slice.values.squared_norm);
}

TEST_CASE("rows of a slice stand one after the other") {
  SliceValues all = example_line({1, 2, 3}, 0).values;
  all.append(example_line({4, 5, 6}, 0).values);
  CHECK(all.error == std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK(all.accuracy.size() == 6);
  CHECK(all.squared_norm.size() == 6);
}

TEST_CASE("a run of another study, and a grid with a hole, are no slices") {
  const TemporaryFolder folder;
  Slice slice = example_line({2.1, 1.3, 1.7}, 0.125);
  write_slice(folder / "other.h5", slice, "basins");
  CHECK_THAT(refusal([&] { load_slice(folder / "other.h5"); }),
             Catch::Contains("expected study slices, found basins"));
  slice.frame.ys = {0, 1};
  write_slice(folder / "line.h5", slice);
  CHECK_THAT(refusal([&] { load_slice(folder / "line.h5"); }),
             Catch::Contains("/slice/y: expected one entry, as of a line, found 2"));
  slice.frame.directions = {2, 2, {0.6, 0.8, 0.8, -0.6}};
  write_slice(folder / "hole.h5", slice);
  CHECK_THAT(refusal([&] { load_slice(folder / "hole.h5"); }),
             Catch::Contains("/slice/error: expected 2 x 3, found 1 x 3"));
  slice.frame.ys = {0};
  slice.frame.models.error.pop_back();
  write_slice(folder / "points.h5", slice);
  CHECK_THAT(refusal([&] { load_slice(folder / "points.h5"); }),
             Catch::Contains("/models/error: expected 2 entries, found 1"));
}
