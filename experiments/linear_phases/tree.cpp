#include "experiments/linear_phases/tree.h"

#include <algorithm>

#include "caldera/autograd/arithmetic/random.h"
#include "caldera/nn/models/linear_mode.h"
#include "caldera/probes/landscape/merge_tree.h"

namespace caldera {
namespace {

using Numbers = std::vector<double>;

/// All sets of modes, as strengths 0 and 1.
std::vector<Numbers> sets_of_modes(std::size_t modes) {
  std::vector<Numbers> sets;
  for (std::size_t bits = 0; bits < std::size_t{1} << modes; ++bits) {
    Numbers& strengths = sets.emplace_back(modes);
    for (std::size_t i = 0; i < modes; ++i) strengths[i] = bits >> i & 1 ? 1 : 0;
  }
  return sets;
}

/// The number of the minimum that is at this point up to symmetry; minima.size() if none is.
std::size_t number_of(const std::vector<FoundMinimum>& minima, const Numbers& products) {
  const auto found = std::ranges::find_if(minima, [&](const FoundMinimum& minimum) {
    return is_same_phase(minimum.products, products);
  });
  return static_cast<std::size_t>(found - minima.begin());
}

/// The same; one that is not among them is added.
std::size_t known_number(const LinearTask& task, std::vector<FoundMinimum>& minima,
                         StationaryPoint point) {
  Numbers products = mode_products(task, point.theta);
  const std::size_t number = number_of(minima, products);
  if (number == minima.size()) minima.push_back({std::move(point), std::move(products)});
  return number;
}

PhaseMinimum row_of(const LinearTask& task, const FoundMinimum& minimum) {
  return {.depth = task.depth,
          .beta = minimum.point.c,
          .learned = learned_modes(minimum.products),
          .loss = loss_at(minimum.point),
          .starts = minimum.starts,
          .negative = minimum.point.negative,
          .zeros = minimum.point.zeros};
}

PhaseSaddle row_of(const LinearTask& task, const StationaryPoint& saddle, double beta,
                   std::size_t first, std::size_t second) {
  return {.depth = task.depth,
          .beta = beta,
          .height = loss_at(saddle),
          .negative = saddle.negative,
          .zeros = saddle.zeros,
          .lowest = saddle.spectrum.pairs.front().value,
          .bound = saddle.spectrum.pairs.front().bound,
          .first = first,
          .second = second};
}

}  // namespace

std::vector<FoundMinimum> minima_at(LinearLandscape& landscape, double beta,
                                    const PhaseStarts& starts) {
  std::vector<FoundMinimum> minima;
  Stream noise{starts.seed, Purpose::initial_parameters};
  for (const Numbers& strengths : sets_of_modes(landscape.task.width())) {
    Numbers theta = balanced_weights(landscape.task, strengths);
    for (std::size_t i = 0; i < theta.size(); ++i) theta[i] += starts.deviation * noise.normal(i);
    ++noise.step;
    StationaryPoint end = landscape.down(landscape.settling, theta, beta);
    const std::size_t number = known_number(landscape.task, minima, std::move(end));
    ++minima[number].starts;
  }
  std::ranges::stable_sort(
      minima, {}, [](const FoundMinimum& minimum) { return minimum.point.distance; });
  return minima;
}

std::vector<StationaryPoint> states_at(LinearLandscape& landscape,
                                       const std::vector<FoundMinimum>& minima) {
  const FoundMinimum& largest = minima.back();
  std::vector<FoundMinimum> states;
  for (Numbers strengths : sets_of_modes(landscape.task.width())) {
    for (std::size_t i = 0; i < strengths.size(); ++i)
      strengths[i] *= largest.products[i] < learned_mode
                          ? 0
                          : integer_root(largest.products[i], landscape.task.depth);
    known_number(landscape.task, states,
                 landscape.nearest(balanced_weights(landscape.task, strengths), largest.point.c));
  }
  std::vector<StationaryPoint> points;
  for (FoundMinimum& state : states) points.push_back(std::move(state.point));
  return points;
}

void add_states(LinearPhases& run, LinearLandscape& landscape, double beta,
                const PhaseStarts& starts) {
  for (const StationaryPoint& state : states_at(landscape, minima_at(landscape, beta, starts))) {
    const Numbers products = mode_products(landscape.task, state.theta);
    const StationaryPoint end = landscape.down(landscape.settling, state.theta, beta);
    run.states.push_back({.depth = landscape.task.depth,
                          .beta = beta,
                          .learned = learned_modes(products),
                          .loss = loss_at(state),
                          .negative = state.negative,
                          .zeros = state.zeros,
                          .lowest = state.spectrum.pairs.front().value,
                          .bound = state.spectrum.pairs.front().bound,
                          .settles_in = learned_modes(mode_products(landscape.task, end.theta))});
  }
}

void add_tree(LinearPhases& run, LinearLandscape& landscape, double beta,
              std::vector<StationaryPoint> saddles, const PhaseStarts& starts) {
  std::vector<FoundMinimum> minima = minima_at(landscape, beta, starts);
  for (const StationaryPoint& state : states_at(landscape, minima))
    if (state.negative == 1) saddles.push_back(state);
  std::vector<Pass> passes;
  for (const StationaryPoint& saddle : saddles) {
    auto [one, other] = landscape.sides(saddle);
    const std::size_t first = known_number(landscape.task, minima, std::move(one));
    const std::size_t second = known_number(landscape.task, minima, std::move(other));
    passes.push_back({first, second, loss_at(saddle)});
    run.saddles.push_back(row_of(landscape.task, saddle, beta, first, second));
  }
  Numbers heights;
  for (const FoundMinimum& minimum : minima) {
    heights.push_back(loss_at(minimum.point));
    run.minima.push_back(row_of(landscape.task, minimum));
  }
  for (const Join& join : merge_tree(heights, passes).joins) {
    const std::size_t shallower = join.shallower.front();
    run.joins.push_back({.depth = landscape.task.depth,
                         .beta = beta,
                         .height = join.height,
                         .deeper = join.deeper.front(),
                         .shallower = shallower,
                         .barrier = join.height - heights[shallower]});
  }
}

}  // namespace caldera
