#pragma once
// Points of a plane in parameter space, or of a line.

#include <cassert>
#include <cstddef>
#include <span>

#include "caldera/autograd/arithmetic/borrowed.h"

namespace caldera {

/// The points centre + x u + y v, by reference: P entries each. u and v need not be unit vectors. A
/// line has an empty v.
struct Plane {
  Borrowed<double> centre, u, v;
};

/// Coordinates of one of them.
struct PlanePoint {
  double x = 0, y = 0;
};

/// out ← centre + x u + y v, added in this order; on a line y has no meaning. out: P entries.
inline void set_point(const Plane& plane, const PlanePoint& at, std::span<double> out) {
  assert(out.size() == plane.centre.size() && out.size() == plane.u.size());
  for (std::size_t j = 0; j < out.size(); ++j) out[j] = plane.centre[j] + at.x * plane.u[j];
  for (std::size_t j = 0; j < plane.v.size(); ++j) out[j] += at.y * plane.v[j];
}

}  // namespace caldera
