#pragma once
// The hysteresis loops of a sweep up and down (arXiv 2505.06597): where the branches separate and
// meet again, and the area between them.

#include <vector>

#include "plots/seed_sweeps.h"

namespace caldera {

/// A stretch of β on which the branches differ.
struct Loop {
  double from = 0, to = 0;   ///< the first and the last β of the stretch
  double error_area = 0;     ///< ∫ |E_falling − E_rising| dβ, in nats
  double distance_area = 0;  ///< ∫ |r_falling − r_rising| dβ
  double width() const { return to - from; }
};

/// One seed, both ways.
struct Hysteresis {
  SeedSweep rising, falling;
  double entered = 0;  ///< rising, the middle of the step into the trivial phase; NaN: never
  double left = 0;     ///< falling, the middle of the step out of it; NaN: never
  std::vector<Loop> loops;
};

/// In the trivial phase the answer does not depend on the image: E is at least 99 % of the
/// logarithm of the number of classes, which is what guessing costs.
bool is_trivial(const SweepRow& row);

/// The branches belong to one loop while E differs by more than 5 % of ln(classes). They are
/// compared at every β of the rising one; the falling one, which may be coarser, is interpolated
/// linearly.
Hysteresis analyse(const SeedSweep& rising, const SeedSweep& falling);

/// Of every falling sweep, with the rising one of its seed. Throws InputError for a falling sweep
/// without its rising one, of another network or data set, or with another start.
std::vector<Hysteresis> load_hysteresis(const std::vector<std::filesystem::path>& rising,
                                        const std::vector<std::filesystem::path>& falling);

}  // namespace caldera
