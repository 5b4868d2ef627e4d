#pragma once
// Functions on a plane as colour, contours and surfaces.

#include <string>
#include <vector>

namespace caldera {

/// Viridis, from low to high: its lightness rises evenly, so colour-blind readers and paper keep it
/// (van der Walt and Smith, 2015).
inline constexpr const char* viridis =
    "set palette defined (0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725')\n";

/// "$name << EOD … EOD": x, y and a number of each column, in blocks of a row of the grid. A column
/// has a row for each y, with an entry for each x.
std::string grid_block(const std::string& name, const std::vector<double>& xs,
                       const std::vector<double>& ys,
                       const std::vector<const std::vector<double>*>& columns);

/// Lines of equal z as a data block $<name>: x, y, z, a block a line. z is column `column` of $grid,
/// levels as gnuplot's cntrparam takes them: "auto 10" or "incremental 0, 0.5, 6".
std::string contour_block(const std::string& name, const std::string& grid, int column,
                          const std::string& levels);

}  // namespace caldera
