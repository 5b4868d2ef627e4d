#pragma once
// The transitions of a sweep against those of a published one: where they are, and how far each quantity
// jumps. Means, deviations s and trends are published (plots/published/transition.h); 4 %, 4 s, and the
// width of our bracket are ours. Bands:
//   position        the largest of 4 % of T, one step of the run's grid, and how far from T the published
//                   seeds jump. A run jumps later where it spends fewer epochs on a stretch of β.
//                   Judged if the detector finds the transition in the published curve thinned to the run's
//                   step, from every start. Else it is reported, with the published jump of the test error
//                   and its noise.
//   beside T        mean ± (4 s + trend · width), if that excludes the other side's mean: else before and
//                   after could not be distinguished, and it is reported.
//   over T          the difference of both means ± (4 √(s² + s'²) + (trend + trend') · width), where s'
//                   and trend' are those of the other side, if that excludes zero: else no jump at all would
//                   pass, and it is reported.

#include <span>
#include <string>
#include <vector>

#include "plots/published/curves.h"
#include "plots/report/claim.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// A published transition and the one that was found in a sweep, if any.
struct TransitionPair {
  const SeedSweep& sweep;
  const published::Transition& expected;
  const Transition* found;
  std::string prefix = {};  ///< of the rows: "relu: "

  /// Of our bracket, or one step.
  double width() const { return found ? found->beta_right - found->beta_left : sweep.step; }
  /// At one end of our bracket; NaN without one.
  double value(double SweepRow::*quantity, std::size_t Transition::*point) const;
};

/// One quantity on both sides of a transition.
struct TransitionSides {
  const char *name, *unit;
  published::Sample published::Transition::*before;
  published::Sample published::Transition::*after;
  double SweepRow::*value;
};

/// Test error, accuracy, and the distance under this name: "r0".
std::vector<TransitionSides> transition_sides(const char* distance = "r0");

/// The found transition that belongs to each published one, or nullptr: the nearest, among those that
/// have no other published position nearer.
std::vector<const Transition*> match(const std::vector<Transition>& found,
                                     std::span<const published::Transition> expected);

/// How far from T a run of this step may jump.
double allowed_shift(const published::Transition& expected, double step);

/// "T3 beta"
Claim position_claim(const TransitionPair& pair);
/// "T3 r0 before", "T3 r0 after"
Claim beside_claim(const TransitionPair& pair, const TransitionSides& sides, bool is_after);
/// "T3 r0 jump"
Claim jump_claim(const TransitionPair& pair, const TransitionSides& sides);

/// Why the detector need not see a published transition at this step; empty if it must.
std::string why_unseen(const published::Transition& expected, double step);

/// Of a sweep of a published case: the position of each transition, its jumps if the position is judged,
/// and which transitions are found. `prefix` stands before the quantities.
std::vector<Claim> transition_claims(const SeedSweep& sweep, const published::Case& expected,
                                     const std::string& prefix, const char* distance = "r0");

}  // namespace caldera
