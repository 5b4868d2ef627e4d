#pragma once
// A published transition, and how well the published curve shows it.

#include <limits>

namespace caldera::published {

/// A quantity at one place of published curves.
struct Sample {
  double mean = 0;
  double deviation = 0;  ///< standard deviation of one value
  double trend = 0;      ///< |change a unit of β| of a straight line beside it
};

struct Transition {
  const char* name = "";
  double beta = 0;                                   ///< position that the paper gives
  double distance_just_after = 0;                    ///< r
  Sample test_error_before, test_error_after;        ///< nat
  Sample test_accuracy_before, test_accuracy_after;  ///< %
  Sample distance_before, distance_after;            ///< r
  double spread = 0;  ///< how far from `beta` the jumps of the published seeds lie, if there are several
  /// The coarsest step at which the detector finds it in the published curves, from every start; 0 if not at
  /// their own step and twice that. Of Fig. 2 all are found (probes/transitions/transitions.h).
  double seen_to = std::numeric_limits<double>::infinity();
};

}  // namespace caldera::published
