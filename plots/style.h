#pragma once
// How every figure is drawn: one script for gnuplot, once as SVG and once as PNG.

#include <filesystem>
#include <string>
#include <vector>

namespace caldera {

/// The palette of Okabe and Ito, which colour-blind readers can tell apart
/// ("Color Universal Design", 2008).
namespace colour {
inline constexpr const char* black = "#000000";
inline constexpr const char* orange = "#E69F00";
inline constexpr const char* sky = "#56B4E9";
inline constexpr const char* green = "#009E73";
inline constexpr const char* blue = "#0072B2";
inline constexpr const char* vermillion = "#D55E00";
inline constexpr const char* purple = "#CC79A7";
inline constexpr const char* grey = "#8A8A8A";  ///< for what stands beside the data
}  // namespace colour

/// Of the SVG, in its units; the PNG has twice as many pixels and the same proportions.
struct FigureSize {
  int width = 900, height = 700;
};

/// Draws `commands` (gnuplot, data blocks included) to <stem>.svg and <stem>.png, after the common
/// settings: font, line widths, borders. Nothing of the user's changes them: gnuplot reads no start-up
/// files and sees no settings, no home and no language. Both appear whole or not at all. Throws
/// InputError if the folder cannot be written, if gnuplot is missing or fails, with its first
/// complaint, and if there is no font, since the PNG would have no text.
void draw_figure(const std::filesystem::path& stem, FigureSize size, const std::string& commands);

/// Where the next panel of a multiplot stands, in shares of the figure, and its letter. What arrows
/// and labels the last one had are forgotten.
std::string panel(const std::string& letter, double left, double right, double bottom, double top);

/// "$name << EOD … EOD": the rows as a data block of gnuplot. NaN becomes a gap.
std::string data_block(const std::string& name, const std::vector<std::vector<double>>& rows);

}  // namespace caldera
