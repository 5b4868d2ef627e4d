#include "plots/figure/draw.h"

#include <fmt/format.h>

#include <span>
#include <sstream>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/atomic_file.h"
#include "plots/figure/csv.h"
#include "plots/figure/file_text.h"
#include "plots/figure/gnuplot.h"
#include "plots/figure/gnuplot_script.h"
#include "plots/figure/gnuplot_words.h"
#include "plots/figure/markup.h"
#include "plots/figure/pieces.h"
#include "plots/figure/points.h"

namespace caldera {

namespace fs = std::filesystem;

namespace {

/// Sizes of text, points and dashes agree between the two as far as one can see.
std::string svg_terminal(const FigureSize& size) {
  return fmt::format("set terminal svg size {},{} enhanced font 'Arial,15' background '#ffffff'",
                     size.width, size.height);
}
std::string png_terminal(const FigureSize& size) {
  return fmt::format(
      "set terminal pngcairo size {},{} enhanced font 'sans,15' fontscale 1.5 linewidth 2 "
      "pointscale 3.3 dashlength 2 background '#ffffff'",
      2 * size.width, 2 * size.height);
}

/// Digits are a small part of a pixel wide when there is no font: gnuplot then draws a PNG without
/// any text, and finds nothing wrong. Between the two sizes there is a factor of 20 with a font,
/// and of 1/20 without.
const std::string check_font =
    fmt::format("if (GPVAL_TERM_HCHAR < 0.3 * GPVAL_TERM_XMAX) exit status {}\n", gnuplot::no_font);

/// A file that goes with the object.
struct Temporary {
  fs::path path;
  explicit Temporary(const fs::path& target) : path(fs::absolute(temporary_name(target))) {}
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

std::string image(const std::string& terminal, const Temporary& to, const std::string& panels) {
  return terminal + "\nset output " + gnuplot::quoted(to.path.string()) + "\n" + panels +
         "unset output\n";
}

std::string content(const fs::path& file) {
  std::string bytes = file_text(file);
  if (bytes.empty())
    throw InputError("figure", "gnuplot", "a figure", "an empty file or none",
                     "check the space on the disk");
  return bytes;
}

constexpr const char *runs_begin = "<metadata id='caldera-runs'>\n",
                     *pieces_begin = "<metadata id='caldera-pieces'>\n",
                     *points_begin = "<metadata id='caldera-points'>\n",
                     *metadata_end = "</metadata>";

/// `svg` with these lines behind its first element.
std::string with_metadata(const std::string& svg, const char* begin, const std::string& lines) {
  const std::size_t root = svg.find("<svg"), behind = svg.find('>', root) + 1;
  return svg.substr(0, behind) + "\n" + begin + lines + metadata_end + "\n" + svg.substr(behind);
}

/// A line a run: digest and path.
std::string run_lines(const std::vector<ShownRun>& runs) {
  std::string lines;
  for (const ShownRun& run : runs) lines += run.digest + " " + escape_markup(run.path) + "\n";
  return lines;
}

/// A line a piece: its left and upper edge in the image, its width and its height.
std::string piece_lines(const Figure& figure) {
  const auto& [width, height] = figure.size;
  std::string lines;
  for (const Box& piece : pieces(figure))
    lines += fmt::format("{:.0f} {:.0f} {:.0f} {:.0f}\n", width * piece.left, height * (1 - piece.top),
                         width * (piece.right - piece.left), height * (piece.top - piece.bottom));
  return lines;
}

/// The blanks of a value's text do not break: in a line of points a blank ends a field.
std::string field(const std::string& text) {
  std::string result;
  for (const char letter : text)
    result += letter == ' ' ? std::string("\u00A0") : std::string(1, letter);
  return escape_markup(result);
}

/// A line a point: its place in the image, its values, its series.
std::string point_lines(const Figure& figure, const std::vector<PanelRanges>& ranges) {
  std::string lines;
  for (const PlottedPoint& point : plotted_points(figure, ranges))
    lines += fmt::format("{:.1f} {:.1f} {} {} {}\n", point.right, point.down, field(point.x_text),
                         field(point.y_text), escape_markup(point.series));
  return lines;
}

/// What panels_script has printed: first of the SVG, then the same of the PNG.
std::vector<PanelRanges> printed_ranges(const std::string& text, std::size_t panels) {
  std::istringstream numbers(text);
  std::vector<PanelRanges> ranges(panels);
  for (auto& [x, y, right] : ranges)
    numbers >> x.low >> x.high >> y.low >> y.high >> right.low >> right.high;
  return ranges;
}

void store(const fs::path& target, const std::string& text) {
  write_atomically(target, std::as_bytes(std::span(text)));
}

}  // namespace

void draw(const Figure& figure, const fs::path& stem) {
  const auto target = [&](const char* ending) { return prepare_output(stem.string() + ending); };
  const fs::path svg = target(".svg"), png = target(".png"), csv = target(".csv");
  const Temporary svg_drawn(svg), png_drawn(png), printed(csv);
  const std::string panels = gnuplot::panels_script(figure);
  gnuplot::run("set encoding utf8\nset print " + gnuplot::quoted(printed.path.string()) + "\n" +
               gnuplot::data_script(figure) + image(svg_terminal(figure.size), svg_drawn, panels) +
               image(png_terminal(figure.size), png_drawn, panels) + check_font);
  const std::string png_content = content(png_drawn.path), svg_content = content(svg_drawn.path);
  const std::string points =
      point_lines(figure, printed_ranges(content(printed.path), figure.panels.size()));
  store(csv, figure_csv(figure));
  store(png, png_content);
  // Last: it is what make looks at.
  std::string whole = with_metadata(svg_content, points_begin, points);
  whole = with_metadata(whole, pieces_begin, piece_lines(figure));
  store(svg, with_metadata(whole, runs_begin, run_lines(figure.runs)));
}

std::vector<ShownRun> runs_shown_by(const std::string& svg) {
  std::vector<ShownRun> runs;
  const std::size_t begin = svg.find(runs_begin), end = svg.find(metadata_end, begin);
  if (begin == std::string::npos || end == std::string::npos) return runs;
  const std::size_t first = begin + std::string(runs_begin).size();
  std::istringstream list(svg.substr(first, end - first));
  for (std::string line; std::getline(list, line);) {
    const std::size_t blank = line.find(' ');
    if (blank != std::string::npos) runs.push_back({line.substr(blank + 1), line.substr(0, blank)});
  }
  return runs;
}

}  // namespace caldera
