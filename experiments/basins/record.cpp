#include "experiments/basins/record.h"

#include "experiments/run/checked_reads.h"

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
  map.xs = read_filled<double>(file, group + "x");
  map.ys = read_filled<double>(file, group + "y");
  map.error = read_grid<double>(file, group + "error", map.ys.size(), map.xs.size()).values;
  map.accuracy = read_grid<double>(file, group + "accuracy", map.ys.size(), map.xs.size()).values;
  map.names = file.vector<std::string>(group + "name");
  check_names(file, group + "name", map.names);
  map.points = read_grid<double>(file, group + "point", map.names.size(), 2);
  map.path = file.matrix<double>(group + "path");
  map.path = read_grid<double>(file, group + "path", map.path.rows, 2);
  map.shares = read_column<double>(file, group + "share", 2);
  return map;
}

}  // namespace caldera
