#include "plots/published_series.h"

#include "tests/catch.h"

using namespace caldera;

TEST_CASE("published series: test error and reported loss of every seed, in no legend") {
  const std::vector<Series> series = published_error_and_loss(published::fast);
  REQUIRE(series.size() == 4);
  CHECK(series[0].name == "E, published, seed 1");
  CHECK(series[3].name == "L, published, seed 2");
  for (const Series& one : series) {
    CHECK_FALSE(one.is_in_legend);
    CHECK(one.x.size() == one.y.size());
  }
  const published::Point& at = published::fast.curves[0].points[7];
  CHECK(series[0].x[7] == at.beta);
  CHECK(series[0].y[7] == at.test_error);
  CHECK(series[2].y[7] == Approx(at.training_error + at.beta * at.distance * at.distance));
}

TEST_CASE("published series: the CNN's loss has half of the pull") {
  const published::Point& at = published::cnn.curves[0].points[9];
  CHECK(published_error_and_loss(published::cnn)[1].y[9] ==
        Approx(at.training_error + 0.5 * at.beta * at.distance * at.distance));
}

TEST_CASE("published series: they are drawn first, so they lie behind") {
  Panel panel = {.series = {{.name = "ours"}}};
  put_behind(panel, published_lines(published::relu, &published::Point::distance,
                                    &published::Point::test_accuracy, "accuracy"));
  REQUIRE(panel.series.size() == 2);
  CHECK(panel.series[0].name == "accuracy, published, seed 1");
  CHECK(panel.series[1].name == "ours");
}
