#pragma once
// A function of many variables on a plane, for contours: E(centre + x u + y v).

#include <functional>
#include <span>
#include <vector>

#include "autograd/objective.h"
#include "autograd/plane.h"

namespace caldera {

/// E at all (x, y): a row for each y, a column for each x. `watch`, if given, is told how many
/// rows are done, after each.
std::vector<double> values_on_plane(Objective& objective, const Plane& plane,
                                    std::span<const double> xs, std::span<const double> ys,
                                    const std::function<void(std::size_t rows)>& watch = {});

/// `count` ≥ 2 numbers in even steps from `low` to `high`.
std::vector<double> even_steps(double low, double high, std::size_t count);

}  // namespace caldera
