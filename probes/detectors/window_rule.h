#pragma once
// The rule of the dissection guide: a value leaves the mean over a window of 10 epochs by more than
// two standard deviations, and stays out for three epochs.
//
// A sample is compared with the mean and the deviation of the `window` samples before it. Samples
// of a row that is out, but not yet for long enough, are compared with the `window` samples before
// the row: the window stands still. From the flag on it moves again, takes in what was out, and the
// row ends as soon as a sample is in. A new flag needs a new row.
//
// A window that moves all the time, which is the guide's running mean to the letter, follows the
// change that it is to tell: at the third sample behind a step of height J, however high, two of
// the window's ten are behind it, too, so that mean + 2σ is (0.2 + 2·0.42) J > J, and the row ends.

#include <cstddef>
#include <span>
#include <vector>

#include "caldera/probes/detectors/flag.h"

namespace caldera {

struct WindowRule {
  std::size_t window = 10;  ///< samples, two or more
  std::size_t lasting = 3;  ///< samples out in a row, one or more
  double deviations = 2;    ///< of the window: further away is out
  bool moving = false;      ///< the window moves on while samples are out, too
};

/// The flags in order. In a window without any scatter whatever differs is out. Throws InputError
/// for a rule out of its ranges.
std::vector<Flag> window_flags(std::span<const double> series, const WindowRule& rule = {});

}  // namespace caldera
