#pragma once
// How long walkers stay in a phase: the measurements of the study, one after the other.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "caldera/nn/models/linear_escape.h"
#include "experiments/thermal_escape/record.h"

namespace caldera {

/// h times the largest eigenvalue of the Hessian on the way out.
inline constexpr double step_in_stiffness = 0.1;

/// How much is measured.
struct ThermalOptions {
  std::uint64_t seed = 1;
  std::vector<double> barriers_in_t;    ///< ΔL/T
  std::vector<double> escapes;          ///< walkers at each
  double hot_barrier_in_t = 1;          ///< of the control
  std::size_t hot_escapes = 4000;       ///< walkers of the control
  std::size_t tested = 500;             ///< first walkers of each, for D: no more than there are
  std::size_t null_samples = 9999;      ///< of the law of D
  std::size_t variable_escapes = 8000;  ///< of the control of one variable
  std::size_t bowl_groups = 1000;       ///< of 64 numbers each
};

/// Told the share of a measurement that is done.
using WatchShare = std::function<void(double share)>;

/// The closed forms of a phase at β.
EscapePhase phase_at(Phase phase, double beta);

/// The row of a phase, at one of barriers_in_t (from 0), or hot after the last of them. D is
/// compared with `null`, sorted distances of exponential samples of options.tested times, which is
/// how many of the walkers are tested.
EscapeTimes measure_escape(const EscapePhase& phase, std::size_t row, std::size_t temperature,
                           const ThermalOptions& options, const std::vector<double>& null,
                           const WatchShare& watch);

/// The first of barriers_in_t, with half the step.
HalvedStep measure_halved(const EscapePhase& phase, std::size_t row, const ThermalOptions& options,
                          const WatchShare& watch);

/// Both fits of a phase, from its rows that are not hot.
std::vector<EscapeFit> fits_of(const EscapePhase& phase, std::size_t row,
                               const std::vector<EscapeTimes>& escapes);

}  // namespace caldera
