#include "plots/figure/pieces.h"

#include <algorithm>
#include <cmath>

namespace caldera {

namespace {

// What stands beside a panel, in units of FigureSize: about what it takes at the size of the text.
constexpr double numbers_wide = 45, half_a_number = 12, line = 18;

using Panels = std::vector<const Panel*>;

/// What panels take along one direction, from the left or from the top, in shares of the figure; and what
/// their labels take before and behind that.
struct Extent {
  double from = 0, to = 0, before = 0, behind = 0;
  bool leans = false;  ///< its axis is that of the panel before
  Panels panels = {};
};

using Along = Extent(const Panel&, const FigureSize&);

double width_beside(const Axis& axis) { return numbers_wide + (axis.label.empty() ? 0 : line); }

Extent across(const Panel& panel, const FigureSize& size) {
  const auto& bar = panel.colours.bar;
  Extent extent = {panel.at.left, bar ? std::max(bar->right, panel.at.right) : panel.at.right};
  extent.behind = (panel.right ? width_beside(*panel.right)
                   : bar       ? width_beside(panel.colours.axis)
                               : half_a_number) /
                  size.width;
  if (panel.letter_left) {
    extent.before = panel.at.left - *panel.letter_left + half_a_number / size.width;
  } else if (panel.frame != Frame::none) {
    extent.before = width_beside(panel.y) / size.width;
    extent.leans = panel.y.format.empty() && panel.y.tics.empty();
  }
  return extent;
}

Extent downwards(const Panel& panel, const FigureSize& size) {
  Extent extent = {1 - panel.at.top, 1 - panel.at.bottom};
  if (panel.frame == Frame::none) return extent;
  extent.before = (panel.top ? 3 : 1.5) * line / size.height;
  extent.behind = (panel.x.label.empty() ? 1.5 : 2.5) * line / size.height;
  return extent;
}

void join(Extent& group, const Extent& next) {
  const double before = std::min(group.from - group.before, next.from - next.before);
  const double behind = std::max(group.to + group.behind, next.to + next.behind);
  group.to = std::max(group.to, next.to);
  group.before = group.from - before;
  group.behind = behind - group.to;
  group.panels.insert(group.panels.end(), next.panels.begin(), next.panels.end());
}

/// The panels in groups, in the order of that direction: between two groups there is a gap.
std::vector<Extent> groups(const Panels& panels, const FigureSize& size, Along* along) {
  std::vector<Extent> extents;
  for (const Panel* panel : panels) {
    extents.push_back(along(*panel, size));
    extents.back().panels = {panel};
  }
  std::ranges::stable_sort(extents, {}, &Extent::from);
  std::vector<Extent> result;
  for (const Extent& next : extents)
    if (result.empty() || (next.from >= result.back().to && !next.leans))
      result.push_back(next);
    else
      join(result.back(), next);
  return result;
}

/// Where the gap between two groups is divided: each gets of it by what its labels take.
double cut_between(const Extent& group, const Extent& next) {
  const double wanted = group.behind + next.before;
  const double share = wanted > 0 ? group.behind / wanted : 0.5;
  return std::lerp(group.to, next.from, share);
}

/// The edges of the groups between `begin` and `end`.
std::vector<double> edges(const std::vector<Extent>& groups, double begin, double end) {
  std::vector<double> result = {begin};
  for (std::size_t k = 1; k < groups.size(); ++k) result.push_back(cut_between(groups[k - 1], groups[k]));
  result.push_back(end);
  return result;
}

/// Adds the pieces of `region`, which has these panels.
void cut(const Box& region, const Panels& panels, const FigureSize& size, std::vector<Box>& result) {
  const std::vector<Extent> rows = groups(panels, size, downwards);
  const std::vector<double> tops = edges(rows, 1 - region.top, 1 - region.bottom);
  bool is_open = false;  // the last piece ends at this row, and has one panel in a row
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::vector<Extent> columns = groups(rows[r].panels, size, across);
    const std::vector<double> lefts = edges(columns, region.left, region.right);
    const Box row = {region.left, region.right, 1 - tops[r + 1], 1 - tops[r]};
    if (columns.size() == 1 && is_open)
      result.back().bottom = row.bottom;
    else if (columns.size() == 1)
      result.push_back(row);
    else
      for (std::size_t c = 0; c < columns.size(); ++c)
        cut({lefts[c], lefts[c + 1], row.bottom, row.top}, columns[c].panels, size, result);
    is_open = columns.size() == 1;
  }
}

}  // namespace

std::vector<Box> pieces(const Figure& figure) {
  std::vector<Box> result;
  Panels panels;
  for (const Panel& panel : figure.panels) panels.push_back(&panel);
  cut({}, panels, figure.size, result);
  return result;
}

}  // namespace caldera
