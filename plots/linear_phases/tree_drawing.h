#pragma once
// A tree of minima as lines.

#include <vector>

#include "experiments/linear_phases/record.h"
#include "plots/figure/figure.h"

namespace caldera {

/// A tree of minima to be drawn with heights upwards (a disconnectivity graph): from each minimum a line up to
/// the height at which it is joined, there one across, and from its middle up again.
struct TreeDrawing {
  std::vector<double> places = {};  ///< of the minima along x, as many as there are heights
  Series branches = {};             ///< without a style
  std::vector<double> join_x = {}, join_y = {};  ///< middles of the lines across, in the order of the joins
};

/// heights: of the minima, which stand side by side, in their order as far as joins do not cross. The last
/// branch ends at `top`. A join within one set is left out.
TreeDrawing drawn_tree(const std::vector<double>& heights, const std::vector<PhaseJoin>& joins,
                       double top);

}  // namespace caldera
