#pragma once
// A flag: what a change detector reports. A detector is a pure function of a series; all of them
// are causal: what is confirmed up to sample n depends on samples 0 … n only, so a series may be
// given again as it grows. Samples that are not finite are out of bounds and enter no mean of a
// reference.

#include <cstddef>

namespace caldera {

/// One change that a rule has found.
struct Flag {
  std::size_t start = 0;      ///< where it began: the first sample out of bounds of its row
  std::size_t confirmed = 0;  ///< the sample that makes the rule sure; no later one was looked at
  double deviations = 0;      ///< how far out then, in the rule's σ, signed; may be infinite
};

}  // namespace caldera
