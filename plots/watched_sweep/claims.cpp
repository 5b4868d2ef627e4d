#include "plots/watched_sweep/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "plots/watched_sweep/performance.h"

namespace caldera {

namespace {

/// The share of the transitions that is found; NaN if there are none.
double recall(const WatchedSweep& sweep, const Performance& row) {
  return sweep.transitions.empty()
             ? std::numeric_limits<double>::quiet_NaN()
             : static_cast<double>(row.found) / static_cast<double>(sweep.transitions.size());
}

Comparison transitions_row(const WatchedSweep& sweep) {
  std::string places;
  for (const WatchedTransition& at : sweep.transitions)
    places += fmt::format("{}{:.4g}", places.empty() ? "at beta " : ", ", at.transition.beta);
  return reported("transitions of the sweep", sweep.seed,
                  static_cast<double>(sweep.transitions.size()), places);
}

/// The share that one signal's flags find.
Comparison signal_row(const WatchedSweep& sweep, const std::string& quantity,
                      const Performance& row) {
  return reported(
      quantity, sweep.seed, recall(sweep, row),
      fmt::format("random {}, as many p = {:.2g}; false alarms {}, {:.3g} in 10 000; "
                  "delay {} epochs",
                  number_text(row.random.recall), row.random.as_many_found, row.false_alarms,
                  row.false_alarm_rate(), number_text(row.mean_delay)));
}

/// The mean over all signals of a method.
Comparison method_row(const WatchedSweep& sweep, const std::string& method,
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

}  // namespace

std::vector<Comparison> compare_watched_sweep(const std::filesystem::path& run) {
  const WatchedSweep sweep = load_watched_sweep(run);
  std::vector<Comparison> rows = {transitions_row(sweep)}, best;
  for (const std::string& method : watching_methods()) {
    const std::vector<const Performance*> ranked = sweep.ranked(method);
    if (ranked.empty()) continue;
    rows.push_back(method_row(sweep, method, ranked));
    best.push_back(signal_row(sweep, fmt::format("{}: best, {}", method, ranked.front()->signal),
                              *ranked.front()));
  }
  rows.insert(rows.end(), best.begin(), best.end());
  for (const auto& [signal, method] : guides_choices())
    if (const Performance* row = sweep.performance(signal, method))
      rows.push_back(signal_row(sweep, fmt::format("guides: {}, {}", method, signal), *row));
  return rows;
}

}  // namespace caldera
