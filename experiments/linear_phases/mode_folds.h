#pragma once
// Depth 3 and more: the fold in which a phase loses a mode, the saddle behind it, and what lies on the
// two sides of that saddle. Which phases these are, and which mode tells them apart, is found by descent.

#include <optional>
#include <span>
#include <vector>

#include "experiments/linear_phases/landscape.h"
#include "experiments/linear_phases/record.h"

namespace caldera {

/// Where curves are followed.
struct PhaseRange {
  double lowest = 0.02;  ///< β of the first point of a curve, and of the last on its way back
  double start = 0.1;    ///< β at which all phases exist
  double highest = 2;    ///< β at which a curve without a fold ends
};

/// A phase's curve through its fold.
struct ModeFold {
  std::size_t mode = 0;  ///< from 0: that is learned on one side of the saddle only
  /// The phase and the one behind the saddle, at PhaseRange::start.
  StationaryPoint learned = {}, unlearned = {};
  CriticalPoint fold = {};
  std::vector<StationaryPoint> saddles = {};  ///< behind the fold, β falling
};

/// Follows the curve of a phase, given at range.start, from range.lowest up through its fold, and writes its
/// points. None if it has no fold below range.highest. Throws InputError if the curve is not followed to the
/// end of the range, has no saddles there, or if the saddle at range.start is not beside the phase.
std::optional<ModeFold> followed_fold(LinearPhases& run, LinearLandscape& landscape,
                                      const StationaryPoint& phase, const PhaseRange& range);

/// The saddle behind the fold at a β below it. Throws InputError if the fold has no saddles, or none is reached
/// there.
StationaryPoint saddle_at(LinearLandscape& landscape, const ModeFold& fold, double beta);

/// Where both phases are equally deep, to 1e-12.
PhaseBalance balance_of(LinearLandscape& landscape, const ModeFold& fold, const PhaseRange& range);

/// Both phases and the saddle, at `count` even steps of β from range.lowest towards the fold, which is
/// left out.
std::vector<PhaseBarrier> barriers_of(LinearLandscape& landscape, const ModeFold& fold,
                                      const PhaseRange& range, std::size_t count);

/// The ends of both phases: the upper one of the learned at the fold; the lower one of the unlearned
/// where its smallest eigenvalue, followed to range.lowest/8, extrapolates to zero.
std::vector<PhaseEnd> ends_of(LinearLandscape& landscape, const ModeFold& fold,
                              const PhaseRange& range);

/// β where the smallest eigenvalue of a phase becomes zero, extrapolated from minima at these four β, each
/// minimised from the one before, the first from θ. Error: by what the last minimum changed it.
PhaseEnd extrapolated_end(LinearLandscape& landscape, std::span<const double> theta,
                          std::span<const double> betas);

}  // namespace caldera
