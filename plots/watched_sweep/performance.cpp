#include "plots/watched_sweep/performance.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/probes/detectors/detector.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// What a method looks at.
enum class View { samples, stage_means, stage_changes };

struct Method {
  std::string name;
  std::set<std::string> tables;  ///< whose signals it is for
  View view;
  Detector detector;
  std::size_t warm_up;  ///< samples at the beginning in which it never raises a flag
};

/// `baseline`: of the steps, as the run was told.
std::vector<Method> methods_of(std::size_t baseline) {
  const WindowRule window, at_once{.lasting = 1, .deviations = 3};
  const BaselineRule samples{.baseline = baseline},
      means{.baseline = baseline, .scale = BaselineScale::means};
  const CusumRule cusum;
  return {{"window", {"epoch", "curvature"}, View::samples, window, window.window},
          {"baseline", {"step"}, View::samples, samples, baseline},
          {"baseline of means", {"step"}, View::samples, means, baseline},
          {"CUSUM", {"step"}, View::samples, cusum, cusum.baseline},
          {"value per β", {"epoch", "step"}, View::stage_means, at_once, at_once.window},
          {"change per β", {"epoch", "step"}, View::stage_changes, at_once, at_once.window}};
}

/// The last epoch at each β.
std::vector<SweepRow> stages_of(const SignalTable& epochs) {
  const std::vector<double> beta = epochs.column("beta"), error = epochs.column("error"),
                            distance = epochs.column("distance");
  std::vector<SweepRow> rows;
  for (std::size_t i = 0; i < beta.size(); ++i) {
    if (i == 0 || beta[i] != beta[i - 1]) rows.emplace_back().beta = beta[i];
    rows.back().epochs += 1;
    rows.back().training_error_running = error[i];
    rows.back().distance = distance[i];
  }
  return rows;
}

/// Epochs that are done when each stage ends.
std::vector<double> ends_of(const std::vector<SweepRow>& rows) {
  std::vector<double> ends;
  for (const SweepRow& row : rows) ends.push_back(row.epochs + (ends.empty() ? 0 : ends.back()));
  return ends;
}

std::vector<WatchedTransition> stretches(const std::vector<SweepRow>& rows) {
  const std::vector<Transition> found = find_transitions(rows);
  const std::vector<double> ends = ends_of(rows);
  std::vector<WatchedTransition> result;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t limit = i + 1 < found.size() ? found[i + 1].left + 1 : rows.size();
    WatchedTransition& stretch = result.emplace_back(WatchedTransition{.transition = found[i]});
    stretch.first = found[i].left + 1;
    stretch.end = std::min(found[i].right + 2, limit);
    stretch.begin = ends[stretch.first - 1];
    stretch.until = ends[stretch.end - 1];
  }
  return result;
}

/// All signals of a group, but for what says where a sample is.
void add_signals(const RunFile& file, const std::string& table, const std::vector<SweepRow>& rows,
                 std::vector<SignalSeries>& signals) {
  const SignalTable samples = read_signals(file, "/" + table);
  if (samples.rows.empty()) return;
  std::vector<std::size_t> stages;
  for (const double beta : samples.column("beta")) {
    const auto row = std::ranges::lower_bound(rows, beta, {}, &SweepRow::beta);
    if (row == rows.end() || row->beta != beta)
      file.refuse("/" + table + "/beta", "a beta of /epoch/beta", std::to_string(beta));
    stages.push_back(static_cast<std::size_t>(row - rows.begin()));
  }
  static const std::set<std::string> places = {"step", "epoch", "beta", "learning_rate"};
  for (const Signal& signal : samples.signals)
    if (!places.contains(signal.name))
      signals.push_back({table + "/" + signal.name, samples.column(signal.name),
                         samples.column("epoch"), stages});
}

SignalSeries changes_of(SignalSeries series) {
  for (std::size_t i = series.values.size(); i-- > 1;) series.values[i] -= series.values[i - 1];
  series.values.front() = unknown;
  return series;
}

SignalSeries view_of(const SignalSeries& series, View view, const std::vector<SweepRow>& rows) {
  if (view == View::samples) return series;
  const SignalSeries means = stage_means(series, rows);
  return view == View::stage_means ? means : changes_of(means);
}

bool is_in(const WatchedTransition& transition, std::size_t stage) {
  return transition.first <= stage && stage < transition.end;
}

FlagTargets targets_of(const SignalSeries& series, std::size_t warm_up,
                       const std::vector<WatchedTransition>& transitions) {
  FlagTargets targets{.widths = std::vector<std::size_t>(transitions.size(), 0)};
  for (std::size_t n = warm_up; n < series.stages.size(); ++n) {
    if (series.stages[n] == 0) continue;
    ++targets.samples;
    for (std::size_t i = 0; i < transitions.size(); ++i)
      if (is_in(transitions[i], series.stages[n])) ++targets.widths[i];
  }
  return targets;
}

Performance perform(const Method& method, const SignalSeries& series,
                    const std::vector<WatchedTransition>& transitions) {
  Performance result;
  result.signal = series.name;
  result.method = method.name;
  std::set<std::size_t> found;
  double delays = 0;
  for (const Flag& flag : find_flags(series.values, method.detector)) {
    WatchedFlag at{series.epochs[flag.confirmed], series.stages[flag.confirmed]};
    for (std::size_t i = 0; i < transitions.size(); ++i) {
      if (!is_in(transitions[i], at.stage)) continue;
      at.is_hit = true;
      if (found.insert(i).second) delays += at.epoch - transitions[i].begin;
    }
    result.early += at.stage == 0;
    result.false_alarms += at.stage > 0 && !at.is_hit;
    result.flags.push_back(at);
  }
  result.found = found.size();
  result.mean_delay = found.empty() ? unknown : delays / static_cast<double>(found.size());
  result.targets = targets_of(series, method.warm_up, transitions);
  result.random = random_flags(result.targets, result.flags.size() - result.early, result.found);
  return result;
}

}  // namespace

double Performance::false_alarm_rate() const {
  return 1e4 * static_cast<double>(false_alarms) / static_cast<double>(targets.samples);
}

const SignalSeries& WatchedSweep::signal(const std::string& name) const {
  const auto found = std::ranges::find(signals, name, &SignalSeries::name);
  if (found == signals.end())
    throw InputError("watched sweep", "signals", name, "none of this name", "make the run again");
  return *found;
}

const Performance* WatchedSweep::performance(const std::string& signal,
                                             const std::string& method) const {
  for (const Performance& row : performances)
    if (row.signal == signal && row.method == method) return &row;
  return nullptr;
}

std::vector<const Performance*> WatchedSweep::ranked(const std::string& method) const {
  std::vector<const Performance*> found;
  for (const Performance& row : performances)
    if (row.method == method) found.push_back(&row);
  std::ranges::sort(found, {}, [](const Performance* row) {
    return std::tuple(row->random.as_many_found, row->false_alarms, row->signal);
  });
  return found;
}

std::vector<std::pair<std::string, std::string>> guides_choices() {
  return {{"epoch/error", "window"},
          {"epoch/test_error", "window"},
          {"step/gradient_norm", "baseline"},
          {"step/hidden_effective_rank", "baseline"}};
}

std::vector<std::string> watching_methods() {
  std::vector<std::string> names;
  for (const Method& method : methods_of(100)) names.push_back(method.name);
  return names;
}

SignalSeries stage_means(const SignalSeries& series, const std::vector<SweepRow>& rows) {
  const std::vector<double> ends = ends_of(rows);
  std::vector<double> sums(rows.size(), 0.0), counts(rows.size(), 0.0);
  for (std::size_t n = 0; n < series.values.size(); ++n) {
    const std::size_t stage = series.stages[n];
    if (series.epochs[n] <= ends[stage] - 1) continue;
    sums[stage] += series.values[n];
    counts[stage] += 1;
  }
  SignalSeries result{series.name, {}, ends, {}};
  for (std::size_t stage = 0; stage < rows.size(); ++stage) {
    result.values.push_back(sums[stage] / counts[stage]);
    result.stages.push_back(stage);
  }
  return result;
}

WatchedSweep load_watched_sweep(const std::filesystem::path& path) {
  const RunFile file(path);
  check_study(file, "train");
  WatchedSweep sweep;
  sweep.seed = file.attribute<std::int64_t>("seed");
  sweep.rows = stages_of(read_signals(file, "/epoch"));
  sweep.transitions = stretches(sweep.rows);
  for (const char* table : {"step", "epoch", "curvature"})
    add_signals(file, table, sweep.rows, sweep.signals);
  const std::int64_t baseline = read_count(file, "baseline", 1, 1'000'000'000);
  for (const Method& method : methods_of(static_cast<std::size_t>(baseline)))
    for (const SignalSeries& series : sweep.signals) {
      if (!method.tables.contains(series.name.substr(0, series.name.find('/')))) continue;
      Performance row =
          perform(method, view_of(series, method.view, sweep.rows), sweep.transitions);
      if (row.targets.samples > 0) sweep.performances.push_back(std::move(row));
    }
  return sweep;
}

}  // namespace caldera
