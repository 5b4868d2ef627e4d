#pragma once
// Controls of the integrator, on potentials whose answers are known at every temperature.

#include "experiments/thermal_escape/measure.h"

namespace caldera {

/// Mean time from the learned minimum to the origin in V(a) of escape_mode at β, with a as the only
/// variable: by walkers, and by quadrature.
OneVariable measure_one_variable(double beta, double barrier_in_t, const ThermalOptions& options,
                                 const WatchShare& watch);

/// The variance in ½k‖x‖², k = 1 and T = 1, after a time of 20/k from x = 0.
BowlVariance measure_bowl(double step, const ThermalOptions& options);

}  // namespace caldera
