// How reliable are rules that flag changes in a series, such as those recommended for monitoring
// training? They are measured on series with known changes.
//
// Sample runs:
//   caldera detectors --out detectors.h5 --table
//   caldera detectors --profile smoke --seed 4 --out smoke.h5
//
// Description: the rules are those of probes/detectors/, with their default numbers: the window
// rule of the dissection guide, and the same with a window that never stands still; the baseline
// rule of the phase-transition guide, with the deviation of the samples and with that of the
// sliding means; and a CUSUM. The series are those of probes/detectors/synthetic_series.h. In each
// kind of noise the program counts false alarms where nothing changes, and how often and how late
// changes of several sizes are found: jumps, and ramps over 50 samples.
//
// All of this is done twice. The parameters of the CUSUM were chosen on the series of the first set,
// `tuning`, of seed 1; the second, `held_out`, has no series with it in common. The table that
// --table prints is that of the held-out series. The figure: plots/detectors/figure.cpp.

#include <fmt/format.h>

#include "caldera/probes/detectors/measure.h"
#include "experiments/detectors/record.h"
#include "experiments/run/atomic_file.h"
#include "experiments/run/standard_output.h"
#include "experiments/study/progress.h"
#include "experiments/study/steps.h"
#include "experiments/study/verb.h"

namespace caldera {
namespace {

struct Options {
  std::string profile = "study";
  std::int64_t seed = 1;
  std::filesystem::path out = "detectors.h5";
  bool table = false;  // print it
};

/// Series of a kind.
struct Resolution {
  std::uint32_t without_change = 2000;
  std::uint32_t with_change = 500;
};

const std::vector<Detector> detectors = {WindowRule{}, WindowRule{.moving = true}, BaselineRule{},
                                         BaselineRule{.scale = BaselineScale::means}, CusumRule{}};

constexpr std::size_t ramp = 50;
constexpr Change changes[] = {{0}, {0.5}, {1}, {2}, {3}, {5}, {8}, {2, ramp}, {5, ramp}};

Configuration configuration_of(const Resolution& resolution) {
  const WindowRule window;
  const BaselineRule baseline;
  const CusumRule cusum;
  return {{"baseline", integer(baseline.baseline)},
          {"baseline_deviations", baseline.deviations},
          {"baseline_lasting", integer(baseline.lasting)},
          {"baseline_smooth", integer(baseline.smooth)},
          {"change_at", integer(change_at)},
          {"cusum_allowance", cusum.allowance},
          {"cusum_baseline", integer(cusum.baseline)},
          {"cusum_limit", cusum.limit},
          {"cusum_threshold", cusum.threshold},
          {"horizon", integer(detection_horizon)},
          {"length", integer(series_length)},
          {"window", integer(window.window)},
          {"window_deviations", window.deviations},
          {"window_lasting", integer(window.lasting)},
          {"with_change", integer(resolution.with_change)},
          {"without_change", integer(resolution.without_change)}};
}

/// The series of a block, of which there are 128 a set with up to 2²⁴ series each. No two blocks
/// have one in common.
Trials trials_of(const Options& options, bool held_out, std::uint32_t block, std::uint32_t count) {
  return {static_cast<std::uint64_t>(options.seed), (held_out ? 0x80000000u : 0) + (block << 24),
          count};
}

/// One set of series in one noise. Every change has series of its own, and so have false alarms.
void measure(DetectorTable& table, const Options& options, const Resolution& resolution,
             bool held_out, std::size_t noise) {
  const auto second = static_cast<double>(held_out), kind = static_cast<double>(noise);
  const auto alarms = measure_false_alarms(
      detectors, all_noises[noise], trials_of(options, held_out, 0, resolution.without_change));
  for (std::size_t d = 0; d < detectors.size(); ++d)
    table.false_alarms.push_back(
        {static_cast<double>(d), kind, second, alarms[d].rate, alarms[d].error});
  std::uint32_t block = 0;
  for (const Change& change : changes) {
    const auto found =
        measure_detection(detectors, all_noises[noise], change,
                          trials_of(options, held_out, ++block, resolution.with_change));
    for (std::size_t d = 0; d < detectors.size(); ++d)
      table.detection.push_back({static_cast<double>(d), kind, second, change.size,
                                 static_cast<double>(change.ramp), found[d].rate, found[d].error,
                                 found[d].mean_delay, found[d].median_delay});
  }
}

DetectorTable measure_all(const Options& options, const Resolution& resolution) {
  DetectorTable table;
  for (const Detector& detector : detectors) table.rules.push_back(name(detector));
  for (const Noise noise : all_noises) table.noises.push_back(name(noise));
  Progress progress("detectors");
  double done = 0;
  for (const bool held_out : {false, true})
    for (std::size_t noise = 0; noise < all_noises.size(); ++noise) {
      progress.show(done / (2.0 * all_noises.size()), table.noises[noise]);
      measure(table, options, resolution, held_out, noise);
      ++done;
    }
  return table;
}

int run(const Options& options) {
  // 1. What the run is. An earlier result of the same run is left as it is.
  const auto resolution = of_profile<Resolution>(options.profile, {200, 50}, {}, {20000, 5000});
  const StudyRun run(options.out, "detectors", options.profile, options.seed,
                     configuration_of(resolution));
  if (is_complete(run)) return success;
  prepare_output(options.out);

  // 2. Both sets, noise by noise.
  const DetectorTable table = measure_all(options, resolution);

  // 3. The run file, and the table.
  write_run(run, fmt::format("{} rules in {} noises", table.rules.size(), table.noises.size()),
            [&](RunWriter& file) { write_detectors(file, table); });
  if (options.table) print_out("{}", text_table(table));
  return success;
}

Body prepare(CommandLine& line) {
  const auto o = std::make_shared<Options>();
  line.add_profile(o->profile);
  line.add("--seed", o->seed, seed_range, "Of all series");
  line.add("--table", o->table, "Print the rates as docs/monitoring.md has them");
  add_output_options(line, o->out);
  return [o] { return run(*o); };
}

std::vector<PlannedRun> plan(const std::string&) {
  return {{.files = {"monitoring/detectors.h5"}}};
}

const Registration verb(
    {.name = "detectors",
     .summary = "False alarms, detection and delay of rules that flag changes in a series.",
     .example = "caldera detectors --out detectors.h5",
     .prepare = prepare,
     .plan = plan});

}  // namespace
}  // namespace caldera
