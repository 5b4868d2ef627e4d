#include "plots/grid.h"

#include <fmt/format.h>

namespace caldera {

std::string grid_block(const std::string& name, const std::vector<double>& xs,
                       const std::vector<double>& ys,
                       const std::vector<const std::vector<double>*>& columns) {
  std::string block = "$" + name + " << EOD\n";
  for (std::size_t row = 0; row < ys.size(); ++row) {
    for (std::size_t column = 0; column < xs.size(); ++column) {
      block += fmt::format("{} {}", xs[column], ys[row]);
      for (const auto* values : columns)
        block += fmt::format(" {}", (*values)[row * xs.size() + column]);
      block += "\n";
    }
    block += "\n";
  }
  return block + "EOD\n";
}

std::string contour_block(const std::string& name, const std::string& grid, int column,
                          const std::string& levels) {
  return fmt::format(
      "set contour base\nset cntrparam levels {3}\nunset surface\nset table ${0}\n"
      "splot ${1} using 1:2:{2}\nunset table\nunset contour\nset surface\n",
      name, grid, column, levels);
}

}  // namespace caldera
