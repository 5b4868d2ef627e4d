#include "plots/linear_cascade/series.h"

#include <algorithm>
#include <cmath>

namespace caldera {
namespace {

/// Tables count modes from 1.
template <class Row>
bool is_of(const Row& row, std::size_t depth, std::size_t mode) {
  return row.depth == static_cast<double>(depth) && row.mode == static_cast<double>(mode + 1);
}

}  // namespace

Series closed_form(const LinearMode& mode, const Style& style) {
  constexpr int points = 400;
  Series series = {.mark = Mark::line, .style = style};
  for (int i = 0; i <= points; ++i) {
    const double product = mode.singular_value * i / points;
    series.x.push_back(mode_pull(mode, integer_root(product, mode.depth)));
    series.y.push_back(product);
  }
  return series;
}

Series product_line(const LinearPath& path, std::size_t mode, const Style& style) {
  Series series = product_points(path, mode, 0, 1, style);
  series.mark = Mark::line;
  return series;
}

Series product_points(const LinearPath& path, std::size_t mode, std::size_t first, std::size_t step,
                      const Style& style) {
  Series series = {.style = style};
  for (std::size_t i = first; i < path.size(); i += step) {
    series.x.push_back(path[i].beta);
    series.y.push_back(path[i].products[mode]);
  }
  return series;
}

CurveParts parts_of(const LinearPath& curve) {
  const auto lost = std::ranges::find_if_not(curve, &LinearPoint::is_minimum);
  const auto last = lost == curve.begin() ? lost : lost - 1;
  return {{curve.begin(), lost}, {last, curve.end()}};
}

Series jump_points(const LinearRun& run, std::size_t depth, std::size_t mode, bool rising) {
  Series series;
  for (const LinearJump& row : run.jumps) {
    if (!is_of(row, depth, mode) || row.rising != (rising ? 1 : 0)) continue;
    series.x.push_back(row.step);
    series.y.push_back(row.jump);
  }
  return series;
}

Series eigenvalue_points(const LinearRun& run, std::size_t depth, std::size_t mode, bool saddles) {
  Series series;
  for (const LinearScaling& row : run.scaling) {
    if (!is_of(row, depth, mode) || row.saddle != (saddles ? 1 : 0)) continue;
    series.x.push_back(row.distance);
    series.y.push_back(std::abs(row.eigenvalue));
  }
  return series;
}

Series power_laws(const LinearRun& run, const Style& style) {
  constexpr double nearest = 1e-7;
  const auto value = [](const LinearExponent& law, double distance) {
    return law.prefactor * std::pow(distance, law.exponent);
  };
  Series series = {.mark = Mark::segments, .style = style};
  for (const LinearExponent& law : run.exponents) {
    series.x.push_back(nearest);
    series.y.push_back(value(law, nearest));
    series.to_x.push_back(law.farthest);
    series.to_y.push_back(value(law, law.farthest));
  }
  return series;
}

}  // namespace caldera
