#pragma once
// A function of many variables on a plane, for contours: E(centre + x u + y v).

#include <functional>
#include <span>
#include <vector>

#include "caldera/autograd/objective.h"
#include "caldera/autograd/plane.h"

namespace caldera {

/// E at all (x, y): a row for each y, a column for each x. `watch`, if given, is told how many
/// rows are done, after each.
std::vector<double> values_on_plane(Objective& objective, const Plane& plane,
                                    std::span<const double> xs, std::span<const double> ys,
                                    const std::function<void(std::size_t rows)>& watch = {});

/// Coordinates of the point of the plane, or line, that is nearest to θ: least squares, so u and v may
/// have any length and angle but must not be parallel or zero. y is 0 on a line.
PlanePoint nearest_point(const Plane& plane, std::span<const double> theta);

}  // namespace caldera
