#include "plots/curves.h"

#include <fmt/format.h>

#include <cmath>

#include "plots/axis_range.h"
#include "plots/style.h"

namespace caldera {

std::string sweep_blocks(const std::string& name, const SeedSweep& sweep) {
  std::vector<std::vector<double>> rows, found;
  for (const SweepRow& row : sweep.rows) {
    rows.push_back({row.beta, row.distance, row.training_error_running,
                    row.training_error_running + row.beta * row.distance * row.distance,
                    row.test_accuracy});
    rows.back().insert(rows.back().end(), row.test_accuracy_by_class.begin(),
                       row.test_accuracy_by_class.end());
  }
  for (const Transition& transition : sweep.transitions)
    found.push_back({transition.beta, transition.distance_after, 0});
  if (found.empty()) found.push_back({NAN, NAN, NAN});
  return data_block(name, rows) + data_block(name + "_found", found);
}

std::string beta_axis(const SeedSweep& sweep) {
  return axis_range("x", 0, sweep.rows.back().beta) +
         "set xtics autofreq nomirror\nset format x '%g'\n"
         "set xlabel 'regularisation strength β' offset 0,0.3\n";
}

std::string error_and_loss(const std::string& name, const std::string& colour, int x) {
  return fmt::format(
      "${0} using {1}:3 with linespoints pt 7 ps 0.3 lw 0.6 lc rgb '{2}', "
      "${0} using {1}:4 with linespoints pt 6 ps 0.4 lw 0.6 lc rgb '{2}', "
      "${0}_found using {1}:(0.06) with points pt 9 ps 0.55 lc rgb '{2}'",
      name, x, colour);
}

std::string transition_lines(const SeedSweep& sweep, bool distance) {
  std::string commands;
  for (const Transition& transition : sweep.transitions)
    commands += fmt::format(
        "set arrow from first {0}, graph 0 to first {0}, graph 1 nohead back dashtype (2,4) "
        "linewidth 0.8 linecolor rgb '{1}'\n",
        distance ? transition.distance_after : transition.beta, colour::grey);
  return commands;
}

std::string published_lines(double published::Transition::*x) {
  std::string commands;
  for (const published::Transition& transition : published::transitions)
    commands += fmt::format(
        "set arrow from first {0}, graph 0 to first {0}, graph 1 nohead back dashtype (8,5) "
        "linewidth 0.8 linecolor rgb '{1}'\n"
        "set label '{{/*0.9 T_{2}}}' at first {0}, graph 1.045 center textcolor rgb '{1}'\n",
        transition.*x, colour::grey, transition.name[1]);
  return commands;
}

}  // namespace caldera
