// Reported, not judged, as nothing is published: how many transitions the sweep has; of each method
// (plots/watched_sweep/performance.h) the share of them that it finds, as a mean over its signals,
// and what it finds in the signal that does best; and what the choices of the two practitioners'
// guides find. Beside each: what as many flags at random would find, and false alarms per 10 000
// samples.

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plots/report/studies.h"
#include "plots/watched_sweep/performance.h"

namespace caldera {
namespace {

constexpr const char* watched = "monitoring/watched_sweep.h5";
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The share of the transitions that is found; NaN if there are none.
double recall(const WatchedSweep& sweep, const Performance& row) {
  return sweep.transitions.empty()
             ? unknown
             : static_cast<double>(row.found) / static_cast<double>(sweep.transitions.size());
}

Claim transitions_row(const WatchedSweep& sweep) {
  std::string places;
  for (const WatchedTransition& at : sweep.transitions)
    places += fmt::format("{}{:.4g}", places.empty() ? "at beta " : ", ", at.transition.beta);
  return reported("transitions of the sweep", sweep.seed,
                  static_cast<double>(sweep.transitions.size()), places);
}

/// The share that one signal's flags find.
Claim signal_row(const WatchedSweep& sweep, const std::string& quantity, const Performance& row) {
  return reported(
      quantity, sweep.seed, recall(sweep, row),
      fmt::format("random {}, as many p = {:.2g}; false alarms {}, {:.3g} in 10 000; "
                  "delay {} epochs",
                  number_text(row.random.recall), row.random.as_many_found, row.false_alarms,
                  row.false_alarm_rate(), number_text(row.mean_delay)));
}

/// The mean over all signals of a method.
Claim method_row(const WatchedSweep& sweep, const std::string& method,
                 const std::vector<const Performance*>& rows) {
  double found = 0, random = 0, alarms = 0;
  for (const Performance* row : rows) {
    found += recall(sweep, *row);
    random += row->random.recall;
    alarms += row->false_alarm_rate();
  }
  const auto count = static_cast<double>(rows.size());
  const auto beyond = std::ranges::count_if(
      rows, [](const Performance* row) { return row->random.as_many_found <= 0.01; });
  return reported(method + ": found, mean over signals", sweep.seed, found / count,
                  fmt::format("random {}; p <= 0.01 in {} of {}; false alarms {:.3g} in 10 000",
                              number_text(random / count), beyond, rows.size(), alarms / count));
}

/// A method that no signal is long enough for, or a signal that the run does not have.
Claim without_signal(const WatchedSweep& sweep, const std::string& quantity) {
  return reported(quantity, sweep.seed, unknown, "no such signal, or too short for the method");
}

std::vector<Claim> make(const RunFiles& files) {
  const WatchedSweep sweep = load_watched_sweep(files.like(watched).front());
  std::vector<Claim> rows = {transitions_row(sweep)}, best;
  for (const std::string& method : watching_methods()) {
    const std::vector<const Performance*> ranked = sweep.ranked(method);
    if (ranked.empty()) {
      rows.push_back(without_signal(sweep, method));
      continue;
    }
    rows.push_back(method_row(sweep, method, ranked));
    best.push_back(signal_row(sweep, fmt::format("{}: best, {}", method, ranked.front()->signal),
                              *ranked.front()));
  }
  rows.insert(rows.end(), best.begin(), best.end());
  for (const auto& [signal, method] : guides_choices()) {
    const std::string quantity = fmt::format("guides: {}, {}", method, signal);
    const Performance* const row = sweep.performance(signal, method);
    rows.push_back(row ? signal_row(sweep, quantity, *row) : without_signal(sweep, quantity));
  }
  return rows;
}

const ClaimsRegistration watched_sweep(
    {.name = "transitions in training signals",
     .part = Part::monitoring,
     .source = "A sweep seen as one long training: whether detectors flag its transitions (ours). "
               "Found is the share\nof transitions; random is what as many flags at random moments "
               "would find; p is the probability that\nthey find as many. Nothing is judged.",
     .runs = {watched},
     .make = make});

}  // namespace
}  // namespace caldera
