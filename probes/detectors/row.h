#pragma once
// Counts how many samples in a row are out of bounds, on either side: "stays out for three
// samples".

#include <cmath>
#include <cstddef>
#include <optional>

#include "caldera/probes/detectors/flag.h"

namespace caldera {

/// The row that a rule is in. A sample that is in ends it; one row makes at most one flag.
struct Row {
  std::size_t lasting;     ///< samples out of bounds that make a flag
  double bound;            ///< out is what is further away than so many σ
  std::size_t start = 0;   ///< the row's first sample
  std::size_t length = 0;  ///< 0: the last sample was in

  /// Out, but not yet for long enough.
  bool is_pending() const { return length > 0 && length < lasting; }

  /// Takes in sample n; the flag that it confirms, if it does.
  std::optional<Flag> add(std::size_t n, double deviations) {
    if (std::abs(deviations) <= bound) {
      length = 0;
      return std::nullopt;
    }
    if (length == 0) start = n;
    ++length;
    return length == lasting ? std::optional<Flag>({start, n, deviations}) : std::nullopt;
  }
};

}  // namespace caldera
