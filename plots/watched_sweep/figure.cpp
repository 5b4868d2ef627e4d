// Do the transitions of a sweep show in ordinary signals of training? Of a sweep that was watched
// as one long training (plots/watched_sweep/performance.h):
//   (a) running error and distance against epochs, with β above; shaded, where flags find a
//       transition;
//   (b) the flags of the guides' choices, and of the two signals with which each method does best;
//   (c) transitions found against false alarms, of every signal and method: a band for each number,
//       and in it a row a method; dashed, from where on flags at random find as many half the time;
//   (d) three signals that show the transitions (left) and three that hardly do, against β.

#include "plots/watched_sweep/performance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "plots/figures.h"

namespace caldera {
namespace {

constexpr std::array colours = {colour::blue,       colour::sky,   colour::orange,
                                colour::vermillion, colour::green, colour::purple};

/// Underscores would lower what follows.
std::string readable(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

double epochs_of(const WatchedSweep& sweep) {
  double epochs = 0;
  for (const SweepRow& row : sweep.rows) epochs += row.epochs;
  return epochs;
}

/// The same in (a) and (b), below and above.
Axis time_axis(const WatchedSweep& sweep) { return {.low = 0, .high = epochs_of(sweep)}; }

/// Where flags find the transitions.
std::vector<Span> stretches(const WatchedSweep& sweep) {
  std::vector<Span> spans;
  for (const WatchedTransition& at : sweep.transitions) spans.push_back({at.begin, at.until});
  return spans;
}

/// β at the top, where it passes 0, 0.02, 0.04 …
Axis beta_tics(const WatchedSweep& sweep) {
  Axis axis = time_axis(sweep);
  axis.label = "β";
  double begin = 0, next = 0;
  for (const SweepRow& row : sweep.rows) {
    if (row.beta > next - 1e-9) {
      axis.tics.push_back({fmt::format("{:.2f}", row.beta), begin});
      next += 0.02;
    }
    begin += row.epochs;
  }
  return axis;
}

Series curve_of(const SignalSeries& signal, const char* colour) {
  return {.name = signal.name,
          .mark = Mark::line,
          .style = line(colour, 2),
          .x = signal.epochs,
          .y = signal.values};
}

Panel curves(const WatchedSweep& sweep) {
  const auto &error = sweep.signal("epoch/error"), &distance = sweep.signal("epoch/distance");
  Panel panel = {
      .letter = "a",
      .at = {0.35, 0.85, 0.825, 0.94},
      .x = time_axis(sweep),
      .y = {.label = "E  (nat)", .low = 0, .high = 2.5, .step = 1, .label_colour = colour::blue},
      .top = beta_tics(sweep),
      .right = Axis{.label = "distance r",
                    .low = 0,
                    .high = 20,
                    .step = 10,
                    .label_colour = colour::orange},
      .frame = Frame::left_below_and_right,
      .spans = stretches(sweep),
      .series = {curve_of(error, colour::blue), curve_of(distance, colour::orange)}};
  panel.x.format = "";
  panel.series.back().on_right = true;
  return panel;
}

/// The rows of (b), from the top.
std::vector<const Performance*> telling(const WatchedSweep& sweep) {
  std::vector<const Performance*> rows;
  const auto add = [&](const Performance* row) {
    if (row && std::ranges::find(rows, row) == rows.end()) rows.push_back(row);
  };
  for (const auto& [signal, method] : guides_choices()) add(sweep.performance(signal, method));
  for (const std::string& method : watching_methods()) {
    const std::vector<const Performance*> ranked = sweep.ranked(method);
    for (std::size_t k = 0; k < std::min<std::size_t>(2, ranked.size()); ++k) add(ranked[k]);
  }
  return rows;
}

Series strokes(const std::string& name, const char* colour) {
  return {.name = name, .mark = Mark::segments, .style = line(colour, 1.6)};
}

/// A row of (b): a stroke a flag.
void add_flags(const Performance& shown, double row, std::array<Series, 3>& early_false_and_right) {
  for (const WatchedFlag& flag : shown.flags) {
    Series& series = early_false_and_right[flag.is_hit ? 2 : flag.stage == 0 ? 0 : 1];
    series.x.push_back(flag.epoch);
    series.y.push_back(row + 0.38);
    series.to_x.push_back(flag.epoch);
    series.to_y.push_back(row - 0.38);
  }
}

Panel flags(const WatchedSweep& sweep) {
  const std::vector<const Performance*> shown = telling(sweep);
  Panel panel = {
      .letter = "b",
      .at = {0.35, 0.85, 0.485, 0.795},
      .x = time_axis(sweep),
      .y = {.low = static_cast<double>(shown.size()) - 0.3, .high = -0.7, .is_marked = false},
      .spans = stretches(sweep)};
  panel.x.label = "epochs";
  panel.x.step = 100;
  std::array series = {strokes("in the first stage", colour::grey),
                       strokes("false", colour::vermillion),
                       strokes("in a transition", colour::blue)};
  for (std::size_t k = 0; k < shown.size(); ++k) {
    const auto row = static_cast<double>(k);
    add_flags(*shown[k], row, series);
    panel.y.tics.push_back({readable(shown[k]->method + ": " + shown[k]->signal), row});
    panel.texts.push_back({fmt::format("{} of {}, {} false", shown[k]->found,
                                       sweep.transitions.size(), shown[k]->false_alarms),
                           of_panel(1.01), of_data(row)});
  }
  panel.series.assign(series.begin(), series.end());
  return panel;
}

/// On the logarithmic axis of false alarms: where it stands for none, and its ends.
constexpr double none = 0.5, fewest = 0.4, most = 300;

/// Half the height of the band of a number; the rest of its row is a gap.
constexpr double half_band = 0.42;

/// The band of so many transitions, which no point is outside of.
Series band(double found) {
  return {.name = fmt::format("band of {:g}", found),
          .is_in_legend = false,
          .mark = Mark::area,
          .style = {.colour = colour::shade, .opacity = 0.6},
          .x = {fewest, most},
          .low = {found - half_band, found - half_band},
          .high = {found + half_band, found + half_band}};
}

/// Across the band of each number of transitions: the false alarms of so many flags at random that
/// they find as many, or more, in half of all cases. None for a sweep of too few epochs for the
/// window.
Series random_finds(const WatchedSweep& sweep) {
  Series series = {.name = "random flags", .mark = Mark::segments, .style = dashed(colour::grey)};
  const Performance* const window = sweep.performance("epoch/error", "window");
  if (window == nullptr) return series;
  const FlagTargets& targets = window->targets;
  double outside = 1;
  for (const std::size_t width : targets.widths)
    outside -= static_cast<double>(width) / static_cast<double>(targets.samples);
  std::size_t found = 1;
  for (std::size_t n = 1; n < targets.samples; n += 1 + n / 8)
    for (; found <= targets.widths.size() && random_flags(targets, n, found).as_many_found >= 0.5;
         ++found) {
      series.x.push_back(std::max(none, outside * static_cast<double>(n)));
      series.y.push_back(static_cast<double>(found) - half_band);
      series.to_y.push_back(static_cast<double>(found) + half_band);
    }
  series.to_x = series.x;
  return series;
}

/// All signals of a method; many points lie on one another. Methods are side by side in each band,
/// the first at the top.
Series finds_of(const WatchedSweep& sweep, std::size_t method) {
  const std::vector<std::string> methods = watching_methods();
  const double middle = (static_cast<double>(methods.size()) - 1) / 2;
  Series series = {.name = methods[method],
                   .style = symbol(Symbol::disc, colours[method], 0.6),
                   .up = 0.13 * (middle - static_cast<double>(method))};
  for (const Performance* row : sweep.ranked(methods[method])) {
    series.x.push_back(std::max(none, static_cast<double>(row->false_alarms)));
    series.y.push_back(static_cast<double>(row->found));
  }
  return series;
}

Panel recall(const WatchedSweep& sweep) {
  const std::size_t transitions = sweep.transitions.size();
  Panel panel = {
      .letter = "c",
      .at = {0.1, 0.41, 0.06, 0.335},
      .x = {.label = "false alarms",
            .low = fewest,
            .high = most,
            .is_logarithmic = true,
            .tics = {{"0", none}, {"1", 1}, {"10", 10}, {"100", 100}}},
      .y = {.label = "transitions found",
            .low = -0.5,
            .high = static_cast<double>(transitions) + 0.5},
      .legend = Legend{
          .x = -0.05, .y = 1.32, .align = Align::left, .sample = 1, .width = -3, .most_rows = 4}};
  for (std::size_t found = 0; found <= transitions; ++found) {
    const auto row = static_cast<double>(found);
    panel.y.tics.push_back({fmt::format("{} of {}", found, transitions), row});
    panel.series.push_back(band(row));
  }
  if (Series random = random_finds(sweep); !random.x.empty()) panel.series.push_back(random);
  for (std::size_t method = 0; method < watching_methods().size(); ++method)
    panel.series.push_back(finds_of(sweep, method));
  return panel;
}

/// A signal, where its axis ends, and the distance of its tics.
struct Shown {
  const char* name;
  double top, tics;
};

/// Against β, behind the first stage: the samples or, of the steps, the means of stages.
Series signal_of(const WatchedSweep& sweep, const std::string& name) {
  const SignalSeries& samples = sweep.signal(name);
  const SignalSeries signal =
      name.starts_with("step/") ? stage_means(samples, sweep.rows) : samples;
  Series series = {.name = name, .style = symbol(Symbol::disc, colour::blue, 0.3)};
  for (std::size_t n = 0; n < signal.values.size(); ++n) {
    if (signal.stages[n] == 0) continue;
    series.x.push_back(sweep.rows[signal.stages[n]].beta);
    series.y.push_back(signal.values[n]);
  }
  return series;
}

/// The k-th of six, in two columns; β is named below the last two.
Panel against_beta(const WatchedSweep& sweep, const Shown& shown, std::size_t k) {
  const double left = k % 2 == 0 ? 0.485 : 0.76, top = 0.405 - 0.13 * static_cast<double>(k / 2);
  Panel panel = {.letter = k == 0 ? "d" : "",
                 .at = {left, left + 0.215, top - 0.085, top},
                 .x = {.label = k < 4 ? "" : "β",
                       .low = 0,
                       .high = sweep.rows.back().beta,
                       .format = k < 4 ? "" : "%.2f",
                       .step = 0.03},
                 .y = {.low = 0, .high = shown.top, .step = shown.tics},
                 .series = {signal_of(sweep, shown.name)},
                 .texts = {{readable(shown.name), of_panel(0.5), of_panel(1.13), Align::centre}}};
  for (const WatchedTransition& at : sweep.transitions)
    panel.rules.push_back({.at = at.transition.beta});
  return panel;
}

constexpr std::array<Shown, 6> shown_signals = {{{"step/hidden_effective_rank", 8, 2},
                                                 {"step/gradient_norm", 0.8, 0.4},
                                                 {"step/layer2_effective_rank", 8, 2},
                                                 {"curvature/eigenvalue1", 6, 2},
                                                 {"curvature/trace", 180, 60},
                                                 {"epoch/layer2_cka", 1.1, 0.5}}};

Figure make(const FigureFiles& files) {
  const WatchedSweep sweep = load_watched_sweep(files.one("run"));
  Figure figure = {.size = {1000, 1250}, .panels = {curves(sweep), flags(sweep), recall(sweep)}};
  for (std::size_t k = 0; k < shown_signals.size(); ++k)
    figure.panels.push_back(against_beta(sweep, shown_signals[k], k));
  return figure;
}

const FigureRegistration figure(
    {.name = "watched_sweep",
     .summary = "Which ordinary signals of training show the transitions of a sweep.",
     .inputs = {{"run", "monitoring/watched_sweep.h5", "Run file of train, of a sweep"}},
     .make = make});

}  // namespace
}  // namespace caldera
