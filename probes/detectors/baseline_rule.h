#pragma once
// The rule of the phase-transition guide: a baseline from the first 10 % of training; a flag where
// the mean of the last 50 steps is three standard deviations away from it, lasting 10 steps.
//
// The bounds never move. So a change that lasts is flagged once, and nothing more until the sliding
// mean has come back; and a curve that goes on learning leaves its baseline without any transition.
//
// The guide does not say whose standard deviation. Of independent noise the sliding mean deviates
// √50 = 7 times less than the samples.

#include <cstddef>
#include <span>
#include <vector>

#include "caldera/probes/detectors/flag.h"

namespace caldera {

/// Whose σ the bounds are made of. `samples` is the guide to the letter, and the default, because
/// it hardly ever cries wolf. `means` sees smaller changes; but a baseline of 100 samples holds
/// only two means that share none, so that their deviation, and with it the bounds, comes out too
/// small.
enum class BaselineScale {
  samples,  ///< the samples of the baseline
  means,    ///< the sliding means that lie wholly in the baseline
};

struct BaselineRule {
  std::size_t baseline = 100;  ///< samples: 10 % of the training, whose length the caller knows
  std::size_t smooth = 50;     ///< samples of the sliding mean
  std::size_t lasting = 10;    ///< means out in a row
  double deviations = 3;       ///< of the baseline: further away is out
  BaselineScale scale = BaselineScale::samples;
};

/// The flags in order, from the first sample behind the baseline on for which there is a sliding
/// mean. A mean is out if one of its samples is not finite. If the baseline has no scatter,
/// whatever differs is out. Throws InputError for a baseline of fewer than two samples, or of two
/// sliding means where they are asked for, and for other numbers below one.
std::vector<Flag> baseline_flags(std::span<const double> series, const BaselineRule& rule = {});

}  // namespace caldera
