// Jumps of a training run against the folds of the exact landscape:
//   (a) error against β: the sweep, the exact minima, where they end, and where descent goes from
//       there;
//   (b) near the folds, the curvature along the curve against the distance in β, of minima full, of
//       the saddles behind open: a fold has slope ½;
//   (c) the critical direction by part of the parameters;
//   (d) how the error of each digit changes along it;
//   (below) the table: positions, certificates, negative directions.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "caldera/autograd/arithmetic/error.h"
#include "experiments/run/digest.h"
#include "plots/figures.h"
#include "plots/folds/fold_runs.h"
#include "plots/seed_sweeps.h"

namespace caldera {
namespace {

using Runs = std::vector<FoldRun>;

constexpr const char* colours[] = {colour::blue, colour::vermillion, colour::green, colour::purple,
                                   colour::orange};

const char* colour_of(std::size_t k) { return colours[k % std::size(colours)]; }

/// Up to the ends, which are minima, too.
Series minima_series(const FoldRun& run, const char* hue) {
  std::vector<std::pair<double, double>> points;  // β, E
  for (const FoldPathRow& row : run.record.path)
    if (row.rate > 0) points.push_back({row.beta, row.error});
  for (const FoldRow& fold : run.record.folds) points.push_back({fold.beta, fold.error});
  std::ranges::sort(points);
  return {.name = fmt::format("{}, exact minima", run.name),
          .is_in_legend = false,
          .mark = Mark::line,
          .style = marked_line(Symbol::disc, hue, 0.3, 1.5),
          .x = column(points, &std::pair<double, double>::first),
          .y = column(points, &std::pair<double, double>::second)};
}

/// Ends of minima, folds or branch points, and under them the way down to the next minimum.
std::vector<Series> end_series(const FoldRun& run, bool is_fold, const Style& style) {
  const char* const end = is_fold ? "fold" : "branch point";
  Series falls = {.name = fmt::format("{}, descent from the {}", run.name, end),
                  .is_in_legend = false,
                  .mark = Mark::arrows,
                  .style = line(style.colour)};
  for (const FoldRow& fold : run.record.folds) {
    if ((fold.is_fold == 1) != is_fold) continue;
    falls.x.push_back(fold.beta);
    falls.y.push_back(fold.error);
    falls.to_x.push_back(fold.beta);
    falls.to_y.push_back(fold.next_error);
  }
  return {falls,
          {.name = fmt::format("{}, {}", run.name, end),
           .is_in_legend = false,
           .style = style,
           .x = falls.x,
           .y = falls.y}};
}

std::vector<Series> curve_series(const FoldRun& run, const char* hue) {
  std::vector<Series> series = {minima_series(run, hue)};
  std::ranges::move(end_series(run, true, symbol(Symbol::square, hue, 0.9)),
                    std::back_inserter(series));
  std::ranges::move(end_series(run, false, symbol(Symbol::diamond_open, hue, 1.1, 1.5)),
                    std::back_inserter(series));
  return series;
}

/// Of all runs, and before the first of each kind its entry of the legend.
std::vector<Series> all_curves(const Runs& runs) {
  // In the order of curve_series; none, once the entry is there.
  const char* names[] = {"exact minima, first images", "descent from there", "fold", nullptr,
                         "branch point"};
  std::vector<Series> series;
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const std::vector<Series> curves = curve_series(runs[k], colour_of(k));
    for (std::size_t i = 0; i < curves.size(); ++i) {
      if (names[i] && !curves[i].x.empty())
        series.push_back(legend_entry(std::exchange(names[i], nullptr), curves[i]));
      series.push_back(curves[i]);
    }
  }
  return series;
}

Panel errors(const Runs& runs, const SeedSweep& sweep) {
  Panel panel = {
      .letter = "a",
      .at = {0.075, 0.60, 0.56, 0.95},
      .x = {.label = "β", .low = 0.01, .high = 0.1, .format = "%.2f", .step = 0.02},
      .y = {.label = "error E  (nat)", .low = 0.4, .high = 2.5, .format = "%.1f", .step = 0.5},
      .series = {{.name = "training run, all images",
                  .style = symbol(Symbol::disc, colour::grey, 0.35),
                  .x = column(sweep.rows, &SweepRow::beta),
                  .y = column(sweep.rows, &SweepRow::training_error)}},
      .legend = Legend{.x = 0.98, .y = 0.36, .sample = 2}};
  std::ranges::move(all_curves(runs), std::back_inserter(panel.series));
  return panel;
}

/// |curvature| on one side of the end that is the transition's, against the distance in β.
Series curvatures(const FoldRun& run, bool minima, const Style& style) {
  Series series = {.style = style};
  const FoldRow* transition = run.record.transition();
  if (!transition) return series;
  const auto number = static_cast<double>(transition - run.record.folds.data() + 1);
  for (const FoldPathRow& row : run.record.path) {
    if (row.fold != number || (row.rate > 0) != minima) continue;
    series.x.push_back(transition->beta - row.beta);
    series.y.push_back(std::abs(row.curvature));
  }
  return series;
}

Panel scaling(const Runs& runs) {
  constexpr double nearest = 1e-6, farthest = 0.03, factor = 0.35;
  Panel panel = {.letter = "b",
                 .at = {0.70, 0.985, 0.56, 0.95},
                 .x = {.label = "β_{fold} − β",
                       .low = nearest,
                       .high = farthest,
                       .is_logarithmic = true,
                       .format = "10^{%T}",
                       .step = 10},
                 .y = {.label = "|curvature| along the curve  (nat)",
                       .is_logarithmic = true,
                       .format = "10^{%T}"},
                 .legend = Legend{.x = 0.03, .y = 0.98, .align = Align::left, .sample = 1.5}};
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const Style full = symbol(Symbol::disc, colour_of(k), 0.7);
    const Style open = symbol(Symbol::circle, colour_of(k), 0.9, 1.5);
    panel.series.push_back(curvatures(runs[k], true, full));
    panel.series.back().name = runs[k].name;
    panel.series.push_back(curvatures(runs[k], false, open));
    panel.series.back().name = fmt::format("{}, saddles", runs[k].name);
    panel.series.back().is_in_legend = false;
  }
  panel.series.push_back({.name = "slope ½",
                          .mark = Mark::line,
                          .style = dashed(colour::grey, 1),
                          .x = {nearest, farthest},
                          .y = {factor * std::sqrt(nearest), factor * std::sqrt(farthest)}});
  return panel;
}

/// A place for each transition, with its name.
Axis transition_axis(const Runs& runs) {
  Axis axis = {.low = -0.5, .high = static_cast<double>(runs.size()) - 0.5, .is_marked = false};
  for (std::size_t k = 0; k < runs.size(); ++k)
    axis.tics.push_back({runs[k].name, static_cast<double>(k)});
  return axis;
}

/// A slice on top of the last. Those of biases are together below what could be seen.
std::vector<Series> stacked_shares(const Runs& runs) {
  constexpr const char* fills[] = {colour::sky,  colour::grey,   colour::orange,
                                   colour::grey, colour::purple, colour::grey};
  std::vector<double> tops(runs.size(), 0);
  std::vector<Series> series;
  for (std::size_t s = 0; s < runs.front().record.slices.size(); ++s) {
    const bool are_weights = s % 2 == 0;
    Series boxes = {.name = fmt::format("{}layer {}", are_weights ? "" : "biases of ", s / 2 + 1),
                    .is_in_legend = are_weights,
                    .mark = Mark::boxes,
                    .style = {.colour = fills[s % std::size(fills)], .opacity = 0.8}};
    for (std::size_t k = 0; k < runs.size(); ++k) {
      const FoldRow* fold = runs[k].record.transition();
      if (!fold) continue;
      boxes.x.push_back(static_cast<double>(k));
      boxes.low.push_back(tops[k]);
      boxes.high.push_back(tops[k] += fold->layer_shares[s]);
    }
    series.push_back(boxes);
  }
  return series;
}

Panel layers(const Runs& runs) {
  return {
      .letter = "c",
      .at = {0.075, 0.35, 0.255, 0.455},
      .x = transition_axis(runs),
      .y = {.label = "share of ‖φ‖²", .low = 0, .high = 1.35, .format = "%.1f", .step = 0.5},
      .series = stacked_shares(runs),
      .legend = Legend{.x = 0.99, .y = 0.99, .is_horizontal = true, .sample = 0.6, .width = -1}};
}

/// A row of the map: changes relative to the largest. At a branch point among hidden units all are
/// zero but for rounding, and are shown so.
Series digit_changes(const FoldRow& fold, const std::string& name, double row) {
  double largest = 1e-4;  // more than rounding
  for (const double change : fold.class_changes) largest = std::max(largest, std::abs(change));
  Series boxes = {.name = name, .mark = Mark::boxes, .width = 1};
  for (std::size_t digit = 0; digit < fold.class_changes.size(); ++digit) {
    boxes.x.push_back(static_cast<double>(digit));
    boxes.low.push_back(row - 0.5);
    boxes.high.push_back(row + 0.5);
    boxes.shade.push_back(fold.class_changes[digit] / largest);
  }
  return boxes;
}

Panel digits(const Runs& runs) {
  Panel panel = {.letter = "d",
                 .at = {0.45, 0.875, 0.255, 0.455},
                 .x = {.label = "digit",
                       .low = -0.5,
                       .high = 9.5,
                       .format = "%.0f",
                       .step = 1,
                       .is_marked = false},
                 .y = transition_axis(runs),
                 .colours = {.palette = Palette::blue_white_red,
                             .axis = {.label = "change of E_k along φ",
                                      .low = -1,
                                      .high = 1,
                                      .format = "%.1f",
                                      .step = 0.5,
                                      .label_offset = 0.5},
                             .bar = Box{0.885, 0.908, 0.255, 0.455}}};
  std::swap(panel.y.low, panel.y.high);  // the first on top
  for (std::size_t k = 0; k < runs.size(); ++k)
    if (const FoldRow* fold = runs[k].record.transition())
      panel.series.push_back(digit_changes(*fold, runs[k].name, static_cast<double>(k)));
  return panel;
}

Panel table(const Runs& runs) {
  constexpr double columns_at[] = {0.03, 0.085, 0.225, 0.40, 0.52, 0.63, 0.755, 0.875};
  const std::vector<std::string> heads = {
      "",         "jump of the run", "end at β (b: branch)", "distance", "|∇L|", "‖∇²L φ‖",
      "negative", "E, fall to"};
  Panel panel = {.at = {.bottom = 0, .top = 0.2},
                 .x = {.low = 0, .high = 1},
                 .y = {.low = 0, .high = 1},
                 .frame = Frame::none};
  const auto put = [&](std::size_t c, std::size_t row, const std::string& text, const char* hue) {
    panel.texts.push_back({.text = text,
                           .x = of_figure(columns_at[c]),
                           .y = of_figure(0.165 - 0.027 * static_cast<double>(row)),
                           .colour = hue});
  };
  for (std::size_t c = 1; c < heads.size(); ++c) put(c, 0, heads[c], colour::grey);
  for (std::size_t k = 0; k < runs.size(); ++k) {
    const std::vector<std::string> cells = cells_of(runs[k]);
    for (std::size_t c = 0; c < cells.size(); ++c)
      put(c, k + 1, cells[c], c == 0 ? colour_of(k) : colour::black);
  }
  return panel;
}

/// Throws InputError unless all folds begin at this sweep.
void check_sweep(const Runs& runs, const std::filesystem::path& sweep) {
  const std::string found = digest(sweep);
  for (const FoldRun& run : runs)
    if (run.sweep != found)
      throw InputError("run file", sweep.string(),
                       fmt::format("the sweep that {} begins at, {:.12}…", run.name, run.sweep),
                       fmt::format("{:.12}…", found), "name that sweep, or make the folds again");
}

Figure make(const FigureFiles& files) {
  const Runs runs = load_folds(files.all("runs"));
  check_sweep(runs, files.one("sweep"));
  const SeedSweep sweep = load_sweep(files.one("sweep"));
  return {.size = {1000, 900},
          .panels = {errors(runs, sweep), scaling(runs), layers(runs), digits(runs), table(runs)}};
}

const FigureRegistration figure(
    {.name = "folds",
     .summary = "The folds behind the transitions of a training run.",
     .inputs = {{"runs", "theory/folds/T?.h5", "Run files T<k>.h5 of folds"},
                {"sweep", "origin_sweep/seed1.h5", "The origin sweep that they begin at"}},
     .make = make});

}  // namespace
}  // namespace caldera
