#pragma once
// Where the numbers of a figure are in its image, so that a page can show their values.

#include <string>
#include <vector>

#include "plots/figure/figure.h"

namespace caldera {

/// One number of a series.
struct PlottedPoint {
  double right = 0, down = 0;  ///< of the image's upper left corner, in units of FigureSize
  double x = 0, y = 0;         ///< its values
  std::string x_text, y_text;  ///< the same in five digits, or the names of the tics at them
  std::string series;          ///< its panel's letter and its name without gnuplot's marks: "(a)
                               ///< error"; may be empty
};

struct AxisRange {
  double low = 0, high = 0;
};

/// The ranges of a panel as they are drawn: gnuplot chooses those that its axes leave open.
struct PanelRanges {
  AxisRange x, y, right;  ///< `right` is `y` where the panel has no such axis
};

/// A text of a figure as it reads, without gnuplot's marks (plots/figure/figure.h): "r_{0}" is
/// "r0".
std::string without_marks(const std::string& text);

/// The points of all series that lie within their panels, in the order of drawing, but those of
/// series without a name last: of points at one place a page shows the first. (x, y), or of boxes
/// both ends; and the far ends of segments. None of areas, whose edges are no values, of maps and
/// of surfaces. `ranges` has an entry a panel.
std::vector<PlottedPoint> plotted_points(const Figure& figure,
                                         const std::vector<PanelRanges>& ranges);

}  // namespace caldera
