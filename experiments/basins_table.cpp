#include "experiments/basins_table.h"

#include "autograd/arithmetic/error.h"

namespace caldera {

void write_map(RunWriter& file, const std::string& name, const BasinMap& map) {
  const std::string group = "/" + name + "/";
  file.vector(group + "x", map.xs, {"1", "coordinates along the first direction"});
  file.vector(group + "y", map.ys, {"1", "coordinates along the second direction"});
  file.matrix<double>(group + "error", {map.error.data(), map.ys.size(), map.xs.size()},
                      {"nat", "mean cross-entropy, a row for each y"});
  file.matrix<double>(group + "accuracy", {map.accuracy.data(), map.ys.size(), map.xs.size()},
                      {"%", "correct answers, a row for each y"});
  file.vector(group + "name", map.names, {"1", "what each marked point is"});
  file.matrix<double>(group + "point", map.points.view(), {"1", "x and y of each marked point"});
  file.matrix<double>(group + "path", map.path.view(), {"1", "x and y of each point of the sweep"});
  file.vector(group + "share", map.shares,
              {"1", "squared length of the marked points along each direction, as a share"});
}

BasinMap read_map(const RunFile& file, const std::string& name) {
  const std::string group = "/" + name + "/";
  BasinMap map;
  map.xs = file.vector<double>(group + "x");
  map.ys = file.vector<double>(group + "y");
  for (const auto& [column, values] : {std::pair("error", &map.error), {"accuracy", &map.accuracy}}) {
    StoredMatrix<double> grid = file.matrix<double>(group + column);
    if (grid.rows != map.ys.size() || grid.cols != map.xs.size())
      throw InputError("run file", file.path().string() + ":" + group + column,
                       "a row for each y and a column for each x", "another shape",
                       "make the run again");
    *values = std::move(grid.values);
  }
  map.names = file.vector<std::string>(group + "name");
  map.points = file.matrix<double>(group + "point");
  map.path = file.matrix<double>(group + "path");
  map.shares = file.vector<double>(group + "share");
  return map;
}

}  // namespace caldera
