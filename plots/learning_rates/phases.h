#pragma once
// Phases of training over the learning rate η, by formulas on the signals of each run, and what the
// rules that flag changes (probes/detectors/) flag in each.

#include <array>
#include <string>
#include <vector>

#include "experiments/monitor/training_group.h"

namespace caldera {

/// Where steps along the top eigenvector of a quadratic begin to grow: at η λ₁ of so much.
inline constexpr double stability_bound = 2;
/// The error rises if a mini-batch of the first epoch has so many times that of the first one.
inline constexpr double least_rise = 1.5;

/// λ is the top eigenvalue of ∇²E before the first step, n the steps of an epoch, E₀ the error on
/// the first mini-batch before the first step.
enum class RatePhase {
  slow,      ///< η λ n < 1: to learn along the steepest direction alone takes more than an epoch
  stable,    ///< η λ ≤ 2, but not slow: steps on a quadratic of this curvature shrink
  beyond,    ///< η λ > 2, and none of what follows
  catapult,  ///< η λ > 2, and E rises above 1.5 E₀ in the first epoch; in the end η λ₁ < 2
  divergent  ///< the error of the last epoch is E₀ or more, or not finite
};
inline constexpr std::array all_rate_phases = {RatePhase::slow, RatePhase::stable,
                                               RatePhase::beyond, RatePhase::catapult,
                                               RatePhase::divergent};

/// "slow", "stable", "beyond 2/λ", "catapult" or "divergent".
std::string name(RatePhase phase);

/// A signal and the rule that looks at it.
struct Watch {
  std::string rule;    ///< "window", "baseline" or "CUSUM"
  std::string signal;  ///< as in the run file
};

/// The window rule of the dissection guide on signals of epochs; the baseline rule of the
/// phase-transition guide, with the first 10 % of the steps as its baseline, and the CUSUM on
/// signals of steps.
const std::vector<Watch>& watches();

/// A flag of watches()[watch].
struct RateFlag {
  std::size_t watch = 0;
  double epoch = 0;  ///< when the change began, in epochs since the first step
};

/// One learning rate.
struct RateRun {
  double rate = 0;
  double sharpness = 0;       ///< λ₁ before the first step
  double last_sharpness = 0;  ///< λ₁ at the last sample
  double rise = 0;            ///< largest error on a mini-batch in the first epoch, over E₀
  double first_error = 0;     ///< running error of the first epoch, nats
  double last_error = 0;      ///< and of the last
  double moved = 0;           ///< ‖θ‖ after the first epoch
  double last_rank = 0;       ///< effective rank of the hidden layer, at the end
  RatePhase phase = RatePhase::stable;
  std::vector<RateFlag> flags;
};

/// The runs of a run file of learning_rates. Throws InputError for another study.
std::vector<GroupRun> load_rates(const RunFile& file);

/// What one of them says. Throws InputError for signals that are missing.
RateRun analyse_rate(const GroupRun& run);

/// Of all runs of a phase: how many, and the flags of one rule.
struct PhaseFlags {
  std::size_t runs = 0;
  double flags = 0;         ///< a run, over all signals of the rule
  double median_epoch = 0;  ///< of all of them (probes/series/median.h); NaN without flags
};
PhaseFlags flags_in(const std::vector<RateRun>& runs, RatePhase phase, const std::string& rule);

}  // namespace caldera
