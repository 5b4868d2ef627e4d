// How reliable rules are that flag changes in a series: what they find, how late, and how many
// false alarms they raise.
//   (a) the share of jumps that is found within 100 samples, against their size, in independent
//       noise; crosses: of changes that take 50 samples;
//   (b) the mean delay, of jumps of which half and more are found;
//   (c) false alarms by rule and kind of noise, of the series that rules may be tuned on (open)
//       and of others (full), with two standard errors each way.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "experiments/detectors/record.h"
#include "plots/figures.h"

namespace caldera {
namespace {

constexpr std::array colours = {colour::blue, colour::sky, colour::orange, colour::vermillion,
                                colour::black};

const char* colour_of(std::size_t rule) { return colours[rule % colours.size()]; }

/// Where the axis of false alarms stands for none: more than a decade below its first number.
constexpr double none = 0.005;

const Axis change_axis = {.label = "change of level  (σ of the noise)",
                          .low = -0.2,
                          .high = 8.3,
                          .format = "%.0f",
                          .step = 1};

/// Of jumps, or of changes that take longer: held-out, in the first noise.
std::vector<DetectorFinds> finds_of(const DetectorTable& table, std::size_t rule, bool are_jumps) {
  std::vector<DetectorFinds> finds = table.finds({rule, 0, true});
  std::erase_if(finds, [&](const DetectorFinds& row) { return (row.ramp == 1) != are_jumps; });
  return finds;
}

/// The share that is found, in percent, so many standard errors up or down.
auto percent(double errors = 0) {
  return [errors](const DetectorFinds& row) { return 100 * (row.rate + errors * row.error); };
}

Panel detection(const DetectorTable& table) {
  Panel panel = {.letter = "a",
                 .at = {0.09, 0.49, 0.58, 0.9},
                 .x = change_axis,
                 .y = {.label = "found within 100 samples  (%)",
                       .low = 0,
                       .high = 104,
                       .format = "%.0f",
                       .step = 20,
                       .label_offset = 0.5}};
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule) {
    const auto jumps = finds_of(table, rule, true), ramps = finds_of(table, rule, false);
    panel.series.push_back({.name = table.rules[rule],
                            .mark = Mark::line,
                            .style = marked_line(Symbol::disc, colour_of(rule), 0.5, 1.5),
                            .x = column(jumps, &DetectorFinds::size),
                            .y = column(jumps, percent()),
                            .low = column(jumps, percent(-2)),
                            .high = column(jumps, percent(2))});
    panel.series.push_back({.name = table.rules[rule] + ", slow changes",
                            .style = symbol(Symbol::cross, colour_of(rule), 0.8, 1.5),
                            .x = column(ramps, &DetectorFinds::size),
                            .y = column(ramps, percent())});
  }
  return panel;
}

double delay(const DetectorFinds& row) {
  return row.rate >= 0.5 ? row.mean_delay : std::numeric_limits<double>::quiet_NaN();
}

Panel delays(const DetectorTable& table) {
  Panel panel = {.letter = "b",
                 .at = {0.58, 0.985, 0.58, 0.9},
                 .x = change_axis,
                 .y = {.label = "mean delay  (samples)",
                       .low = 1,
                       .high = 100,
                       .is_logarithmic = true,
                       .format = "%.0f"}};
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule) {
    const auto jumps = finds_of(table, rule, true);
    panel.series.push_back({.name = table.rules[rule],
                            .mark = Mark::line,
                            .style = marked_line(Symbol::disc, colour_of(rule), 0.5, 1.5),
                            .x = column(jumps, &DetectorFinds::size),
                            .y = column(jumps, delay)});
  }
  return panel;
}

/// A rule in all kinds of noise; bars end where the axis does. Rules are side by side.
Series alarms_of(const DetectorTable& table, std::size_t rule, bool held_out) {
  Series series = {
      .name = table.rules[rule] + (held_out ? ", held out" : ""),
      .style = symbol(held_out ? Symbol::disc : Symbol::circle, colour_of(rule), 0.6, 1.2)};
  const double middle = (static_cast<double>(table.rules.size()) - 1) / 2;
  series.right = 0.17 * (static_cast<double>(rule) - middle) + (held_out ? 0.035 : -0.035);
  for (std::size_t noise = 0; noise < table.noises.size(); ++noise) {
    const DetectorAlarms& row = table.alarms({rule, noise, held_out});
    series.x.push_back(static_cast<double>(noise));
    series.y.push_back(std::max(row.rate, none));
    series.low.push_back(std::max(row.rate - 2 * row.error, none));
    series.high.push_back(std::max(row.rate + 2 * row.error, none));
  }
  return series;
}

const Axis alarms_axis = {
    .label = "false alarms per 10 000 samples",
    .low = 0.8 * none,
    .high = 1000,
    .is_logarithmic = true,
    .tics = {{"none", none}, {"0.1", 0.1}, {"1", 1}, {"10", 10}, {"100", 100}, {"1000", 1000}},
    .label_offset = 0.5};

Panel false_alarms(const DetectorTable& table) {
  Panel panel = {.letter = "c",
                 .at = {0.095, 0.985, 0.07, 0.46},
                 .x = {.low = -0.5, .high = static_cast<double>(table.noises.size()) - 0.5},
                 .y = alarms_axis};
  for (std::size_t noise = 0; noise < table.noises.size(); ++noise)
    panel.x.tics.push_back({table.noises[noise], static_cast<double>(noise)});
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    for (const bool held_out : {false, true})
      panel.series.push_back(alarms_of(table, rule, held_out));
  return panel;
}

/// What the colours mean: a strip above the panels.
Panel legend(const DetectorTable& table) {
  Panel strip = legend_strip({0.22, 1, 0.93, 0.99});
  strip.legend->sample = 1.5;
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    strip.series.push_back({.name = table.rules[rule],
                            .mark = Mark::line,
                            .style = marked_line(Symbol::disc, colour_of(rule), 0.6, 1.5)});
  return strip;
}

Figure make(const FigureFiles& files) {
  const DetectorTable table = load_detectors(files.one("run"));
  return {.size = {900, 760},
          .panels = {detection(table), delays(table), false_alarms(table), legend(table)}};
}

/// How often the window rule flags where nothing changes, in percent.
std::map<std::string, std::string> facts(const FigureFiles& files) {
  const DetectorTable table = load_detectors(files.one("run"));
  std::string share;
  for (std::size_t rule = 0; rule < table.rules.size(); ++rule)
    for (const DetectorFinds& row : finds_of(table, rule, true))
      if (table.rules[rule] == "window" && row.size == 0)
        share = fmt::format("{:.0f}", percent()(row));
  return {{"false_share", share}};
}

const FigureRegistration figure(
    {.name = "detectors",
     .summary = "What rules that flag changes find, how late, and how often for nothing.",
     .inputs = {{"run", "monitoring/detectors.h5", "Run file of detectors"}},
     .make = make,
     .facts = facts});

}  // namespace
}  // namespace caldera
