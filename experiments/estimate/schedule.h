#pragma once
// When runs end that are made several at a time.

#include <string>
#include <vector>

namespace caldera {

/// A run, and how long it takes.
struct TimedRun {
  std::vector<std::string> files = {};  ///< that it writes
  std::vector<std::string> needs = {};  ///< that must be there before it begins
  double seconds = 0;
};

/// Seconds until all are done, with `jobs` ≥ 1 at a time: whenever one ends, the first begins whose
/// needs are there, in the order of the list, as make does. What no run of the list writes is there
/// already. Nothing may need itself.
double makespan(const std::vector<TimedRun>& runs, int jobs);

}  // namespace caldera
