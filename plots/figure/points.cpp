#include "plots/figure/points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace caldera {

namespace {

/// How far along an axis a value lies, from 0 to 1; outside or NaN where it is not drawn.
double share(double value, const AxisRange& range, bool is_logarithmic) {
  if (!is_logarithmic) return (value - range.low) / (range.high - range.low);
  return std::log(value / range.low) / std::log(range.high / range.low);
}

bool is_within(double share) { return share >= 0 && share <= 1; }

/// The name of the tic at the value, or its digits.
std::string value_text(double value, const Axis& axis) {
  const auto named = std::ranges::find(axis.tics, value, &Tic::at);
  return named == axis.tics.end() ? fmt::format("{:.5g}", value) : without_marks(named->text);
}

void add_points(std::vector<PlottedPoint>& points, const FigureSize& size, const Panel& panel,
                const PanelRanges& ranges, const Series& series) {
  const Box& at = panel.at;
  const std::string name =
      (panel.letter.empty() ? "" : "(" + panel.letter + ") ") + without_marks(series.name);
  const auto& range = series.on_right ? ranges.right : ranges.y;
  const Axis& axis = series.on_right ? *panel.right : panel.y;
  // A column that the series does not have adds nothing.
  const auto add = [&](const std::vector<double>& xs, const std::vector<double>& ys) {
    for (std::size_t i = 0; i < std::min(xs.size(), ys.size()); ++i) {
      const double across = share(xs[i] + series.right, ranges.x, panel.x.is_logarithmic);
      const double up = share(ys[i] + series.up, range, axis.is_logarithmic);
      if (is_within(across) && is_within(up))
        points.push_back({size.width * std::lerp(at.left, at.right, across),
                          size.height * (1 - std::lerp(at.bottom, at.top, up)), xs[i], ys[i],
                          value_text(xs[i], panel.x), value_text(ys[i], axis), name});
    }
  };
  add(series.x, series.y);
  if (series.mark == Mark::boxes) {
    add(series.x, series.low);
    add(series.x, series.high);
  }
  add(series.to_x, series.to_y);
}

}  // namespace

std::string without_marks(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // {/:Bold a}, {/*0.8 a}: the mark ends with its blank.
    if (text.compare(i, 2, "{/") == 0)
      i = std::min(text.find(' ', i), text.size());
    else if (std::string("_^{}").find(text[i]) == std::string::npos)
      plain += text[i];
  }
  return plain;
}

std::vector<PlottedPoint> plotted_points(const Figure& figure,
                                         const std::vector<PanelRanges>& ranges) {
  assert(ranges.size() == figure.panels.size());
  std::vector<PlottedPoint> points;
  for (const bool has_name : {true, false})
    for (std::size_t p = 0; p < figure.panels.size(); ++p)
      if (const Panel& panel = figure.panels[p]; !panel.is_surface)
        for (const Series& series : panel.series)
          if (series.name.empty() != has_name)
            add_points(points, figure.size, panel, ranges[p], series);
  return points;
}

}  // namespace caldera
