#include "plots/figure/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace caldera {

namespace {

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

std::string number(const std::vector<double>& column, std::size_t i) {
  return i < column.size() ? number(column[i]) : "";
}

std::string rows_of(const std::string& panel, const Series& series) {
  std::string rows;
  for (std::size_t i = 0; i < series.x.size(); ++i)
    rows += fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_field(panel), csv_field(series.name),
                        number(series.x[i]), number(series.y, i), number(series.low, i),
                        number(series.high, i), number(series.to_x, i), number(series.to_y, i),
                        number(series.shade, i));
  return rows;
}

std::string rows_of(const std::string& panel, const Map& map) {
  std::string rows;
  for (std::size_t i = 0; i < map.values.size(); ++i)
    rows +=
        fmt::format("{},map,{},{},,,,,{}\n", csv_field(panel), number(map.xs[i % map.xs.size()]),
                    number(map.ys[i / map.xs.size()]), number(map.values[i]));
  return rows;
}

}  // namespace

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char character : text) quoted += std::string(character == '"' ? 2 : 1, character);
  return quoted + "\"";
}

std::string figure_csv(const Figure& figure) {
  std::string csv = "panel,series,x,y,low,high,to_x,to_y,value\n";
  for (const Panel& panel : figure.panels) {
    for (const Map& map : panel.maps) csv += rows_of(panel.letter, map);
    for (const Series& series : panel.series) csv += rows_of(panel.letter, series);
  }
  return csv;
}

}  // namespace caldera
