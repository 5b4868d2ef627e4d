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
  std::string series;          ///< its panel's letter and its name: "(a) error"; may be empty
};

struct AxisRange {
  double low = 0, high = 0;
};

/// The ranges of a panel as they are drawn: gnuplot chooses those that its axes leave open.
struct PanelRanges {
  AxisRange x, y, right;  ///< `right` is `y` where the panel has no such axis
};

/// The points of all series that lie within their panels, in the order of drawing: (x, y), or
/// without y both edges of an area or a box; and the far ends of segments. None of maps and
/// surfaces. `ranges` has an entry a panel.
std::vector<PlottedPoint> plotted_points(const Figure& figure,
                                         const std::vector<PanelRanges>& ranges);

}  // namespace caldera
