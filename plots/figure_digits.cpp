// Nested basins: which digits are still classified in which phase.
//
// Sample run:
//   figure_digits --runs results/study/origin_sweep --path results/study/pathfinder/to_t4.h5
//       --out results/study/figures/digits
//
// Description: draws <out>.svg and <out>.png: for each seed of the origin sweep, and for the path to
// the fourth transition's weights, a band a digit against β, as thick as its test accuracy. The
// digits stand in the order in which the first seed gives them up, those that last longest at the
// bottom, and those that go with one transition have one colour: as β grows the bands end one group
// after the other, and each phase's digits are among those of the phase before. Dotted lines are
// the transitions that the detector finds.

#include <fmt/format.h>

#include <algorithm>

#include "experiments/program.h"
#include "experiments/storage/standard_output.h"
#include "plots/curves.h"
#include "plots/style.h"

namespace {

using namespace caldera;

/// Mean test accuracy of each digit in each phase, that is, between neighbouring transitions.
std::vector<std::vector<double>> accuracy_by_phase(const SeedSweep& sweep) {
  std::vector<std::size_t> edges = {0};
  for (const Transition& transition : sweep.transitions) edges.push_back(transition.right);
  edges.push_back(sweep.rows.size());
  const std::size_t digits = sweep.rows.front().test_accuracy_by_class.size();
  std::vector<std::vector<double>> means;
  for (std::size_t phase = 0; phase + 1 < edges.size(); ++phase) {
    means.emplace_back(digits, 0.0);
    const auto points = static_cast<double>(edges[phase + 1] - edges[phase]);
    for (std::size_t i = edges[phase]; i < edges[phase + 1]; ++i)
      for (std::size_t d = 0; d < digits; ++d)
        means.back()[d] += sweep.rows[i].test_accuracy_by_class[d] / points;
  }
  return means;
}

/// A digit, and the first phase in which less than half of its images are classified.
struct Given {
  std::size_t digit, phase;
};

/// Those that last longest first; of one phase, those that were better in the phase before.
std::vector<Given> order_of(const SeedSweep& sweep) {
  const std::vector<std::vector<double>> accuracy = accuracy_by_phase(sweep);
  std::vector<Given> order;
  for (std::size_t digit = 0; digit < accuracy.front().size(); ++digit) {
    std::size_t phase = 0;
    while (phase < accuracy.size() && accuracy[phase][digit] >= 50) ++phase;
    order.push_back({digit, phase});
  }
  const auto before = [&](const Given& g) { return g.phase == 0 ? 0 : accuracy[g.phase - 1][g.digit]; };
  std::ranges::stable_sort(order, [&](const Given& a, const Given& b) {
    return a.phase != b.phase ? a.phase > b.phase : before(a) > before(b);
  });
  return order;
}

/// By the transition after which a digit is given up, from the first to the fifth and beyond.
constexpr const char* colours[] = {colour::grey,       colour::orange, colour::vermillion,
                                   colour::purple,     colour::sky,    colour::blue,
                                   colour::black};

const char* colour_of(const Given& given) {
  return colours[std::min(given.phase, std::size(colours) - 1)];
}

struct Panel {
  std::string name, title;
  SeedSweep sweep;
};

std::string bands(const Panel& shown, const std::vector<Given>& order) {
  std::string tics, plot;
  for (std::size_t k = 0; k < order.size(); ++k) {
    tics += fmt::format("{}'{}' {}", k == 0 ? "" : ", ", order[k].digit, k);
    plot += fmt::format(
        "${0} using 1:({1}-0.0045*${2}):({1}+0.0045*${2}) with filledcurves lc rgb '{3}' "
        "fillstyle solid 0.75 noborder, ",
        shown.name, k, 6 + order[k].digit, colour_of(order[k]));
  }
  return transition_lines(shown.sweep) + beta_axis(shown.sweep) +
         "set yrange [-0.7:9.7]\nset ytics (" + tics + ") nomirror\nset ylabel 'digit' offset 0,0\n"
         "set label '" + shown.title + "' at graph 0.5, graph 1.05 center\nplot " + plot + "\n";
}

std::vector<Panel> panels_of(const std::filesystem::path& runs, const std::filesystem::path& path) {
  std::vector<Panel> panels;
  for (SeedSweep& sweep : load_sweeps(runs)) {
    const auto seed = static_cast<int>(sweep.seed);
    panels.push_back({fmt::format("seed{}", seed), fmt::format("to the origin, seed {}", seed),
                      std::move(sweep)});
  }
  panels.push_back({"path", "to the weights after T_4", load_sweep(path, "pathfinder")});
  return panels;
}

int run(const std::filesystem::path& runs, const std::filesystem::path& path,
        const std::filesystem::path& out) {
  const std::vector<Panel> panels = panels_of(runs, path);
  for (const Panel& shown : panels) check_digits(shown.sweep);
  const std::vector<Given> order = order_of(panels.front().sweep);
  const std::size_t rows = (panels.size() + 1) / 2;
  const double height = 1.0 / static_cast<double>(rows);
  std::string commands;
  for (const Panel& shown : panels) commands += sweep_blocks(shown.name, shown.sweep);
  commands += "unset key\nset multiplot\n";
  for (std::size_t k = 0; k < panels.size(); ++k) {
    const double left = k % 2 == 0 ? 0.075 : 0.565;
    const double top = 1 - height * static_cast<double>(k / 2) - 0.06;
    commands += panel(std::string(1, static_cast<char>('a' + k)), left, left + 0.415,
                      top - height + 0.15, top) +
                bands(panels[k], order);
  }
  draw_figure(out, {.width = 900, .height = static_cast<int>(380 * rows)},
              commands + "unset multiplot\n");
  print_out("figure_digits: {}.svg and .png from {} sweeps\n", out.string(), panels.size());
  return success;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Draws which digits are classified in which phase.", "figure_digits");
  app.footer("Example: figure_digits --runs origin_sweep --path to_t4.h5 --out digits");
  std::filesystem::path runs, path, out;
  app.add_option("--runs", runs, "Folder with seed<k>.h5 of the origin sweep")->required();
  app.add_option("--path", path, "Pathfinder to the fourth transition's weights")->required();
  app.add_option("--out", out, "The figure, without .svg or .png")->required();
  return run_program(app, argc, argv, [&] { return run(runs, path, out); });
}
