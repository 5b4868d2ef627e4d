#include "experiments/study/progress.h"

#include <vector>

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
  CHECK_FALSE(seconds_left(0.5, 0.5004, 10));  // so soon it could be anything
  CHECK(seconds_left(0.5, 0.501, 10));
}

TEST_CASE("a log gets a line every half minute, and none before", "[program]") {
  ProgressLog log("train run");
  std::vector<std::string> lines;
  for (int second = 0; second <= 100; ++second)  // of a clock that we turn
    if (const auto line = log.line_at(second, second / 200.0, "beta 0", 200.0 - second))
      lines.push_back(*line);
  CHECK(lines ==
        std::vector<std::string>{"train run: 0:30 since the start, 15 %, beta 0, 2:50 left",
                                 "train run: 1:00 since the start, 30 %, beta 0, 2:20 left",
                                 "train run: 1:30 since the start, 45 %, beta 0, 1:50 left"});
}

TEST_CASE("after a long step a log gets one line, not one for each half minute", "[program]") {
  ProgressLog log("study");
  CHECK_FALSE(log.line_at(29.9, 0, "", {}));
  CHECK(log.line_at(200, 0.5, "", {}) == "study: 3:20 since the start, 50 %");
  CHECK_FALSE(log.line_at(209, 0.5, "", {}));
  CHECK(log.line_at(210, 1, "", 0.0) == "study: 3:30 since the start, 100 %, 0:00 left");
}
