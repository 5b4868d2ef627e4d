#include "caldera/probes/detectors/measure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "caldera/probes/series/median.h"

namespace caldera {

namespace {

using Values = std::vector<double>;

/// Samples from change_at to the first flag behind it that comes within the horizon.
std::optional<double> delay_of(const std::vector<Flag>& flags) {
  const auto flag = std::ranges::find_if(
      flags, [](const Flag& candidate) { return candidate.confirmed >= change_at; });
  if (flag == flags.end() || flag->confirmed >= change_at + detection_horizon) return std::nullopt;
  return static_cast<double>(flag->confirmed - change_at);
}

double standard_error(const Moments& values, std::uint32_t count) {
  return values.deviation / std::sqrt(static_cast<double>(count));
}

Detection summarise(const Values& delays, std::uint32_t count) {
  Values found(count, 0.0);
  std::fill_n(found.begin(), delays.size(), 1.0);
  const Moments share = moments(found);
  const double never = std::numeric_limits<double>::quiet_NaN();
  return {share.mean, standard_error(share, count), delays.empty() ? never : shifted_mean(delays),
          delays.empty() ? never : median(delays)};
}

}  // namespace

std::vector<FalseAlarms> measure_false_alarms(std::span<const Detector> detectors, Noise noise,
                                              const Trials& trials) {
  std::vector<Values> counts(detectors.size());  // [detector][trial]
  for (std::uint32_t k = 0; k < trials.count; ++k) {
    const Values series = synthetic_series(noise, series_length, trials.seed, trials.first + k);
    for (std::size_t d = 0; d < detectors.size(); ++d)
      counts[d].push_back(static_cast<double>(find_flags(series, detectors[d]).size()));
  }
  constexpr double per_10000 = 1e4 / static_cast<double>(series_length);
  std::vector<FalseAlarms> result;
  for (const Values& count : counts) {
    const Moments flags = moments(count);
    result.push_back({per_10000 * flags.mean, per_10000 * standard_error(flags, trials.count)});
  }
  return result;
}

std::vector<Detection> measure_detection(std::span<const Detector> detectors, Noise noise,
                                         const Change& change, const Trials& trials) {
  std::vector<Values> delays(detectors.size());  // [detector][trial in which it was found]
  for (std::uint32_t k = 0; k < trials.count; ++k) {
    Values series =
        synthetic_series(noise, change_at + detection_horizon, trials.seed, trials.first + k);
    add_change(series, change);
    for (std::size_t d = 0; d < detectors.size(); ++d)
      if (const auto delay = delay_of(find_flags(series, detectors[d])))
        delays[d].push_back(*delay);
  }
  std::vector<Detection> result;
  for (const Values& found : delays) result.push_back(summarise(found, trials.count));
  return result;
}

}  // namespace caldera
