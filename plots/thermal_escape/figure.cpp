// How long walkers stay in a phase, against the closed law. Blue: learned → origin, vermillion:
// origin → learned.
//   (a) the loss along the way, V(a), from the minimum that is left, in units of the barrier; discs
//       the minimum, triangles the saddle, squares where walkers count as arrived;
//   (b) the mean time against the barrier in units of T, on the law of Eyring and Kramers;
//   (c) the share of walkers that have not escaped against time in units of τ, on e^{−t/τ}; of the
//       control at the highest temperature dotted;
//   (d) the mean time divided by the law against T, with two standard errors, on 1 + cT.

#include <fmt/format.h>

#include <cmath>

#include "caldera/nn/models/linear_mode.h"
#include "experiments/thermal_escape/record.h"
#include "plots/figures.h"

namespace caldera {
namespace {

const char* colour_of(std::size_t phase) { return phase == 0 ? colour::blue : colour::vermillion; }

/// "learned → origin"
std::string way_of(const EscapePhase& phase) {
  return phase.name == "learned" ? "learned → origin" : "origin → learned";
}

/// The rows of a phase that are hot or are not.
std::vector<EscapeTimes> rows_of(const ThermalTable& table, std::size_t phase, bool hot) {
  std::vector<EscapeTimes> rows;
  for (const EscapeTimes& row : table.escapes)
    if (row.phase == phase && row.is_hot == hot) rows.push_back(row);
  return rows;
}

/// V(a) − V(start) in units of the barrier.
double height(const EscapePhase& phase, double a) {
  const double level = mode_loss(escape_mode, phase.start, phase.beta);
  return (mode_loss(escape_mode, a, phase.beta) - level) / phase.barrier;
}

Series potential(const EscapePhase& phase, const char* hue) {
  Series series = {.name = fmt::format("{}, β = {:g}", way_of(phase), phase.beta),
                   .mark = Mark::line,
                   .style = line(hue)};
  for (int i = -10; i <= 104; ++i) {
    series.x.push_back(0.01 * i);
    series.y.push_back(height(phase, series.x.back()));
  }
  return series;
}

Panel losses(const ThermalTable& table) {
  Panel panel = {
      .letter = "a",
      .at = {0.09, 0.48, 0.6, 0.95},
      .x = {.label = "strength a of the weights", .low = -0.1, .high = 1.05, .step = 0.2},
      .y = {.label = "V(a) − V(start)  (ΔL)", .low = -1.7, .high = 3.2, .step = 1},
      .legend = Legend{.x = 0.82, .y = 0.99}};
  for (std::size_t k = 0; k < table.phases.size(); ++k) {
    const EscapePhase& phase = table.phases[k];
    const double arrival = phase.target + arrival_share * (phase.saddle - phase.target);
    panel.series.push_back(potential(phase, colour_of(k)));
    const auto mark = [&](const char* what, Symbol shape, double a) {
      panel.series.push_back({.name = way_of(phase) + ", " + what,
                              .is_in_legend = false,
                              .style = symbol(shape, colour_of(k), 0.9),
                              .x = {a},
                              .y = {height(phase, a)}});
    };
    mark("start", Symbol::disc, phase.start);
    mark("saddle", Symbol::triangle, phase.saddle);
    mark("arrival", Symbol::square, arrival);
  }
  panel.series.push_back({.name = "start", .style = symbol(Symbol::disc, colour::black, 0.9)});
  panel.series.push_back({.name = "saddle", .style = symbol(Symbol::triangle, colour::black, 0.9)});
  panel.series.push_back({.name = "arrival", .style = symbol(Symbol::square, colour::black, 0.9)});
  return panel;
}

Panel times(const ThermalTable& table) {
  Panel panel = {
      .letter = "b",
      .at = {0.59, 0.98, 0.6, 0.95},
      .x = {.label = "barrier over temperature, ΔL/T", .low = 0, .high = 10.5, .step = 2},
      .y = decades("mean time of escape τ", 10, 1e6),
      .legend = Legend{.x = 0.5, .y = 0.95}};
  for (std::size_t k = 0; k < table.phases.size(); ++k) {
    const EscapePhase& phase = table.phases[k];
    const double first = 0.5, last = 10.3;
    panel.series.push_back(
        {.name = "law, " + way_of(phase),
         .is_in_legend = false,
         .mark = Mark::line,
         .style = line(colour_of(k), 1),
         .x = {first, last},
         .y = {phase.prefactor * std::exp(first), phase.prefactor * std::exp(last)}});
    for (const bool hot : {false, true}) {
      const std::vector<EscapeTimes> rows = rows_of(table, k, hot);
      panel.series.push_back(
          {.name = way_of(phase) + (hot ? ", control" : ""),
           .is_in_legend = !hot,
           .style = symbol(hot ? Symbol::circle : Symbol::disc, colour_of(k), 0.7),
           .x = column(rows, &EscapeTimes::barrier_in_t),
           .y = column(rows, &EscapeTimes::mean),
           .low = column(rows, [](const EscapeTimes& r) { return r.mean - 2 * r.error; }),
           .high = column(rows, [](const EscapeTimes& r) { return r.mean + 2 * r.error; })});
    }
  }
  return panel;
}

/// Shares below those of three walkers are left out.
Series survival(const EscapeTimes& row, const EscapePhase& phase, const Style& style) {
  Series series = {.name = fmt::format("{}, ΔL/T = {:g}", way_of(phase), row.barrier_in_t),
                   .is_in_legend = false,
                   .mark = Mark::line,
                   .style = style};
  for (std::size_t i = 0; i < row.survival.size(); ++i) {
    if (row.survival[i] * static_cast<double>(row.escapes) < 3) break;
    series.x.push_back(survival_step * static_cast<double>(i));
    series.y.push_back(row.survival[i]);
  }
  return series;
}

Panel survivals(const ThermalTable& table) {
  Panel panel = {.letter = "c",
                 .at = {0.09, 0.48, 0.1, 0.45},
                 .x = {.label = "time over mean time, t/τ", .low = 0, .high = 9, .step = 2},
                 .y = decades("share that has not escaped", 1e-4, 1.5),
                 .legend = Legend{.x = 0.98, .y = 0.97}};
  panel.series.push_back({.name = "e^{−t/τ}",
                          .mark = Mark::line,
                          .style = line(colour::shade, 7),
                          .x = {0, 9},
                          .y = {1, std::exp(-9.0)}});
  for (std::size_t k = 0; k < table.phases.size(); ++k)
    for (const bool hot : {false, true})
      for (const EscapeTimes& row : rows_of(table, k, hot))
        panel.series.push_back(survival(row, table.phases[k],
                                        hot ? dotted(colour_of(k), 2) : line(colour_of(k), 0.9)));
  panel.series.push_back(
      {.name = "control, ΔL/T = 1", .mark = Mark::line, .style = dotted(colour::black, 2)});
  return panel;
}

Panel ratios(const ThermalTable& table) {
  Panel panel = {
      .letter = "d",
      .at = {0.59, 0.98, 0.1, 0.45},
      .x = {.label = "temperature over barrier, T/ΔL", .low = 0, .high = 0.3, .step = 0.1},
      .y = {.label = "mean time over the law, τ/τ_{EK}",
            .low = 0.8,
            .high = 1.25,
            .format = "%.1f",
            .step = 0.1},
      .rules = {{.at = 1, .is_vertical = false}},
      .legend = Legend{.x = 0.98, .y = 0.22}};
  for (std::size_t k = 0; k < table.phases.size(); ++k) {
    const EscapePhase& phase = table.phases[k];
    const std::vector<EscapeTimes> rows = rows_of(table, k, false);
    const auto over_law = [](double errors) {
      return [errors](const EscapeTimes& r) { return (r.mean + errors * r.error) / r.law; };
    };
    panel.series.push_back({.name = "1 + cT, " + way_of(phase),
                            .mark = Mark::line,
                            .style = dashed(colour_of(k), 1.2),
                            .x = {0, 0.3},
                            .y = {1, 1 + 0.3 * phase.correction * phase.barrier}});
    panel.series.push_back(
        {.name = way_of(phase),
         .is_in_legend = false,
         .style = symbol(Symbol::disc, colour_of(k), 0.7),
         .x = column(rows, [](const EscapeTimes& r) { return 1 / r.barrier_in_t; }),
         .y = column(rows, over_law(0)),
         .low = column(rows, over_law(-2)),
         .high = column(rows, over_law(2)),
         .right = k == 0 ? -0.0015 : 0.0015});
  }
  return panel;
}

Figure make(const FigureFiles& files) {
  const ThermalTable table = read_thermal(RunFile(files.one("run")));
  return {.size = {900, 760},
          .panels = {losses(table), times(table), survivals(table), ratios(table)}};
}

const FigureRegistration figure(
    {.name = "thermal_escape",
     .summary =
         "How long walkers stay in a phase of a deep linear network, against the closed law.",
     .inputs = {{"run", "theory/thermal.h5", "Run file of thermal_escape"}},
     .make = make});

}  // namespace
}  // namespace caldera
