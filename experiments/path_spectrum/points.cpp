#include "experiments/path_spectrum/points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/error.h"
#include "experiments/study/option_checks.h"

namespace caldera {
namespace {

/// A candidate, by its number among them, and log r there.
struct Places {
  std::vector<double> log_distance;
  std::set<std::size_t> chosen;

  double width(std::size_t left, std::size_t right) const {
    return std::abs(log_distance[left] - log_distance[right]);
  }
};

/// Of the candidates between two neighbours, the one nearest to their middle.
std::size_t middle(const Places& places, std::size_t left, std::size_t right) {
  const double half = (places.log_distance[left] + places.log_distance[right]) / 2;
  std::size_t nearest = left + 1;
  for (std::size_t i = left + 2; i < right; ++i)
    if (std::abs(places.log_distance[i] - half) < std::abs(places.log_distance[nearest] - half))
      nearest = i;
  return nearest;
}

/// Chooses one more. There is one that is not chosen, and the ends are.
void split_widest_gap(Places& places) {
  double widest = -1;
  std::size_t next = 0;
  for (auto left = places.chosen.begin(); std::next(left) != places.chosen.end(); ++left) {
    const std::size_t right = *std::next(left);
    if (right == *left + 1 || places.width(*left, right) <= widest) continue;
    widest = places.width(*left, right);
    next = middle(places, *left, right);
  }
  places.chosen.insert(next);
}

void choose(Places& places, const std::vector<std::size_t>& candidates, std::size_t point) {
  const auto found = std::ranges::lower_bound(candidates, point);
  if (found != candidates.end() && *found == point)
    places.chosen.insert(static_cast<std::size_t>(found - candidates.begin()));
}

}  // namespace

std::vector<std::size_t> spread_points(const std::vector<SweepRow>& rows,
                                       const std::vector<Transition>& transitions,
                                       const std::vector<std::size_t>& candidates,
                                       std::size_t count) {
  assert(!candidates.empty());
  constexpr double least_distance = 1e-6;
  Places places;
  for (const std::size_t point : candidates)
    places.log_distance.push_back(
        elementary::log(std::max(rows[point].distance, least_distance)));
  places.chosen = {0, candidates.size() - 1};
  for (const Transition& transition : transitions) {
    for (std::size_t back = 0; back < 2 && back <= transition.left; ++back)
      choose(places, candidates, transition.left - back);
    for (std::size_t on = 0; on < 2; ++on) choose(places, candidates, transition.right + on);
  }
  while (places.chosen.size() < std::min(count, candidates.size())) split_widest_gap(places);
  std::vector<std::size_t> points;
  for (const std::size_t i : places.chosen) points.push_back(candidates[i]);
  return points;
}

std::vector<std::size_t> part_of(const std::vector<std::size_t>& points, std::size_t k,
                                 std::size_t n) {
  assert(1 <= k && k <= n);
  const auto at = [&](std::size_t part) {
    return points.begin() + static_cast<std::ptrdiff_t>(points.size() * part / n);
  };
  return {at(k - 1), at(k)};
}

std::vector<std::size_t> chosen_points(const SweepVisit& path, const PointChoice& choice) {
  std::vector<std::size_t> points = path.points;
  if (choice.beta_max)
    std::erase_if(points, [&, most = *choice.beta_max * (1 + 1e-9)](std::size_t i) {
      return path.rows[i].beta > most;
    });
  if (points.empty())
    throw InputError("--beta-max", fmt::format("{}", *choice.beta_max),
                     fmt::format("at least {}, the first beta of the path",
                                 path.rows[path.points.front()].beta),
                     "less", "give a larger one");
  if (choice.points > 0)
    points = spread_points(path.rows, path.transitions, points, choice.points);
  const auto available = static_cast<std::int64_t>(points.size());
  check_count("--parts", choice.parts, 1, available);
  check_count("--part", choice.part, 1, static_cast<std::int64_t>(choice.parts));
  return part_of(points, choice.part, choice.parts);
}

std::vector<double> middle_distances(const std::vector<Transition>& transitions) {
  std::vector<double> distances;
  for (const Transition& transition : transitions)
    distances.push_back((transition.distance_before + transition.distance_after) / 2);
  return distances;
}

}  // namespace caldera
