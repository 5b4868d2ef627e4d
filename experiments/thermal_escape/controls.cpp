#include "experiments/thermal_escape/controls.h"

#include <cmath>
#include <numbers>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/probes/langevin/first_passage.h"
#include "caldera/probes/series/mean_estimate.h"
#include "experiments/thermal_escape/potentials.h"
#include "experiments/thermal_escape/times_on_threads.h"

namespace caldera {
namespace {

// Walkers that no phase has (first_walker in measure.cpp).
constexpr std::uint32_t first_of_variable = 0x80000000, first_of_bowl = 0xC0000000;

}  // namespace

OneVariable measure_one_variable(double beta, double barrier_in_t, const ThermalOptions& options,
                                 const WatchShare& watch) {
  const ThermalEscape escape = escape_from(Phase::learned, escape_mode, beta).value();
  const double temperature = escape.barrier / barrier_in_t, target = arrival_share * escape.saddle;
  const double stable = 3 * escape.stable, unstable = 3 * escape.unstable;  // V″, V″₋
  const double step = step_in_stiffness / stable;
  const auto first = first_of_variable + (static_cast<std::uint32_t>(4 * barrier_in_t) << 24);
  const Walkers walkers(OneStrength{escape_mode.singular_value, beta}, {escape.start},
                        {.temperature = temperature, .step = step, .seed = options.seed});
  const auto has_arrived = [target](const Point<1>& a) { return a[0] <= target; };
  const MeanEstimate mean =
      mean_estimate(times_on_threads(walkers, has_arrived, first, options.variable_escapes, watch));
  const auto potential = [beta](double a) { return mode_loss(escape_mode, a, beta); };
  return {
      .beta = beta,
      .barrier_in_t = barrier_in_t,
      .step = step,
      .escapes = options.variable_escapes,
      .mean = mean.mean,
      .error = mean.error,
      .exact = mean_first_passage(potential, temperature,
                                  {.start = escape.start, .target = target, .wall = 2}),
      .law = 2 * std::numbers::pi / std::sqrt(-stable * unstable) * elementary::exp(barrier_in_t)};
}

BowlVariance measure_bowl(double step, const ThermalOptions& options) {
  constexpr double stiffness = 1, temperature = 1, time = 20;
  std::vector<double> squares;
  for (std::size_t group = 0; group < options.bowl_groups; ++group) {
    Walkers walkers(Bowl{stiffness}, {},
                    {.temperature = temperature, .step = step, .seed = options.seed});
    for (std::size_t lane = 0; lane < walkers.lanes; ++lane)
      walkers.begin(lane, first_of_bowl + static_cast<std::uint32_t>(group * walkers.lanes + lane));
    while (walkers.time(0) < time) walkers.move();
    for (std::size_t lane = 0; lane < walkers.lanes; ++lane)
      for (const double x : walkers.at(lane)) squares.push_back(x * x);
  }
  const MeanEstimate variance = mean_estimate(squares);
  const double z = stiffness * step;
  const double shrinkage = (1 - z + z * z / 4) / (1 - z + z * z / 2 - z * z * z / 8);
  return {.stiffness = stiffness,
          .temperature = temperature,
          .step = step,
          .numbers = squares.size(),
          .variance = variance.mean,
          .error = variance.error,
          .discrete = temperature / stiffness * shrinkage,
          .exact = temperature / stiffness};
}

}  // namespace caldera
