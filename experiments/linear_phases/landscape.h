#pragma once
// The landscape of a deep linear network, and the ways to move on it: down, to a minimum, along curves of
// stationary points. Starts of these (mode_folds.h, tree.h) are balanced weights in the singular bases of the
// target, which are known. What is found from there is by Newton's method and descent, without the closed forms.

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/nn/models/linear_network.h"
#include "caldera/probes/continuation/follow_curve.h"
#include "caldera/probes/minimise/newton_minimiser.h"
#include "caldera/probes/minimise/saddle_escaping_minimiser.h"
#include "experiments/linear_phases/record.h"

namespace caldera {

/// Of curves, so that they look like such.
inline constexpr double longest_phase_step = 0.05;

/// What every part works with. Its own members refer to each other: not to be copied.
struct LinearLandscape {
  explicit LinearLandscape(const LinearTask& what) : task(what), network(what) {}
  LinearLandscape(const LinearLandscape&) = delete;
  LinearLandscape& operator=(const LinearLandscape&) = delete;

  LinearTask task;        ///< depth and target
  LinearNetwork network;  ///< E
  /// Short steps, so that descent stays near the steepest way down and in its basin.
  NewtonMinimiser descent{network, {.gradient = 1e-13, .largest_radius = 0.1}};
  SaddleEscapingMinimiser settling{network, descent, {.curvature = -1e-9}};
  StationaryCurve curve{network,
                        {},
                        {.gradient = 1e-13,
                         .tangent = {.tolerance = 1e-14},
                         .spectrum = dense_spectrum(network.dim())}};

  /// The stationary point next to θ, with its whole spectrum, be it a minimum or a saddle: by Newton's
  /// method, which may change β a little. The tangent there points along rising β for sense = 1 and
  /// falling for −1. Throws InputError if there is none.
  StationaryPoint nearest(std::span<const double> theta, double beta, double sense = 1);

  /// The same where descent by `minimiser`, one of the two above, ends. Throws InputError if it does not
  /// converge.
  StationaryPoint down(Minimiser<double>& minimiser, std::span<const double> theta, double beta,
                       double sense = 1);

  /// The point of the same curve at another β, by Newton steps along tangents; none may lead over a
  /// fold. Throws InputError if it is not reached.
  StationaryPoint moved(StationaryPoint point, double beta);

  /// Where descent ends from either side of a saddle: from θ ± a small step along the eigenvector of its
  /// smallest eigenvalue.
  std::pair<StationaryPoint, StationaryPoint> sides(const StationaryPoint& saddle);
};

/// The error of a search at β that did not find what it was for.
InputError failed_search(const LinearTask& task, double beta, const std::string& expected,
                         const std::string& found);

/// L
double loss_at(const StationaryPoint& point);

/// The smallest eigenvalue of ∇²L with a sign: at a minimum those that are zero by symmetry are left out.
double smallest_positive(const StationaryPoint& point);

/// Whether the products of the modes agree: the same point up to symmetry.
bool is_same_phase(std::span<const double> products, std::span<const double> others);

/// The first mode, from 0, that is learned in one of two phases and not in the other. Throws
/// InputError if none is.
std::size_t changed_mode(const LinearTask& task, const StationaryPoint& a, const StationaryPoint& b);

/// A point of the curve on which `mode`, from 1, is the last that is learned; 0: none is.
PhasePoint phase_point(const LinearTask& task, const StationaryPoint& point, std::size_t mode);

/// "110": the first two modes are learned.
std::string learned_modes(std::span<const double> products);

}  // namespace caldera
