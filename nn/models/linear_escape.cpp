#include "caldera/nn/models/linear_escape.h"

#include <cmath>
#include <numbers>

#include "caldera/autograd/arithmetic/elementary.h"

namespace caldera {
namespace {

/// √(|det H_saddle| / det H_minimum). Of the learned minimum, the eigenvalues across the path
/// cancel.
double root_of_determinants(Phase phase, const LinearMode& mode, double beta,
                            const ThermalEscape& escape) {
  double ratio = -escape.unstable / escape.stable;
  if (phase == Phase::origin)
    for (std::size_t i = 1; i < mode.depth; ++i) ratio *= escape.across / beta;
  return std::sqrt(ratio);
}

}  // namespace

std::optional<ThermalEscape> escape_from(Phase phase, const LinearMode& mode, double beta) {
  const std::optional<double> learned = learned_strength(mode, beta),
                              saddle = saddle_strength(mode, beta);
  if (!learned || !saddle) return {};
  const bool forgets = phase == Phase::learned;
  ThermalEscape escape{.start = forgets ? *learned : 0,
                       .saddle = *saddle,
                       .target = forgets ? 0 : *learned,
                       .stable = forgets ? mode_curvature(mode, *learned) : beta,
                       .unstable = mode_curvature(mode, *saddle),
                       .across = 2 * beta};
  escape.barrier = mode_loss(mode, escape.saddle, beta) - mode_loss(mode, escape.start, beta);
  if (!forgets)
    for (std::size_t i = 1; i < mode.depth; ++i) escape.ways *= 2;
  escape.prefactor = 2 * std::numbers::pi / -escape.unstable *
                     root_of_determinants(phase, mode, beta, escape) / escape.ways;
  return escape;
}

double eyring_kramers_time(const ThermalEscape& escape, double temperature) {
  return escape.prefactor * elementary::exp(escape.barrier / temperature);
}

}  // namespace caldera
