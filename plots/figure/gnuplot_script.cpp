#include "plots/figure/gnuplot_script.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "experiments/run/joined.h"
#include "plots/figure/gnuplot_words.h"

namespace caldera::gnuplot {

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

std::string cell(double value) { return std::isnan(value) ? "NaN " : fmt::format("{} ", value); }

double at(const std::vector<double>& column, std::size_t i) {
  return i < column.size() ? column[i] : gap;
}

std::string block(const std::string& name, const std::string& rows) {
  return fmt::format("{} << EOD\n{}EOD\n", name, rows);
}

/// The blocks of panel p: of series k, of the values of map k, and of its lines of equal value.
std::string series_block(std::size_t p, std::size_t k) { return fmt::format("$series{}_{}", p, k); }
std::string map_block(std::size_t p, std::size_t k) { return fmt::format("$map{}_{}", p, k); }
std::string lines_block(std::size_t p, std::size_t k) { return fmt::format("$lines{}_{}", p, k); }

// Columns of a series' block.
constexpr int low = 3, high = 4, to_x = 5, to_y = 6, shade = 7;

std::string series_data(const std::string& name, const Series& series) {
  std::string rows;
  for (std::size_t i = 0; i < series.x.size(); ++i) {
    const auto in_x = [&](const auto& column) { return cell(at(column, i) + series.right); };
    const auto in_y = [&](const auto& column) { return cell(at(column, i) + series.up); };
    rows += in_x(series.x) + in_y(series.y) + in_y(series.low) + in_y(series.high) +
            in_x(series.to_x) + in_y(series.to_y) + cell(at(series.shade, i)) + "\n";
  }
  return block(name, rows);
}

/// x, y, and of each cell its value or its red, green and blue; a blank line behind each row.
std::string map_data(const std::string& name, const Map& map, const std::vector<double>& values) {
  std::string rows;
  for (std::size_t j = 0; j < map.ys.size(); ++j) {
    for (std::size_t i = 0; i < map.xs.size(); ++i) {
      const std::size_t k = j * map.xs.size() + i;
      rows += cell(map.xs[i]) + cell(map.ys[j]);
      if (map.colours.empty())
        rows += cell(values[k]);
      else
        rows += cell(map.colours[k].red) + cell(map.colours[k].green) + cell(map.colours[k].blue);
      rows += "\n";
    }
    rows += "\n";
  }
  return block(name, rows);
}

/// gnuplot finds lines of equal value where it makes a table of a surface, which it does not within
/// a multiplot.
std::string lines_data(std::size_t p, std::size_t k, const Map& map) {
  if (map.levels.empty()) return "";
  const std::string grid = map_block(p, k) + "_lines";
  std::string levels;
  for (const double level : map.levels)
    levels += fmt::format("{}{}", levels.empty() ? "" : ", ", level);
  return map_data(grid, map, map.line_values.empty() ? map.values : map.line_values) +
         fmt::format(
             "set contour base\nset cntrparam levels discrete {}\nunset surface\n"
             "set table {}\nsplot {} using 1:2:3\nunset table\nreset\n",
             levels, lines_block(p, k), grid);
}

std::string title(const Series& series) {
  const bool has_entry = series.is_in_legend && !series.name.empty();
  return has_entry ? fmt::format("title {}", quoted(series.name)) : "notitle";
}

std::string mark_words(const Series& series) {
  const Style& style = series.style;
  const bool is_shaded = !series.shade.empty();
  const std::string line = line_words(style, is_shaded), symbol = symbol_words(style);
  const std::string with_shade = is_shaded ? fmt::format(":{}", shade) : "";
  const std::string solid = fmt::format("fillstyle transparent solid {} noborder", style.opacity);
  switch (series.mark) {
    case Mark::points:
      return fmt::format("using 1:2{} with points {} {}", with_shade, symbol, line);
    case Mark::line:
      return fmt::format("using 1:2{} with {} {}", with_shade,
                         style.symbol == Symbol::none ? "lines" : "linespoints " + symbol, line);
    case Mark::segments:
    case Mark::arrows:
      return fmt::format("using 1:2:(${}-$1):(${}-$2) with vectors {} {}", to_x, to_y,
                         series.mark == Mark::arrows ? "head filled size graph 0.02,20" : "nohead",
                         line);
    case Mark::area:
      return fmt::format("using 1:{}:{} with filledcurves {} lc rgb '{}'", low, high, solid,
                         style.colour);
    case Mark::loop:
      return fmt::format("using 1:2 with filledcurves closed {} lc rgb '{}'", solid, style.colour);
    case Mark::boxes:
      return fmt::format(
          "using 1:((${0}+${1})/2):({2}):((${1}-${0})/2){3} with boxxyerror {4} lc {5}", low, high,
          series.width / 2, with_shade, solid,
          is_shaded ? "palette" : fmt::format("rgb '{}'", style.colour));
  }
  return "";
}

/// Entries of gnuplot's list of what to plot.
void add_series(std::vector<std::string>& list, const std::string& name, const Series& series) {
  const std::string axes = series.on_right ? " axes x1y2 " : " ";
  const bool can_have_bars = series.mark == Mark::points || series.mark == Mark::line;
  if (can_have_bars && !series.low.empty())  // gnuplot's own bars leave a gap around points
    list.push_back(fmt::format("{} using 1:{}:(0):(${}-${}){}with vectors nohead {} notitle", name,
                               low, high, low, axes, line_words(series.style)));
  const std::string words = mark_words(series);
  const std::size_t with = words.find("with ");
  if (series.x.empty())
    list.push_back(fmt::format("NaN {} {}", words.substr(with), title(series)));
  else
    list.push_back(fmt::format("{} {}{}{} {}", name, words.substr(0, with), axes,
                               words.substr(with), title(series)));
}

void add_map(std::vector<std::string>& list, std::size_t p, std::size_t k, const Map& map) {
  list.push_back(map_block(p, k) + (map.colours.empty()
                                        ? " using 1:2:3 with image notitle"
                                        : " using 1:2:3:4:5 with rgbimage notitle"));
  if (map.levels.empty()) return;
  const std::string lines = lines_block(p, k);
  list.push_back(
      fmt::format("{} using 1:2 with lines lw 0.6 lc rgb '{}' notitle", lines, map.line_colour));
  if (map.has_level_names)
    list.push_back(
        fmt::format("{} using 1:2:(sprintf('%.4g', $3)) every ::12::12 with labels font ',10' "
                    "tc rgb '{}' notitle",
                    lines, map.line_colour));
}

std::string axes_commands(const Panel& panel) {
  std::string commands = axis_commands("x", panel.x) + axis_commands("y", panel.y);
  if (panel.frame == Frame::none) return commands + "unset tics\n";
  if (panel.top) commands += axis_commands("x2", *panel.top);
  if (panel.right) commands += axis_commands("y2", *panel.right);
  return commands;
}

std::string flat_panel(const Panel& panel, std::size_t p) {
  std::string commands;
  for (const Span& span : panel.spans) commands += span_commands(span);
  for (const RuleLine& rule : panel.rules) commands += rule_commands(rule);
  std::vector<std::string> list;
  for (std::size_t k = 0; k < panel.maps.size(); ++k) add_map(list, p, k, panel.maps[k]);
  for (std::size_t k = 0; k < panel.series.size(); ++k)
    add_series(list, series_block(p, k), panel.series[k]);
  if (list.empty()) list.push_back("NaN notitle");
  return commands + "plot " + joined(list, ", ") + "\n";
}

/// The first map as a surface, and series at the heights of their shades. Margins would be those of
/// the box before it is turned: it fills the panel if that is so much larger, about the same
/// centre.
std::string surface_panel(const Panel& panel, std::size_t p) {
  constexpr double larger = 1.4;
  const Box& at = panel.at;
  const double width = larger * (at.right - at.left), height = larger * (at.top - at.bottom);
  std::vector<std::string> list = {map_block(p, 0) + " using 1:2:3 with pm3d notitle"};
  for (std::size_t k = 0; k < panel.series.size(); ++k)
    list.push_back(fmt::format("{} using 1:2:{} with lines {} notitle", series_block(p, k), shade,
                               line_words(panel.series[k].style)));
  return fmt::format(
             "unset lmargin\nunset rmargin\nunset bmargin\nunset tmargin\n"
             "set origin {}, {}\nset size {}, {}\nset view 50, 330, 1, 1.4\n"
             "set border 31 lw 0.5\nset ticslevel 0\nunset ztics\n"
             "set xtics offset 0,-0.3 font ',11'\nset ytics offset 0.5,-0.3 font ',11'\nsplot ",
             (at.left + at.right - width) / 2, (at.bottom + at.top - height) / 2, width, height) +
         joined(list, ", ") + "\n";
}

std::string panel_script(const Panel& panel, std::size_t p) {
  std::string commands = "reset\nset datafile missing\n" + frame_commands(panel.frame) +
                         place_commands(panel) + axes_commands(panel) +
                         palette_commands(panel.colours);
  for (const Text& text : panel.texts) commands += text_commands(text);
  commands += panel.legend ? legend_commands(*panel.legend) : "unset key\n";
  return commands + (panel.is_surface ? surface_panel(panel, p) : flat_panel(panel, p)) +
         fmt::format(
             "print GPVAL_X_MIN, GPVAL_X_MAX, GPVAL_Y_MIN, GPVAL_Y_MAX, GPVAL_{0}_MIN, "
             "GPVAL_{0}_MAX\n",
             panel.right ? "Y2" : "Y");
}

}  // namespace

std::string data_script(const Figure& figure) {
  std::string script;
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Panel& panel = figure.panels[p];
    for (std::size_t k = 0; k < panel.maps.size(); ++k)
      script += map_data(map_block(p, k), panel.maps[k], panel.maps[k].values) +
                lines_data(p, k, panel.maps[k]);
    for (std::size_t k = 0; k < panel.series.size(); ++k)
      script += series_data(series_block(p, k), panel.series[k]);
  }
  return script;
}

std::string panels_script(const Figure& figure) {
  std::string script = "set multiplot\n";
  for (std::size_t p = 0; p < figure.panels.size(); ++p)
    script += panel_script(figure.panels[p], p);
  return script + "unset multiplot\nreset\n";
}

}  // namespace caldera::gnuplot
