// A network trained with learning rates from small to large: phases, and what rules flag in each.
// Colours by phase (plots/learning_rates/phases.h):
//   (a) running error against epochs;
//   (b) error on the mini-batches of the first steps; dashed: a rise to 1.5 times the first;
//   (c) top eigenvalue times learning rate, before the first step, an epoch later and at the end;
//   (d) effective rank of the hidden layer at the end, and how far the first epoch moves θ;
//   (e) where the rules flag a change, one row per learning rate: of each signal a symbol at the first
//       flag, by the rule, and a line from there to the last. Colours by signal, each at its own
//       height within the row.

#include "plots/learning_rates/phases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plots/figures.h"

namespace caldera {
namespace {

/// All that is drawn: the runs, and what was made of them.
struct Study {
  std::vector<GroupRun> groups;
  std::vector<RateRun> runs;

  /// Of each run.
  std::size_t epochs() const { return groups.front().samples.epochs.rows.size(); }
};

const char* colour_of(RatePhase phase) {
  constexpr std::array colours = {colour::blue, colour::green, colour::orange, colour::vermillion,
                                  colour::black};
  return colours[static_cast<std::size_t>(phase)];
}

std::string rate_name(const RateRun& run) { return fmt::format("η = {:.2g}", run.rate); }

/// A run in the colour of its phase: values against their numbers, from `first` on.
Series curve_of(const RateRun& run, const std::vector<double>& values, double first) {
  Series series = {
      .name = rate_name(run), .mark = Mark::line, .style = line(colour_of(run.phase), 1.3)};
  series.y = values;
  for (std::size_t i = 0; i < values.size(); ++i)
    series.x.push_back(first + static_cast<double>(i));
  return series;
}

Axis epoch_axis(const Study& study, double low) {
  return {.label = "epoch",
          .low = low,
          .high = static_cast<double>(study.epochs()),
          .is_logarithmic = true,
          .tics = tics_at({1, 2, 5, 10, 20, 50, 100, 200})};
}

Panel errors(const Study& study) {
  Panel panel = {.letter = "a",
                 .at = {0.085, 0.485, 0.762, 0.947},
                 .x = epoch_axis(study, 1),
                 .y = {.label = "running error E  (nat)",
                       .is_logarithmic = true,
                       .format = "10^{%T}",
                       .step = 10}};
  for (std::size_t k = 0; k < study.runs.size(); ++k)
    panel.series.push_back(
        curve_of(study.runs[k], study.groups[k].samples.epochs.column("error"), 1));
  return panel;
}

Panel first_steps(const Study& study) {
  constexpr std::size_t most = 25;
  Panel panel = {.letter = "b",
                 .at = {0.585, 0.985, 0.762, 0.947},
                 .x = {.label = "step", .low = 0, .high = most - 1, .step = 4},
                 .y = {.label = "error of the mini-batch  (nat)",
                       .low = 1e-4,
                       .high = 20,
                       .is_logarithmic = true,
                       .format = "10^{%T}",
                       .step = 10}};
  for (std::size_t k = 0; k < study.runs.size(); ++k) {
    std::vector<double> error = study.groups[k].samples.steps.column("error");
    error.resize(std::min(error.size(), most));
    panel.series.push_back(curve_of(study.runs[k], error, 0));
  }
  panel.rules = {{.at = least_rise * panel.series.front().y.front(),
                  .is_vertical = false,
                  .style = dashed(colour::grey, 1)}};
  return panel;
}

Axis rate_axis(const Study& study) {
  return {.label = "learning rate η",
          .low = study.runs.front().rate / 1.3,
          .high = study.runs.back().rate * 1.3,
          .is_logarithmic = true,
          .tics = tics_at({0.001, 0.01, 0.1, 1, 10})};
}

/// Between phases, on an axis of η.
std::vector<RuleLine> edges(const Study& study) {
  std::vector<RuleLine> rules;
  for (std::size_t k = 1; k < study.runs.size(); ++k)
    if (study.runs[k].phase != study.runs[k - 1].phase)
      rules.push_back({.at = std::sqrt(study.runs[k].rate * study.runs[k - 1].rate),
                       .style = dotted(colour::grey)});
  return rules;
}

/// What `of` gives of each run, against its learning rate.
template <class Of>
Series against_rate(const Study& study, const Of& of, const Style& style, const std::string& name) {
  return {.name = name,
          .mark = Mark::line,
          .style = style,
          .x = column(study.runs, &RateRun::rate),
          .y = column(study.runs, of)};
}

/// η λ₁ an epoch after the first step.
std::vector<double> sharpness_after_epoch(const Study& study) {
  return column(study.groups, [](const GroupRun& group) {
    const std::vector<double> sharpness = group.samples.curvature.column("eigenvalue1");
    return sharpness.size() > 1 ? group.learning_rate * sharpness[1]
                                : std::numeric_limits<double>::quiet_NaN();
  });
}

Panel sharpness(const Study& study) {
  const auto before = [](const RateRun& run) { return run.rate * run.sharpness; };
  const auto at_end = [](const RateRun& run) { return run.rate * run.last_sharpness; };
  const Style discs = marked_line(Symbol::disc, colour::black, 0.6, 1);
  const Style squares = marked_line(Symbol::square, colour::sky, 0.6, 1);
  const Style circles = marked_line(Symbol::circle, colour::purple, 0.7, 1);
  Panel panel = {.letter = "c",
                 .at = {0.085, 0.485, 0.51, 0.684},
                 .x = rate_axis(study),
                 .y = {.label = "η λ_1",
                       .low = 1e-6,
                       .high = 100,
                       .is_logarithmic = true,
                       .format = "10^{%T}",
                       .step = 100},
                 .rules = edges(study),
                 .series = {against_rate(study, before, discs, "before"),
                            against_rate(study, before, squares, "after one epoch"),
                            against_rate(study, at_end, circles, "at the end")},
                 .legend = Legend{.y = 0.26, .sample = 1.5}};
  panel.series[1].y = sharpness_after_epoch(study);
  panel.rules.push_back(
      {.at = stability_bound, .is_vertical = false, .style = dashed(colour::black)});
  return panel;
}

Panel ranks(const Study& study) {
  Panel panel = {
      .letter = "d",
      .at = {0.585, 0.93, 0.51, 0.684},
      .x = rate_axis(study),
      .y = {.label = "effective rank, hidden layer",
            .low = 0,
            .high = 20,
            .format = "%.0f",
            .step = 5},
      .right = Axis{.label = "‖θ‖ after one epoch",
                    .low = 1,
                    .high = 1000,
                    .is_logarithmic = true,
                    .format = "10^{%T}",
                    .step = 10},
      .rules = edges(study),
      .series = {against_rate(study, &RateRun::last_rank,
                              marked_line(Symbol::disc, colour::black, 0.6, 1), "rank at the end"),
                 against_rate(study, &RateRun::moved,
                              marked_line(Symbol::circle, colour::purple, 0.7, 1), "‖θ‖")},
      .legend = Legend{.x = 0.7, .y = 0.98, .sample = 1.5}};
  panel.series.back().on_right = true;
  return panel;
}

struct WatchedSignal {
  const char* name;  ///< as in the run file
  const char* title;
  const char* colour;
};
constexpr WatchedSignal signals[] = {{"error", "error", colour::orange},
                                     {"gradient_norm", "|gradient|", colour::sky},
                                     {"hidden_effective_rank", "rank", colour::purple},
                                     {"alignment", "alignment", colour::black},
                                     {"test_error", "test error", colour::vermillion},
                                     {"layer1_cka", "CKA", colour::green},
                                     {"eigenvalue1", "λ_1", colour::blue}};

struct WatchingRule {
  const char* name;
  Symbol symbol;
  double size;
};
constexpr WatchingRule rules[] = {{"baseline", Symbol::square_open, 0.7},
                                  {"CUSUM", Symbol::disc, 0.32},
                                  {"window", Symbol::triangle, 0.7}};

/// The epochs of a run's flags by one rule on one signal.
std::vector<double> flags_of(const RateRun& run, const WatchingRule& rule,
                             const WatchedSignal& signal) {
  std::vector<double> epochs;
  for (const RateFlag& flag : run.flags)
    if (watches()[flag.watch].rule == rule.name && watches()[flag.watch].signal == signal.name)
      epochs.push_back(flag.epoch);
  return epochs;
}

bool has_flags(const Study& study, const WatchingRule& rule, const WatchedSignal& signal) {
  return std::ranges::any_of(
      study.runs, [&](const RateRun& run) { return !flags_of(run, rule, signal).empty(); });
}

/// The rules that flag anything, and the signals that anything is flagged in.
std::vector<WatchingRule> flagging_rules(const Study& study) {
  std::vector<WatchingRule> found;
  for (const WatchingRule& rule : rules)
    if (std::ranges::any_of(signals, [&](const auto& of) { return has_flags(study, rule, of); }))
      found.push_back(rule);
  return found;
}
std::vector<WatchedSignal> flagged_signals(const Study& study) {
  std::vector<WatchedSignal> found;
  for (const WatchedSignal& signal : signals)
    if (std::ranges::any_of(rules, [&](const auto& by) { return has_flags(study, by, signal); }))
      found.push_back(signal);
  return found;
}

/// In each run's row, so far up from its middle: the first flag, and a line from there to the last.
std::vector<Series> first_and_last(const Study& study, const WatchingRule& rule,
                                   const WatchedSignal& signal, double up) {
  const std::string name = std::string(rule.name) + ": " + signal.title;
  Series first = {.name = name, .style = symbol(rule.symbol, signal.colour, rule.size, 1.2)};
  Series until = {.name = name, .mark = Mark::segments, .style = line(signal.colour, 0.7)};
  for (std::size_t k = 0; k < study.runs.size(); ++k) {
    const std::vector<double> epochs = flags_of(study.runs[k], rule, signal);
    if (epochs.empty()) continue;
    const auto [begin, end] = std::ranges::minmax(epochs);
    first.x.push_back(begin);
    first.y.push_back(static_cast<double>(k));
    until.to_x.push_back(end);
  }
  until.x = first.x;
  until.y = until.to_y = first.y;
  until.up = first.up = up;
  return {until, first};
}

Axis row_axis(const Study& study) {
  Axis axis = {.label = "learning rate η",
               .low = -0.8,
               .high = static_cast<double>(study.runs.size()),
               .label_offset = -0.7};
  constexpr std::size_t most = 24;
  const std::size_t step = (study.runs.size() + most - 1) / most;
  for (std::size_t k = 0; k < study.runs.size(); k += step)
    axis.tics.push_back({fmt::format("{:.2g}", study.runs[k].rate), static_cast<double>(k)});
  return axis;
}

Panel flags(const Study& study) {
  Panel panel = {.letter = "e",
                 .at = {0.095, 0.985, 0.056, 0.415},
                 .x = epoch_axis(study, 0.7),
                 .y = row_axis(study)};
  const std::vector<WatchedSignal> shown = flagged_signals(study);
  const double apart = 0.72 / static_cast<double>(shown.size());
  for (std::size_t lane = 0; lane < shown.size(); ++lane) {
    const double up =
        apart * (static_cast<double>(lane) - static_cast<double>(shown.size() - 1) / 2);
    for (const WatchingRule& rule : rules)
      for (Series& series : first_and_last(study, rule, shown[lane], up))
        panel.series.push_back(std::move(series));
  }
  return panel;
}

/// The phases that there are: a strip above the panels.
Panel phases(const Study& study) {
  Panel strip = legend_strip({0.22, 0.985, 0.947, 0.996});
  for (const RatePhase phase : all_rate_phases)
    if (flags_in(study.runs, phase, "window").runs > 0)
      strip.series.push_back(
          {.name = name(phase), .mark = Mark::line, .style = line(colour_of(phase), 3)});
  return strip;
}

/// What (e) shows: a strip above it.
Panel rules_and_signals(const Study& study) {
  Panel strip = legend_strip({0.07, 0.985, 0.406, 0.448});
  for (const WatchingRule& rule : flagging_rules(study))
    strip.series.push_back({.name = fmt::format("first flag, {}", rule.name),
                            .style = symbol(rule.symbol, colour::grey, rule.size, 1.4)});
  for (const WatchedSignal& signal : flagged_signals(study))
    strip.series.push_back(
        {.name = signal.title, .mark = Mark::line, .style = line(signal.colour, 2)});
  return strip;
}

Figure make(const FigureFiles& files) {
  Study study{load_rates(RunFile(files.one("run"))), {}};
  for (const GroupRun& group : study.groups) study.runs.push_back(analyse_rate(group));
  return {.size = {1000, 1250},
          .panels = {errors(study), first_steps(study), sharpness(study), ranks(study),
                     flags(study), phases(study), rules_and_signals(study)}};
}

/// The least η λ₁ at which the error rises; nothing if it rises at no learning rate.
std::map<std::string, std::string> facts(const FigureFiles& files) {
  std::optional<double> least;
  for (const GroupRun& group : load_rates(RunFile(files.one("run")))) {
    const RateRun run = analyse_rate(group);
    const double product = run.rate * run.sharpness;
    if (run.rise > least_rise && !(least <= product)) least = product;
  }
  return {{"least_rising", least ? fmt::format("{:.2g}", *least) : ""}};
}

const FigureRegistration figure(
    {.name = "learning_rates",
     .summary = "Phases of training over learning rates, and what rules flag in each.",
     .inputs = {{"run", "monitoring/learning_rates.h5", "Run file of learning_rates"}},
     .make = make,
     .facts = facts});

}  // namespace
}  // namespace caldera
