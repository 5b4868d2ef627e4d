// The accuracy basins around the origin, on two planes.
//
// Sample run:
//   figure_basins --run results/study/basins/planes.h5 --out results/study/figures/basins
//
// Description: draws <out>.svg and <out>.png: accuracy as colour and E as contours, with the sweep's
// way and the weights on both sides of its transitions,
//   (a) on the plane through the origin that these weights lie in best;
//   (b) on that of these weights and two minima, which are an order of magnitude farther out.
// Points and way are projections: what they mark lies beside the plane, by how much is said above it.

#include <fmt/format.h>

#include <numeric>

#include "experiments/basins_table.h"
#include "experiments/program.h"
#include "experiments/storage/checked_reads.h"
#include "experiments/storage/standard_output.h"
#include "plots/axis_range.h"
#include "plots/grid.h"
#include "plots/style.h"

namespace {

using namespace caldera;

/// $<name>_map: x, y, accuracy, E, in blocks of a row of the grid. $<name>_way: the sweep. For each
/// marked point its kind is where it is drawn: $<name>_before, _after and _minima. $<name>_levels:
/// lines of equal E, every half nat.
std::string data_of(const std::string& name, const BasinMap& map) {
  std::vector<std::vector<double>> way, before, after, minima;
  for (std::size_t i = 0; i < map.path.rows; ++i) way.push_back({map.path(i, 0), map.path(i, 1)});
  for (std::size_t i = 0; i < map.points.rows; ++i) {
    auto& kind = map.names[i].ends_with("before")  ? before
                 : map.names[i].ends_with("after") ? after
                                                   : minima;
    kind.push_back({map.points(i, 0), map.points(i, 1)});
  }
  if (minima.empty()) minima.push_back({NAN, NAN});
  return grid_block(name + "_map", map.xs, map.ys, {&map.accuracy, &map.error}) +
         contour_block(name + "_levels", name + "_map", 4, "incremental 0.5, 0.5, 6") +
         data_block(name + "_way", way) + data_block(name + "_before", before) +
         data_block(name + "_after", after) + data_block(name + "_minima", minima);
}

/// The names beside the points: of transitions those before, and minima. A letter and a digit below it.
std::string labels(const BasinMap& map, bool transitions) {
  std::string commands;
  for (std::size_t i = 0; i < map.names.size(); ++i) {
    const std::string& name = map.names[i];
    if (name[0] == 'T' ? !(transitions && name.ends_with("before")) : false) continue;
    commands += fmt::format("set label '{}_{}' at first {}, first {} front offset 0.6,0.5\n",
                            name.substr(0, 1), name.substr(1, 1), map.points(i, 0), map.points(i, 1));
  }
  return commands;
}

std::string drawn(const std::string& name, const BasinMap& map, bool transitions) {
  const double share = std::accumulate(map.shares.begin(), map.shares.end(), 0.0);
  return labels(map, transitions) + axis_range("x", map.xs.front(), map.xs.back()) +
         axis_range("y", map.ys.front(), map.ys.back()) +
         fmt::format(
             "set xtics autofreq\nset ytics autofreq\n"
             "set xlabel 'along the first direction' offset 0,0.3\n"
             "set label 'in the plane: {:.0f} % of ‖θ‖²' at graph 0.02, graph 1.04\n"
             "plot ${}_map using 1:2:3 with image",
             100 * share, name) +
         fmt::format(", ${0}_levels using 1:2 with lines lw 0.5 lc rgb '#ffffff'"
                     ", ${0}_way using 1:2 with linespoints pt 7 ps 0.2 lw 0.8 lc rgb '{1}'"
                     ", ${0}_before using 1:2 with points pt 9 ps 0.7 lc rgb '{2}'"
                     ", ${0}_after using 1:2 with points pt 10 ps 0.8 lw 1.2 lc rgb '{2}'"
                     ", ${0}_minima using 1:2 with points pt 5 ps 0.8 lc rgb '{2}'"
                     ", '+' using (0):(0) every ::0::0 with points pt 1 ps 1.4 lw 2 lc rgb '{3}'\n",
                     name, colour::black, colour::vermillion, colour::black);
}

int run(const std::filesystem::path& file, const std::filesystem::path& out) {
  const RunFile stored(file);
  check_study(stored, "basins");
  const BasinMap near = read_map(stored, "near"), far = read_map(stored, "far");
  draw_figure(
      out, {.width = 900, .height = 450},
      data_of("near", near) + data_of("far", far) +
          "unset key\nset multiplot\nset border 15\n" + viridis +
          "set cbrange [0:100]\nset cbtics 20\nset cblabel 'accuracy  (%)' offset -0.3,0\n"
          "unset colorbox\n" +
          panel("a", 0.08, 0.43, 0.14, 0.9) +
          "set ylabel 'along the second direction' offset 0.8,0\n" + drawn("near", near, true) +
          "set colorbox user origin screen 0.88, screen 0.14 size screen 0.015, screen 0.76\n" +
          panel("b", 0.515, 0.865, 0.14, 0.9) + "unset ylabel\n" + drawn("far", far, false) +
          "unset multiplot\n");
  print_out("figure_basins: {}.svg and .png\n", out.string());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws the accuracy basins around the origin.", "figure_basins");
  app.footer("Example: figure_basins --run planes.h5 --out basins");
  std::filesystem::path file, out;
  app.add_option("--run", file, "Run file of basins")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(file, out); });
}
