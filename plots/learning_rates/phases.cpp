#include "plots/learning_rates/phases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "caldera/probes/detectors/detector.h"
#include "caldera/probes/series/median.h"
#include "experiments/run/checked_reads.h"

namespace caldera {

namespace {

/// A series, and when its samples were taken.
struct TimedSeries {
  std::vector<double> values, epochs;
};

double steps_of_an_epoch(const GroupRun& run) { return run.samples.epochs.column("step").front(); }

TimedSeries series_of(const GroupRun& run, const Watch& watch) {
  const Samples& samples = run.samples;
  if (watch.signal == "eigenvalue1")
    return {samples.curvature.column(watch.signal), samples.curvature.column("epoch")};
  if (watch.rule == "window")
    return {samples.epochs.column(watch.signal), samples.epochs.column("epoch")};
  TimedSeries series{samples.steps.column(watch.signal), samples.steps.column("step")};
  for (double& time : series.epochs) time /= steps_of_an_epoch(run);
  return series;
}

Detector detector_of(const Watch& watch, std::size_t length) {
  if (watch.rule == "window") return WindowRule{};
  if (watch.rule == "CUSUM") return CusumRule{};
  return BaselineRule{.baseline = std::max<std::size_t>(length / 10, 2)};
}

std::vector<RateFlag> flags_of(const GroupRun& run) {
  std::vector<RateFlag> flags;
  for (std::size_t k = 0; k < watches().size(); ++k) {
    const TimedSeries series = series_of(run, watches()[k]);
    for (const Flag& flag :
         find_flags(series.values, detector_of(watches()[k], series.values.size())))
      flags.push_back({k, series.epochs[flag.start]});
  }
  return flags;
}

/// The largest error of the first epoch's mini-batches over that of the first one.
double rise_of(const GroupRun& run) {
  const std::vector<double> error = run.samples.steps.column("error");
  const std::vector<double> step = run.samples.steps.column("step");
  double largest = error.front();
  for (std::size_t i = 0; i < error.size() && step[i] < steps_of_an_epoch(run); ++i)
    largest = std::max(largest, error[i]);
  return largest / error.front();
}

RatePhase phase_of(const RateRun& run, double start_error, double steps) {
  if (!(run.last_error < start_error)) return RatePhase::divergent;
  if (run.rate * run.sharpness > stability_bound)
    return run.rise > least_rise && run.rate * run.last_sharpness < stability_bound
               ? RatePhase::catapult
               : RatePhase::beyond;
  return run.rate * run.sharpness * steps < 1 ? RatePhase::slow : RatePhase::stable;
}

}  // namespace

std::string name(RatePhase phase) {
  constexpr std::array names = {"slow", "stable", "beyond 2/λ", "catapult", "divergent"};
  return names[static_cast<std::size_t>(phase)];
}

const std::vector<Watch>& watches() {
  static const std::vector<Watch> all = {{"window", "error"},
                                         {"window", "test_error"},
                                         {"window", "layer1_cka"},
                                         {"window", "eigenvalue1"},
                                         {"baseline", "error"},
                                         {"baseline", "gradient_norm"},
                                         {"baseline", "hidden_effective_rank"},
                                         {"baseline", "alignment"},
                                         {"CUSUM", "error"},
                                         {"CUSUM", "gradient_norm"},
                                         {"CUSUM", "hidden_effective_rank"},
                                         {"CUSUM", "alignment"}};
  return all;
}

std::vector<GroupRun> load_rates(const RunFile& file) {
  check_study(file, "learning_rates");
  std::vector<GroupRun> runs = read_group(file);
  for (const GroupRun& run : runs)
    if (const double steps = steps_of_an_epoch(run); !(steps >= 1))
      file.refuse("/run00/epoch/step", "a step or more in an epoch", fmt::format("{}", steps));
  return runs;
}

RateRun analyse_rate(const GroupRun& run) {
  const Samples& samples = run.samples;
  const std::vector<double> sharpness = samples.curvature.column("eigenvalue1");
  const std::vector<double> error = samples.epochs.column("error");
  RateRun result{.rate = run.learning_rate,
                 .sharpness = sharpness.front(),
                 .last_sharpness = sharpness.back(),
                 .rise = rise_of(run),
                 .first_error = error.front(),
                 .last_error = error.back(),
                 .moved = samples.epochs.column("distance").front(),
                 .last_rank = samples.steps.column("hidden_effective_rank").back(),
                 .flags = flags_of(run)};
  result.phase = phase_of(result, samples.steps.column("error").front(), steps_of_an_epoch(run));
  return result;
}

PhaseFlags flags_in(const std::vector<RateRun>& runs, RatePhase phase, const std::string& rule) {
  PhaseFlags result;
  std::vector<double> times;
  for (const RateRun& run : runs) {
    if (run.phase != phase) continue;
    ++result.runs;
    for (const RateFlag& flag : run.flags)
      if (watches()[flag.watch].rule == rule) times.push_back(flag.epoch);
  }
  result.flags = static_cast<double>(times.size()) / static_cast<double>(result.runs);
  result.median_epoch = times.empty() ? std::numeric_limits<double>::quiet_NaN() : median(times);
  return result;
}

}  // namespace caldera
