#include "experiments/estimate/schedule.h"

#include "tests/catch.h"

namespace caldera {

TEST_CASE("makespan: runs side by side, each after what it needs") {
  // a takes 3, b 1, c 2 after b, d 4 after a and c.
  const std::vector<TimedRun> runs = {{.files = {"a"}, .seconds = 3},
                                      {.files = {"b"}, .seconds = 1},
                                      {.files = {"c", "c2"}, .needs = {"b"}, .seconds = 2},
                                      {.files = {"d"}, .needs = {"a", "c2"}, .seconds = 4}};
  CHECK(makespan(runs, 1) == 10);
  CHECK(makespan(runs, 2) == 7);  // a beside b and c, then d
  CHECK(makespan(runs, 9) == 7);
}

TEST_CASE("makespan: the list's order decides, not the length") {
  const std::vector<TimedRun> runs = {{.files = {"a"}, .seconds = 1},
                                      {.files = {"b"}, .seconds = 1},
                                      {.files = {"c"}, .seconds = 5}};
  CHECK(makespan(runs, 2) == 6);
}

TEST_CASE("makespan: what no run of the list writes is there already") {
  CHECK(makespan({{.files = {"a"}, .needs = {"done"}, .seconds = 2}}, 1) == 2);
  CHECK(makespan({}, 4) == 0);
}

}  // namespace caldera
