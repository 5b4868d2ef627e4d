#pragma once
// Finds the phase transitions of a sweep over β from its record of the error E and the distance r
// from the reference. It is told neither where the transitions are nor how many there are.
//
// A transition of first order is a step of the sweep in which E rises and r falls at once, both
// more steeply than the curve does on either side. A *gap* i lies between two neighbouring points
// of the grid; the change over it is c_i = y_{i+1} − y_i, with y = E or y = −r, so that both rise.
//
//   trend   t_i = max(median c_{i−3…i−1}, median c_{i+1…i+3}): the steeper of the two sides.
//           A smooth bend, such as the fall of r at small β, is steeper on one side than in the
//           middle and so never leaves an excess, however fast it is. The sweep's first and last
//           gap have one side only and are never a transition.
//   excess  e_i = c_i − t_i: the jump beyond the trend.
//   noise   s_i = 1.4826 · median |c_j − median(c_{j−2}, c_{j−1}, c_{j+1}, c_{j+2})| over the W
//           gaps left of i, or right of i, whichever is larger; of a side with less than W gaps
//           the other counts, and with neither all gaps do. W = min(30, a third of the gaps).
//           1.4826 makes the median of absolute values the standard deviation if the noise is
//           normal. What bends within two steps counts as noise, too.
//   score   z_i = e_i/s_i of each signal, and of both together z_i = (z_i(E) + z_i(−r)) / √2: about
//           standard normal where nothing jumps.
//
// Gap i starts a transition if
//   1. e_i ≥ 0.4 |t_i| for both E and r            (steeper by two fifths than either side), and
//   2. z_i ≥ 3, and z_i ≥ 1 of each signal alone   (not noise).
// It grows over neighbouring gaps with z ≥ 3, since a transition may take several steps, and is
// kept if
//   3. the excess of E over its gaps is at least 1 % of E's range over the whole sweep.
//
// False alarms. On its own z ≥ 3 would let through 1.3·10⁻³ a gap, 0.6 a sweep of 450 gaps; the
// other conditions must hold for two independent signals, and 1 % of the range is 5 standard
// deviations of the published curves' noise. Measured on smooth curves: one alarm in 900 sweeps
// (300 each of 30, 90 and 450 gaps) at the published noise, and less than one in eight sweeps at
// ten times that noise. tests/probes/transitions/transitions_test.cpp counts them.
//
// What it cannot see: a jump smaller than 0.4 of the trend over a step, or one in the sweep's last
// gap. The paper's first transition raises E by 0.045 where the trend is 21 a unit of β, so a step
// must be below 0.004. Developed on the published seed 1. On all three published seeds, taking
// every 1st, 2nd, 5th, 10th or 15th point from every possible start: with steps up to 0.001 all
// five transitions are found and nothing else, with 0.002 two of 150 are missed, with 0.003 36 of
// 225 (mostly T₁, T₃ and those in the last gap), and there is no false alarm at any step.

#include <cstddef>
#include <span>
#include <vector>

namespace caldera {

/// A sweep: n values each, borrowed. β ascends in even steps.
struct SweepCurve {
  std::span<const double> beta;      ///< strength of the pull
  std::span<const double> error;     ///< E, of the training set
  std::span<const double> distance;  ///< r = ‖θ − θ_ref‖₂
};

/// The constants of the rule above.
struct TransitionRule {
  std::size_t trend_gaps = 3;    ///< on each side
  std::size_t noise_gaps = 30;   ///< W, on each side
  double steepness = 0.4;        ///< least excess, in units of the trend
  double score = 3;              ///< least score of both signals together
  double single_score = 1;       ///< least score of each signal
  double smallest_share = 0.01;  ///< least jump of E, as a share of its range
};

/// One transition. It happened somewhere between two points of the grid: nothing is known about
/// where, so its position is the middle.
struct Transition {
  double beta = 0;             ///< middle of the bracket
  double beta_left = 0;        ///< the bracket: last point before
  double beta_right = 0;       ///< and first point after
  std::size_t left = 0;        ///< index of the last point before
  std::size_t right = 0;       ///< index of the first point after
  double error_jump = 0;       ///< change of E beyond the trend, > 0
  double distance_jump = 0;    ///< change of r beyond the trend, < 0
  double error_before = 0;     ///< E at the left end of the bracket
  double error_after = 0;      ///< E at the right end
  double distance_before = 0;  ///< r at the left end of the bracket
  double distance_after = 0;   ///< r at the right end
  double score = 0;            ///< the largest z of its gaps
};

/// Points that a sweep must have: the rule looks at gaps on both sides of a gap.
inline constexpr std::size_t fewest_points = 10;

/// The transitions of a sweep, in order of β. A pure function of its input: + − · / √ and sorting
/// only. Throws InputError for fewer points than that, lengths that differ, values that are not
/// finite, and β that does not ascend in even steps (to 1 % of a step).
std::vector<Transition> find_transitions(const SweepCurve& curve, const TransitionRule& rule = {});

}  // namespace caldera
