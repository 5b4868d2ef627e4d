// Nested basins: which digits are still classified in which phase.
// For each seed of the origin sweep, and for the path to the fourth transition's weights, a band a
// digit against β, as thick as its test accuracy. The digits stand in the order in which the first
// seed gives them up, those that last longest at the bottom, and those that go with one transition
// have one colour: as β grows the bands end one group after the other, and each phase's digits are
// among those of the phase before. Dotted lines are the transitions that the detector finds.

#include <fmt/format.h>

#include <algorithm>

#include "plots/figures.h"
#include "plots/sweep_panels.h"

namespace caldera {
namespace {

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
struct GivenUp {
  std::size_t digit, phase;
};

/// Those that last longest first; of one phase, those that were better in the phase before.
std::vector<GivenUp> order_of(const SeedSweep& sweep) {
  const std::vector<std::vector<double>> accuracy = accuracy_by_phase(sweep);
  std::vector<GivenUp> order;
  for (std::size_t digit = 0; digit < accuracy.front().size(); ++digit) {
    std::size_t phase = 0;
    while (phase < accuracy.size() && accuracy[phase][digit] >= 50) ++phase;
    order.push_back({digit, phase});
  }
  const auto before = [&](const GivenUp& g) {
    return g.phase == 0 ? 0 : accuracy[g.phase - 1][g.digit];
  };
  std::ranges::stable_sort(order, [&](const GivenUp& a, const GivenUp& b) {
    return a.phase != b.phase ? a.phase > b.phase : before(a) > before(b);
  });
  return order;
}

/// By the transition after which a digit is given up, from the first to the fifth and beyond.
constexpr const char* colours[] = {colour::grey, colour::orange, colour::vermillion, colour::purple,
                                   colour::sky,  colour::blue,   colour::black};

const char* colour_of(const GivenUp& given) {
  return colours[std::min(given.phase, std::size(colours) - 1)];
}

/// Around a height, 0.9 thick where all images of the digit are classified.
Series band(const SeedSweep& sweep, const GivenUp& given, double height) {
  const auto edge = [&](double half) {
    return column(sweep.rows, [&](const SweepRow& row) {
      return height + half * row.test_accuracy_by_class[given.digit] / 100;
    });
  };
  return {.name = fmt::format("digit {}", given.digit),
          .mark = Mark::area,
          .style = {.colour = colour_of(given), .opacity = 0.75},
          .x = column(sweep.rows, &SweepRow::beta),
          .low = edge(-0.45),
          .high = edge(0.45)};
}

struct ShownSweep {
  std::string title;
  SeedSweep sweep;
};

std::vector<ShownSweep> sweeps_of(const FigureFiles& files) {
  std::vector<ShownSweep> shown;
  for (const SeedSweep& sweep : load_sweeps(files.all("runs")))
    shown.push_back({fmt::format("to the origin, seed {}", sweep.seed), sweep});
  const SeedSweep path = load_sweep(files.one("path"), "pathfinder");
  shown.push_back({"to the weights after T_4", path});
  for (const ShownSweep& one : shown) check_digits(one.sweep);
  return shown;
}

/// Where panel k of so many rows stands: two in a row.
Box place_of(std::size_t k, std::size_t rows) {
  const double height = 1.0 / static_cast<double>(rows);
  const double left = k % 2 == 0 ? 0.075 : 0.565;
  const double top = 1 - height * static_cast<double>(k / 2) - 0.06;
  return {left, left + 0.415, top - height + 0.15, top};
}

Panel bands(const ShownSweep& shown, const std::vector<GivenUp>& order) {
  Panel panel = {.x = beta_axis(shown.sweep),
                 .y = {.label = "digit", .low = -0.7, .high = 9.7, .label_offset = 0.8},
                 .rules = transition_rules(shown.sweep),
                 .texts = {{shown.title, of_panel(0.5), of_panel(1.05), Align::centre}}};
  for (std::size_t k = 0; k < order.size(); ++k) {
    const auto height = static_cast<double>(k);
    panel.y.tics.push_back({std::to_string(order[k].digit), height});
    panel.series.push_back(band(shown.sweep, order[k], height));
  }
  return panel;
}

Figure make(const FigureFiles& files) {
  const std::vector<ShownSweep> shown = sweeps_of(files);
  const std::vector<GivenUp> order = order_of(shown.front().sweep);
  const std::size_t rows = (shown.size() + 1) / 2;
  Figure figure = {.size = {900, static_cast<int>(380 * rows)}};
  for (std::size_t k = 0; k < shown.size(); ++k) {
    figure.panels.push_back(bands(shown[k], order));
    figure.panels.back().letter = static_cast<char>('a' + k);
    figure.panels.back().at = place_of(k, rows);
  }
  return figure;
}

const FigureRegistration figure(
    {.name = "digits",
     .summary = "Which digits are classified in which phase.",
     .inputs = {{"runs", "origin_sweep/seed*.h5", "Run files of the origin sweep"},
                {"path", "pathfinder/to_t4.h5", "Pathfinder to the fourth transition's weights"}},
     .make = make});

}  // namespace
}  // namespace caldera
