#pragma once
// Measures detectors: how many false alarms they raise, how often they find a change, and how late.
// All detectors look at the same series; errors are standard errors from the scatter between
// series.

#include <cstdint>
#include <span>
#include <vector>

#include "caldera/probes/detectors/detector.h"
#include "caldera/probes/detectors/synthetic_series.h"

namespace caldera {

/// The series first, first + 1, … first + count − 1 of a seed.
struct Trials {
  std::uint64_t seed = 1;   ///< of synthetic_series()
  std::uint32_t first = 0;  ///< number of the first series
  std::uint32_t count = 0;  ///< of series; at least 2 to measure
};

/// Flags in series without a change, of series_length samples.
struct FalseAlarms {
  double rate = 0;   ///< flags per 10 000 samples
  double error = 0;  ///< its standard error
};

/// Of each detector, in their order. At least two trials.
std::vector<FalseAlarms> measure_false_alarms(std::span<const Detector> detectors, Noise noise,
                                              const Trials& trials);

/// A change counts as found if a flag is confirmed at one of so many samples, from change_at on.
inline constexpr std::size_t detection_horizon = 100;

/// What became of a change. Flags before it are false alarms; the rule goes on after them as it
/// does in a run. A flag behind it counts even if it is there by chance: how often that happens, a
/// change of size 0 shows.
struct Detection {
  double rate = 0;        ///< share of series in which it was found
  double error = 0;       ///< its standard error
  double mean_delay = 0;  ///< samples from change_at to `confirmed` of the first flag, where found
  double median_delay = 0;  ///< NaN, as the mean, if it was never found
};

/// Of each detector, in their order. At least two trials.
std::vector<Detection> measure_detection(std::span<const Detector> detectors, Noise noise,
                                         const Change& change, const Trials& trials);

}  // namespace caldera
