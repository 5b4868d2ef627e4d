#pragma once
// Which points of a path are looked at: some of them, spread over what is seen of the path, and a
// part of these for each of several runs.

#include <cstddef>
#include <optional>
#include <vector>

#include "caldera/probes/transitions/transitions.h"
#include "experiments/sweep/record.h"
#include "experiments/sweep/visit.h"

namespace caldera {

/// So many of the candidates, ascending: the first and the last, two on either side of each
/// transition as far as they are candidates, and then one after the other that in the middle of the
/// widest gap between neighbours; gaps are of log r, r the distance from the reference. Of gaps as
/// wide the first. So where a single step jumps there are points on both sides, and where r stands
/// still there are few. All, if there are no more than `count`; more than `count` only for
/// transitions. Candidates: ascending, one or more. Of r below 1e-6 the logarithm is that of 1e-6.
std::vector<std::size_t> spread_points(const std::vector<SweepRow>& rows,
                                       const std::vector<Transition>& transitions,
                                       const std::vector<std::size_t>& candidates,
                                       std::size_t count);

/// Part 1 ≤ k ≤ n of the points, in their order: parts differ by one point at most, and all of them
/// together are the points.
std::vector<std::size_t> part_of(const std::vector<std::size_t>& points, std::size_t k,
                                 std::size_t n);

/// Which of the points that a visit offers.
struct PointChoice {
  std::optional<double> beta_max = {};  ///< those up to this beta
  std::size_t points = 0;               ///< of these so many, by spread_points(); 0: all
  std::size_t part = 1, parts = 1;      ///< of these this part, 1 ≤ part ≤ parts
};

/// The chosen ones. Throws InputError, naming the option, if no point is up to beta_max, or if
/// there are fewer points than parts.
std::vector<std::size_t> chosen_points(const SweepVisit& path, const PointChoice& choice);

/// r in the middle of each transition's bracket.
std::vector<double> middle_distances(const std::vector<Transition>& transitions);

}  // namespace caldera
