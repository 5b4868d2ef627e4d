#pragma once
// The numbers of a figure, as CSV.

#include <string>

#include "plots/figure/figure.h"

namespace caldera {

/// A row a point, in the order of drawing: panel, series, x, y, low, high, to_x, to_y, value.
/// Columns that a series does not have are empty; so is a gap. Of maps a row a cell, but of those
/// that are colours alone none. Numbers are the shortest that are read back as the same.
std::string figure_csv(const Figure& figure);

/// A field of a CSV file (RFC 4180): in quotes, with those inside doubled, if it needs them.
std::string csv_field(const std::string& text);

}  // namespace caldera
