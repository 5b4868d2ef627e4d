#include "plots/published_series.h"

#include <fmt/format.h>

#include <functional>
#include <iterator>

namespace caldera {

namespace {

template <class Y>
std::vector<Series> lines(const published::Case& of, double published::Point::*x, const Y& y,
                          const std::string& name) {
  std::vector<Series> series;
  for (const published::Curve& curve : of.curves)
    series.push_back({.name = fmt::format("{}, published, seed {}", name, curve.seed),
                      .is_in_legend = false,
                      .mark = Mark::line,
                      .style = published_style(),
                      .x = column(curve.points, x),
                      .y = column(curve.points, y)});
  return series;
}

}  // namespace

std::vector<Series> published_lines(const published::Case& of, double published::Point::*x,
                                    double published::Point::*y, const std::string& name) {
  return lines(of, x, y, name);
}

std::vector<Series> published_error_and_loss(const published::Case& of,
                                             double published::Point::*x) {
  std::vector<Series> series = lines(of, x, &published::Point::test_error, "E");
  const auto loss = [&](const published::Point& at) {
    return at.training_error + of.reported_share * at.beta * at.distance * at.distance;
  };
  for (Series& one : lines(of, x, loss, "L")) series.push_back(std::move(one));
  return series;
}

Series published_entry() {
  return {.name = "published", .mark = Mark::line, .style = published_style()};
}

void put_behind(Panel& panel, const std::vector<Series>& published) {
  panel.series.insert(panel.series.begin(), published.begin(), published.end());
}

}  // namespace caldera
