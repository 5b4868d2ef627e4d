#include "plots/figure/pieces.h"

#include <algorithm>

#include "plots/figure/gnuplot_words.h"

namespace caldera {

namespace {

// How far from a panel its texts reach, in units of FigureSize: as gnuplot places them at the size
// of text that plots/figure/draw.cpp sets. Beside it stand numbers and a label, below it the same,
// above it a letter and the names of rules; a last number reaches beyond the end of its axis.
constexpr double numbers_beside = 42, label_at_left = 90, label_at_right = 66, numbers_below = 38,
                 label_below = 66, letter_above = 24, name_above = 26, half_a_number = 6,
                 half_a_letter = 6;

using Panels = std::vector<const Panel*>;

/// What panels take along one direction, from the left or from the top, in shares of the figure;
/// and what their labels take before and behind that.
struct Extent {
  double from = 0, to = 0, before = 0, behind = 0;
  bool leans = false;  ///< its axis is that of the panel before
  Panels panels = {};
};

using Along = Extent(const Panel&, const FigureSize&);

Extent across(const Panel& panel, const FigureSize& size) {
  const auto& bar = panel.colours.bar;
  double before = half_a_number, behind = half_a_number;
  if (panel.frame != Frame::none) {
    const double letter =
        (panel.at.left - gnuplot::letter_place(panel)) * size.width + half_a_letter;
    before = std::max(panel.y.label.empty() ? numbers_beside : label_at_left,
                      panel.letter.empty() ? 0 : letter);
  }
  if (panel.right || bar) behind = label_at_right;
  const bool leans = panel.frame != Frame::none && panel.y.format.empty() && panel.y.tics.empty() &&
                     !panel.letter_left;
  return {panel.at.left, bar ? std::max(bar->right, panel.at.right) : panel.at.right,
          before / size.width, behind / size.width, leans};
}

Extent downwards(const Panel& panel, const FigureSize& size) {
  double before = letter_above, behind = panel.x.label.empty() ? numbers_below : label_below;
  if (panel.frame == Frame::none)
    before = behind = half_a_number;
  else if (panel.top)
    before = label_below;
  else if (std::ranges::any_of(panel.rules,
                               [](const RuleLine& rule) { return !rule.label.empty(); }))
    before = name_above;
  return {1 - panel.at.top, 1 - panel.at.bottom, before / size.height, behind / size.height};
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

/// Where the gap between two groups is cut: each side gets what its texts take and half of what is
/// left, or its share if the texts overlap.
double cut_between(const Extent& group, const Extent& next) {
  const double gap = next.from - group.to, taken = group.behind + next.before;
  return group.to + (gap > taken ? group.behind + (gap - taken) / 2 : gap * group.behind / taken);
}

/// The edges of the groups between `begin` and `end`.
std::vector<double> edges(const std::vector<Extent>& groups, double begin, double end) {
  std::vector<double> result = {begin};
  for (std::size_t k = 1; k < groups.size(); ++k)
    result.push_back(cut_between(groups[k - 1], groups[k]));
  result.push_back(end);
  return result;
}

/// Adds the pieces of `region`, which has these panels.
void cut(const Box& region, const Panels& panels, const FigureSize& size,
         std::vector<Box>& result) {
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
