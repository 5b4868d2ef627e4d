#pragma once
// A figure in gnuplot's language.

#include <string>

#include "plots/figure/figure.h"

namespace caldera::gnuplot {

/// The figure's numbers, as data blocks, and its lines of equal value. Once for all images of it.
std::string data_script(const Figure& figure);

/// All panels, drawn from those blocks to whatever terminal is set.
std::string panels_script(const Figure& figure);

}  // namespace caldera::gnuplot
