#pragma once
// Writes a figure into files.

#include <filesystem>
#include <string>
#include <vector>

#include "plots/figure/figure.h"

namespace caldera {

/// Draws <stem>.svg and <stem>.png, and writes the numbers to <stem>.csv. Each appears whole or not
/// at all, the SVG last. Nothing of the user's changes them (plots/figure/gnuplot.h). The SVG
/// carries the runs that the figure shows, and as <metadata id='caldera-points'> a line for each of
/// its points (plots/figure/points.h): place in the image, x, y, series; and as
/// <metadata id='caldera-pieces'> a line for each of its pieces (plots/figure/pieces.h): left and upper
/// edge in the image, width, height. Throws InputError if the
/// folder cannot be written, if gnuplot is missing or fails, with its complaint, and if there is no
/// font, since the PNG would have no text.
void draw(const Figure& figure, const std::filesystem::path& stem);

/// The runs that an SVG of `draw` carries, their paths as XML has them; none of any other file.
std::vector<ShownRun> runs_shown_by(const std::string& svg);

}  // namespace caldera
