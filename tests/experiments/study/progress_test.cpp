#include "experiments/study/progress.h"
#include "tests/catch.h"

using namespace caldera;

TEST_CASE("a progress line says where, how far and how long", "[program]") {
  CHECK(progress_line("origin_sweep seed 2", 0.479, "beta 0.0420", 192.4) ==
        "origin_sweep seed 2  [####......]  47 %  beta 0.0420  3:12 left");
  CHECK(progress_line("study", 0, "", std::nullopt) == "study  [..........]   0 %");
  CHECK(progress_line("study", 1, "done", 0) == "study  [##########] 100 %  done  0:00 left");
  CHECK(progress_line("study", 0.5, "x", 3792) == "study  [#####.....]  50 %  x  1:03:12 left");
}

TEST_CASE("the time left counts from where this run began", "[program]") {
  CHECK(seconds_left(0, 0.25, 10) == 30);
  CHECK(seconds_left(0.5, 0.75, 10) == 10);
  CHECK(seconds_left(0.5, 1, 10) == 0);
  CHECK_FALSE(seconds_left(0.5, 0.5, 10));
}
