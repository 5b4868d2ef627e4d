#pragma once
// A figure as values: panels, axes, and what is drawn on them. It knows no study.
// plots/figure/draw.h makes an image and a CSV of it.
//
// Texts may hold gnuplot's marks: a_b and a^b for one letter below or above, a_{bc} for several,
// {/:Bold a}, {/:Italic a}, {/*0.8 a} for smaller.

#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

#include "plots/figure/style.h"

namespace caldera {

/// What is drawn of a series.
enum class Mark {
  points,    ///< symbols at (x, y), with bars from `low` to `high` if there are such
  line,      ///< through (x, y), and the symbols of the style; bars as of points
  segments,  ///< from each (x, y) to (to_x, to_y)
  arrows,    ///< the same with a head
  area,      ///< between `low` and `high`, along x
  loop,      ///< the inside of the closed line through (x, y)
  boxes,     ///< from `low` to `high`, `width` around each x
};

/// Numbers that belong together. All columns that are used are of one length; NaN is a gap. Without
/// numbers it is an entry of the legend alone.
struct Series {
  std::string name = "";     ///< what it is: in the legend, in the CSV, and where a page shows its
                             ///< values; none: only the look of another series
  bool is_in_legend = true;  ///< if it has a name
  Mark mark = Mark::points;
  Style style = {};
  std::vector<double> x = {}, y = {};
  std::vector<double> low = {}, high = {};
  std::vector<double> to_x = {}, to_y = {};
  std::vector<double> shade = {};  ///< on the panel's scale of colours, instead of the style's
                                   ///< colour; on a surface the height
  double width = 0.7;        ///< of boxes
  bool on_right = false;     ///< y is on the axis at the right
  double right = 0, up = 0;  ///< drawn so far from its numbers, in units of the axes: beside others
};

/// A colour by the shares of red, green and blue, 0 … 255.
struct Rgb {
  double red = 0, green = 0, blue = 0;
};

/// Values on a grid, as colours and as lines of equal value.
struct Map {
  std::vector<double> xs = {}, ys = {};
  std::vector<double> values = {};  ///< ys.size() rows of xs.size()
  std::vector<Rgb> colours = {};    ///< instead: of each cell
  std::vector<double> levels = {};  ///< where lines are drawn
  const char* line_colour = colour::white;
  std::vector<double> line_values = {};  ///< of which lines are drawn, if not of `values`
  bool has_level_names = false;
};

/// A tic with a text of its own.
struct Tic {
  std::string text;
  double at = 0;
};

struct Axis {
  std::string label = "";
  std::optional<double> low = {}, high = {};  ///< none: what the data need
  bool is_logarithmic = false;
  std::string format =
      "%g";  ///< of the numbers, as in printf; powers of ten: "10^{%T}"; empty: none
  std::optional<double> step =
      {};                      ///< between tics; a factor if logarithmic; none: as gnuplot likes it
  std::vector<Tic> tics = {};  ///< instead
  bool is_marked = true;       ///< tics have a mark
  const char* label_colour = colour::black;
  double label_offset = 0;  ///< away from the axis, in characters
};

/// A line across the panel. (A Rule is what a monitor follows: experiments/monitor/rules.h.)
struct RuleLine {
  double at = 0;
  bool is_vertical = true;
  Style style = dotted(colour::grey, 0.8);
  std::string label = "";  ///< above a vertical one, at the right end of a horizontal one
};

/// A shaded stretch of the x axis.
struct Span {
  double from = 0, to = 0;
};

/// A coordinate, of the data (their axis) or as a share of the panel or of the figure.
struct Coordinate {
  enum class Of { data, panel, figure };
  double value = 0;
  Of of = Of::data;
};
inline Coordinate of_panel(double share) { return {share, Coordinate::Of::panel}; }
inline Coordinate of_figure(double share) { return {share, Coordinate::Of::figure}; }
inline Coordinate of_data(double value) { return {value, Coordinate::Of::data}; }

enum class Align { left, centre, right };

struct Text {
  std::string text;
  Coordinate x, y;
  Align align = Align::left;
  const char* colour = colour::black;
  double size = 1;           ///< of the figure's text
  double right = 0, up = 0;  ///< away from the place, in characters
};

/// Where the names of a panel's series stand, in shares of the panel: its corner at the top.
struct Legend {
  double x = 0.98, y = 0.95;
  Align align = Align::right;
  bool is_horizontal = false;
  double sample = 1;  ///< length of a line beside a name, in characters
  double width = 0;   ///< more than an entry needs, in characters
  int most_rows = 0;  ///< 0: as many as fit
};

enum class Palette { viridis, blue_white_red, greys };

/// How values become colours.
struct ColourScale {
  Palette palette = Palette::viridis;
  Axis axis = {};
  std::optional<Box> bar = {};  ///< where it is shown
};

enum class Frame { left_and_below, all, left_below_and_right, none };

/// A part of a figure with its own axes. The order of drawing is that of the members.
struct Panel {
  std::string letter = "";
  std::optional<double> letter_left =
      {};  ///< where it stands in the figure; none: beside the panel
  Box at = {};
  Axis x = {}, y = {};
  std::optional<Axis> top = {}, right = {};  ///< the top one has the x of the data
  Frame frame = Frame::left_and_below;
  ColourScale colours = {};
  std::vector<Span> spans = {};
  std::vector<RuleLine> rules = {};
  std::vector<Map> maps = {};
  std::vector<Series> series = {};
  std::vector<Text> texts = {};
  std::optional<Legend> legend = {};
  bool is_surface = false;  ///< the map's values are heights, seen from above and aside
};

/// A run that a figure shows.
struct ShownRun {
  std::string path;    ///< below results/<profile>
  std::string digest;  ///< SHA-256 (experiments/run/digest.h)
  bool operator==(const ShownRun&) const = default;
};

/// Of the SVG, in its units; the PNG has twice as many pixels and the same proportions.
struct FigureSize {
  int width = 900, height = 700;
};

struct Figure {
  FigureSize size = {};
  std::vector<Panel> panels = {};
  std::vector<ShownRun> runs = {};
};

/// A panel that is nothing but a legend: its entries are series without numbers, side by side from
/// the left.
Panel legend_strip(const Box& at);

/// An entry of a legend for series that look like this one.
Series legend_entry(const std::string& name, const Series& like);

/// What `of` gives of each row, as a column: a member or a function.
template <class Rows, class Of>
std::vector<double> column(const Rows& rows, const Of& of) {
  std::vector<double> values;
  for (const auto& row : rows) values.push_back(static_cast<double>(std::invoke(of, row)));
  return values;
}

/// A logarithmic axis with powers of ten.
Axis decades(const std::string& label, double low, double high);

/// Tics at numbers that are no even steps, as 1, 2, 5 on a logarithmic axis.
std::vector<Tic> tics_at(const std::vector<double>& numbers);

/// Round numbers in even steps between the least of the values and the greatest: so many at most.
std::vector<double> round_levels(const std::vector<double>& values, int most);

/// Between tics: three to six of them on an axis of this length; nothing if it has none.
std::optional<double> round_step(double length);

}  // namespace caldera
