// When runs leave the minimum of low accuracy in which they start, with more and less gradient
// noise. Colours by η/B, B the batch size. Full: the learning rate at which all batch sizes are
// tried; dashed: other rates.
//   (a) running error against epochs, first seed; dotted: the error at the minimum, and that below
//       which a run counts as escaped;
//   (b) epoch of the escape against B/η, all seeds, other rates a little to the right; arrows: runs
//       that have not escaped;
//   (c) ‖θ‖ against epochs, first seed; dotted: at the minimum;
//   (d) running error against ‖θ‖ after the epoch, all seeds.

#include "plots/escape/settings.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <set>

#include "plots/figures.h"

namespace caldera {
namespace {

/// From the most noise to the least.
const char* colour_of(const EscapeStudy& study, const EscapeSetting& setting) {
  constexpr std::array colours = {colour::purple, colour::vermillion, colour::orange,
                                  colour::green,  colour::sky,        colour::blue,
                                  colour::grey,   colour::black};
  std::set<float> noisier;  // rounded: equal ones count once
  for (const EscapeSetting& other : study.settings)
    if (other.noise() > setting.noise() * 1.001) noisier.insert(static_cast<float>(other.noise()));
  return colours[noisier.size() % colours.size()];
}

std::string name_of(const EscapeSetting& setting) {
  return fmt::format("B = {}, η = {}", setting.batch, setting.rate);
}

/// Two columns of the signals of epochs.
Series signals_of(const GroupRun& run, const std::string& x, const std::string& y) {
  return {.x = run.samples.epochs.column(x), .y = run.samples.epochs.column(y)};
}

/// The first seed's lines of a signal.
std::vector<Series> lines_of(const EscapeStudy& study, const std::string& signal) {
  std::vector<Series> lines;
  for (const EscapeSetting& setting : study.settings) {
    Series& run = lines.emplace_back(signals_of(study.runs[setting.runs.front()], "epoch", signal));
    const char* const hue = colour_of(study, setting);
    run.name = name_of(setting);
    run.mark = Mark::line;
    run.style = setting.rate == study.usual_rate ? line(hue, 1.6) : dashed(hue, 1.6);
  }
  return lines;
}

RuleLine level(double at) {
  return {.at = at, .is_vertical = false, .style = dotted(colour::black, 1.2)};
}

const std::vector<Tic> epoch_tics = tics_at({1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000});
const Axis distance_axis = {
    .label = "‖θ‖", .is_logarithmic = true, .tics = tics_at({0.03, 0.1, 0.3, 1, 3, 10})};
const Axis error_axis = {
    .label = "running error E  (nat)", .low = 1.9, .high = 2.4, .format = "%.1f", .step = 0.1};

Axis between(Axis axis, double low, double high) {
  axis.low = low;
  axis.high = high;
  return axis;
}

Axis epoch_axis(const EscapeStudy& study) {
  return {
      .label = "epoch", .low = 1, .high = study.limit, .is_logarithmic = true, .tics = epoch_tics};
}

Panel errors(const EscapeStudy& study) {
  return {.letter = "a",
          .at = {0.08, 0.49, 0.57, 0.9},
          .x = epoch_axis(study),
          .y = error_axis,
          .rules = {level(study.trap.error), level(study.level)},
          .series = lines_of(study, "error")};
}

/// The rates that there are, from the smallest.
std::set<double> rates_of(const EscapeStudy& study) {
  std::set<double> rates;
  for (const EscapeSetting& setting : study.settings) rates.insert(setting.rate);
  return rates;
}

/// Of runs that have escaped, and of others.
struct Symbols {
  Symbol escaped, held;
};

Symbols symbols_of(const EscapeStudy& study, double rate) {
  constexpr std::array<Symbols, 5> all = {{{Symbol::square, Symbol::square_open},
                                           {Symbol::triangle, Symbol::triangle_open},
                                           {Symbol::disc, Symbol::circle},
                                           {Symbol::triangle_down_full, Symbol::triangle_down},
                                           {Symbol::diamond, Symbol::diamond_open}}};
  const std::set<double> rates = rates_of(study);
  return all[static_cast<std::size_t>(std::distance(rates.begin(), rates.find(rate))) % all.size()];
}

/// The epochs in which a setting's runs have escaped; for others the limit, and there an arrow,
/// which has no name.
std::vector<Series> escapes_of(const EscapeStudy& study, const EscapeSetting& setting) {
  const char* const hue = colour_of(study, setting);
  const Symbols symbols = symbols_of(study, setting.rate);
  // Other rates a little to the right: they would hide what they agree with.
  const double place = (setting.rate == study.usual_rate ? 1 : 1.2) / setting.noise();
  Series escaped = {
      .name = name_of(setting), .is_in_legend = false, .style = symbol(symbols.escaped, hue, 0.9)};
  Series held = {.name = fmt::format("{}, not escaped", name_of(setting)),
                 .is_in_legend = false,
                 .style = symbol(symbols.held, hue, 0.9, 1.5)};
  for (const double epoch : setting.epochs) {
    Series& series = std::isnan(epoch) ? held : escaped;
    series.x.push_back(place);
    series.y.push_back(std::isnan(epoch) ? study.limit : epoch);
  }
  Series arrows = {
      .mark = Mark::arrows, .style = line(hue), .x = held.x, .y = held.y, .to_x = held.x};
  arrows.to_y.assign(held.y.size(), 1.5 * study.limit);
  return {escaped, held, arrows};
}

Panel delays(const EscapeStudy& study) {
  const std::set<double> rates = rates_of(study);
  Panel panel = {
      .letter = "b",
      .at = {0.58, 0.985, 0.57, 0.9},
      .x = {.label = "B/η  (examples)",
            .low = 100,
            .high = 100'000,
            .is_logarithmic = true,
            .format = "10^{%T}"},
      .y = {.label = "epoch of the escape",
            .low = 0.8,
            .high = study.limit * 2.2,
            .is_logarithmic = true,
            .tics = epoch_tics},
      .legend = Legend{.y = 0.03 + 0.065 * static_cast<double>(rates.size()), .sample = 0.5}};
  for (const EscapeSetting& setting : study.settings)
    for (Series& series : escapes_of(study, setting)) panel.series.push_back(std::move(series));
  for (const double rate : rates)
    panel.series.push_back({.name = fmt::format("η = {}", rate),
                            .style = symbol(symbols_of(study, rate).escaped, colour::black, 0.9)});
  return panel;
}

Panel distances(const EscapeStudy& study) {
  const Trap& trap = study.trap;
  return {.letter = "c",
          .at = {0.08, 0.49, 0.08, 0.46},
          .x = epoch_axis(study),
          .y = between(distance_axis, 0.015, 10),
          .rules = {level(trap.distance)},
          .series = lines_of(study, "distance"),
          .texts = {{fmt::format("minimum: λ_{{min}} = {:.4f} ± {:.0e}, |∇L| = {:.0e}",
                                 trap.curvature, trap.curvature_bound, trap.gradient_norm),
                     of_data(1.1), of_data(0.65 * trap.distance)}}};
}

Panel planes(const EscapeStudy& study) {
  Panel panel = {.letter = "d",
                 .at = {0.58, 0.985, 0.08, 0.46},
                 .x = between(distance_axis, 0.03, 10),
                 .y = error_axis,
                 .rules = {level(study.level)}};
  for (const EscapeSetting& setting : study.settings)
    for (const std::size_t k : setting.runs) {
      Series& run = panel.series.emplace_back(signals_of(study.runs[k], "distance", "error"));
      run.name = name_of(setting);
      run.style = symbol(Symbol::disc, colour_of(study, setting), 0.3);
    }
  return panel;
}

/// What the colours mean, by the batch size at the usual rate: a strip above the panels.
Panel legend(const EscapeStudy& study) {
  Panel strip = legend_strip({0.33, 1, 0.925, 0.995});
  strip.legend->sample = 1.5;
  strip.texts = {{fmt::format("B at η = {}:", study.usual_rate), of_panel(-0.01), of_panel(0.757),
                  Align::right}};
  for (const EscapeSetting& setting : study.settings)
    if (setting.rate == study.usual_rate)
      strip.series.push_back({.name = fmt::format("{}", setting.batch),
                              .mark = Mark::line,
                              .style = line(colour_of(study, setting), 3)});
  return strip;
}

Figure make(const FigureFiles& files) {
  const EscapeStudy study = load_escape(files.one("run"));
  return {.size = {1000, 860},
          .panels = {errors(study), delays(study), distances(study), planes(study), legend(study)}};
}

/// For each two settings of equal η/B, the ratio of their mean epochs of escape.
std::map<std::string, std::string> facts(const FigureFiles& files) {
  const EscapeStudy study = load_escape(files.one("run"));
  std::string ratios;
  for (const auto& [first, second] : equal_noise(study))
    ratios += fmt::format("{}{:.3g}", ratios.empty() ? "" : ", ",
                          second->mean_epochs() / first->mean_epochs());
  return {{"ratios", ratios}};
}

const FigureRegistration figure({.name = "escape",
                                 .summary = "How long a phase of low accuracy holds a run.",
                                 .inputs = {{"run", "monitoring/escape.h5", "Run file of escape"}},
                                 .make = make,
                                 .facts = facts});

}  // namespace
}  // namespace caldera
