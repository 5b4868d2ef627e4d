#include "plots/slices/panels.h"
#include "tests/catch.h"

namespace caldera::test {

TEST_CASE("the loss on a slice is the error and half of beta times the squared norm") {
  CHECK(losses({1, 2.5}, {4, 8}, 0.25) == std::vector<double>{1.5, 3.5});
  CHECK(losses({1, 2.5}, {4, 8}, 0) == std::vector<double>{1, 2.5});
}

TEST_CASE("a barrier is what has to be climbed before it falls again") {
  CHECK(barrier({3, 2, 1, 0}) == 0);         // only falls
  CHECK(barrier({3, 1, 2, 3}) == 0);         // rises at the end: no way on
  CHECK(barrier({3, 1, 4, 2}) == 3);         // over the least before it, not over the beginning
  CHECK(barrier({0, 2, 1, 6, -1, 3}) == 6);  // the highest pass, from the lowest place before it
  CHECK(barrier({1, 4, 0, 2, -3}) == 3);     // the first one is higher than the second from below
  CHECK(barrier({0, 1, 1, 0}) == 1);         // flat on top
}

TEST_CASE("axes say their direction and what they measure") {
  Slice slice{.directions = "pca", .frame = {.shares = {0.8, 0.155}}};
  CHECK(axis_label(slice, 1) == "distance along component 2  (16 %)");
  slice.directions = "random";
  CHECK(axis_label(slice, 0) == "along direction 1  (filter norms)");
  slice.directions = "models";
  CHECK(axis_label(slice, 0) == "distance along direction 1");
  slice = {.directions = "eigenvectors", .frame = {.curvatures = {12.345, -0.5}}};
  CHECK(axis_label(slice, 1) == "distance along an eigenvector,  λ = -0.5 nat");
}

}  // namespace caldera::test
