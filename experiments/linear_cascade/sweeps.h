#pragma once
// Minima of deep linear networks while β rises and falls, and how much they change where a mode
// comes or goes. Nothing here knows the closed forms but the start.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "caldera/nn/models/linear_network.h"
#include "caldera/probes/continuation/stationary_curve.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/minimise/saddle_escaping_minimiser.h"
#include "experiments/linear_cascade/record.h"

namespace caldera {

inline constexpr NewtonRule linear_newton{.gradient = 1e-13};
inline constexpr SettleRule linear_settling{.curvature = -1e-9};

/// What every part works with. Its own members refer to each other: not to be copied.
struct LinearLesson {
  explicit LinearLesson(const LinearTask& what) : task(what), network(what) {}
  LinearLesson(const LinearLesson&) = delete;
  LinearLesson& operator=(const LinearLesson&) = delete;

  LinearTask task;
  LinearNetwork network;
  NewtonMinimiser descent{network, linear_newton};
  SaddleEscapingMinimiser minimiser{network, descent, linear_settling};
  StationaryCurve curve{network,
                        {},
                        {.gradient = 1e-13,
                         .tangent = {.tolerance = 1e-14},
                         .spectrum = dense_spectrum(network.dim())}};
  std::vector<std::string> notes;  ///< what did not converge, in words

  /// The stationary point to which Newton leads. Throws InputError if it does not.
  StationaryPoint stationary_point(std::span<const double> theta, double beta, double sense);
};

/// Balanced weights with all modes learned at β, and to each weight a normal number of so much
/// deviation. Balanced minima are so found, not assumed. β is below all folds.
std::vector<double> disturbed_start(const LinearTask& task, double beta, double deviation,
                                    std::uint64_t seed);

/// A path, and the weights at its points.
struct LinearSweep {
  LinearPath path;
  std::vector<std::vector<double>> weights;
};

/// Minimises at one β after the other, from θ on.
LinearSweep sweep(LinearLesson& lesson, std::span<const double> betas, std::vector<double> theta);

/// A mode (from 0) that comes or goes at β = `beta` in a sweep that has `before` for its last
/// minimum before that.
struct LinearTransition {
  std::size_t mode = 0;
  bool rising = true;
  double beta = 0;
  std::vector<double> before;
};

/// One for each of `count` steps of β: the first is `largest`, each next one half of the last. A
/// short sweep, in the middle of whose second step the transition is. Throws InputError if the mode
/// does not come or go in any of its steps.
std::vector<LinearJump> jumps(LinearLesson& lesson, const LinearTransition& transition,
                              double largest, std::size_t count);

/// What the jumps of one transition say of its order. Limit: by extrapolation in √step, in powers
/// of which the jump at a fold expands.
LinearOrder order_of(const std::vector<LinearJump>& jumps);

}  // namespace caldera
