#include "experiments/thermal_escape/measure.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/nn/models/linear_escape_correction.h"
#include "caldera/probes/series/exponential_law.h"
#include "caldera/probes/series/mean_estimate.h"
#include "caldera/probes/series/weighted_line.h"
#include "experiments/thermal_escape/potentials.h"
#include "experiments/thermal_escape/times_on_threads.h"

namespace caldera {
namespace {

using Numbers = std::vector<double>;

/// Each measurement has walkers of its own: up to 2²⁴ of them.
std::uint32_t first_walker(std::size_t row, std::size_t block) {
  return static_cast<std::uint32_t>((16 * row + block) << 24);
}

/// Whether w is near a minimum with |wᵢ| = target. The signs need not be looked at: with a product
/// below zero, points near such |wᵢ| lie higher than the saddle by 20 ΔL and more, and are not
/// reached.
auto has_arrived(const EscapePhase& phase) {
  const double radius = arrival_share * (phase.target - phase.saddle);
  return [target = phase.target, most = 3 * radius * radius](const Point<3>& w) {
    double distance = 0;
    for (const double weight : w)
      distance += (std::abs(weight) - target) * (std::abs(weight) - target);
    return distance <= most;
  };
}

Numbers escape_times(const EscapePhase& phase, const LangevinRule& rule, std::uint32_t first,
                     std::size_t count, const WatchShare& watch) {
  const ThreeWeights network{escape_mode.singular_value, phase.beta};
  const Walkers walkers(network, {phase.start, phase.start, phase.start}, rule);
  return times_on_threads(walkers, has_arrived(phase), first, count, watch);
}

/// EscapeTimes::survival
Numbers survival_of(const Numbers& times, double mean) {
  Numbers survival;
  for (std::size_t i = 0; i < survival_points; ++i) {
    const double time = survival_step * static_cast<double>(i) * mean;
    const auto left = std::ranges::count_if(times, [&](double t) { return t > time; });
    survival.push_back(static_cast<double>(left) / static_cast<double>(times.size()));
  }
  return survival;
}

const char* name_of(Phase phase) { return phase == Phase::learned ? "learned" : "origin"; }

}  // namespace

EscapePhase phase_at(Phase phase, double beta) {
  const ThermalEscape escape = escape_from(phase, escape_mode, beta).value();
  const double stiffest = std::max({escape.stable, escape.across, -escape.unstable});
  return {.name = name_of(phase),
          .beta = beta,
          .start = escape.start,
          .saddle = escape.saddle,
          .target = escape.target,
          .barrier = escape.barrier,
          .stable = escape.stable,
          .unstable = escape.unstable,
          .across = escape.across,
          .ways = escape.ways,
          .prefactor = escape.prefactor,
          .correction = escape_correction(phase, escape_mode, beta).value(),
          .step = step_in_stiffness / stiffest};
}

EscapeTimes measure_escape(const EscapePhase& phase, std::size_t row, std::size_t temperature,
                           const ThermalOptions& options, const std::vector<double>& null,
                           const WatchShare& watch) {
  const bool is_hot = temperature == options.barriers_in_t.size();
  const double barrier_in_t =
      is_hot ? options.hot_barrier_in_t : options.barriers_in_t[temperature];
  const double t = phase.barrier / barrier_in_t;
  const auto count =
      is_hot ? options.hot_escapes : static_cast<std::size_t>(options.escapes[temperature]);
  const Numbers times =
      escape_times(phase, {.temperature = t, .step = phase.step, .seed = options.seed},
                   first_walker(row, temperature), count, watch);
  const MeanEstimate mean = mean_estimate(times);
  assert(options.tested <= times.size());  // the null law is that of so many
  const auto tested = times.begin() + static_cast<std::ptrdiff_t>(options.tested);
  const double distance = exponential_distance({times.begin(), tested});
  return {.phase = row,
          .is_hot = is_hot,
          .barrier_in_t = barrier_in_t,
          .temperature = t,
          .escapes = count,
          .mean = mean.mean,
          .error = mean.error,
          .law = phase.prefactor * elementary::exp(barrier_in_t),
          .tested = options.tested,
          .distance = distance,
          .p = p_value(distance, null),
          .survival = survival_of(times, mean.mean)};
}

HalvedStep measure_halved(const EscapePhase& phase, std::size_t row, const ThermalOptions& options,
                          const WatchShare& watch) {
  const double t = phase.barrier / options.barriers_in_t.front(), step = phase.step / 2;
  const auto count = static_cast<std::size_t>(options.escapes.front());
  const MeanEstimate mean =
      mean_estimate(escape_times(phase, {.temperature = t, .step = step, .seed = options.seed},
                                 first_walker(row, 15), count, watch));
  return {.phase = row,
          .temperature = t,
          .step = step,
          .escapes = count,
          .mean = mean.mean,
          .error = mean.error};
}

std::vector<EscapeFit> fits_of(const EscapePhase& phase, std::size_t row,
                               const std::vector<EscapeTimes>& escapes) {
  std::vector<EscapeFit> fits;
  for (const bool is_corrected : {false, true}) {
    Numbers x, y, error;
    for (const EscapeTimes& at : escapes) {
      if (at.phase != row || at.is_hot) continue;
      const double factor = is_corrected ? 1 + phase.correction * at.temperature : 1;
      x.push_back(1 / at.temperature);
      y.push_back(elementary::log(at.mean / factor));
      error.push_back(at.error / at.mean);
    }
    const WeightedLine line = fit_weighted_line(x, y, error);
    fits.push_back({.phase = row,
                    .is_corrected = is_corrected,
                    .slope = line.slope,
                    .slope_error = line.slope_error,
                    .prefactor = elementary::exp(line.intercept),
                    .relative_error = line.intercept_error,
                    .chi_squared = line.chi_squared});
  }
  return fits;
}

}  // namespace caldera
