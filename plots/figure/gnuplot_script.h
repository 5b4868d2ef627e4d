#pragma once
// A figure in gnuplot's language.

#include <string>

#include "plots/figure/figure.h"

namespace caldera::gnuplot {

/// The figure's numbers, as data blocks, and its lines of equal value. Once for all images of it.
std::string data_script(const Figure& figure);

/// All panels, drawn from those blocks to whatever terminal is set. For each a line is printed: the
/// ranges of x, of y, and of the axis at the right if there is one, else of y again.
std::string panels_script(const Figure& figure);

}  // namespace caldera::gnuplot
