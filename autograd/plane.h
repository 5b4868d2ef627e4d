#pragma once
// Points of a plane in parameter space, or of a line.

#include <cassert>
#include <cstddef>
#include <span>

#include "caldera/autograd/arithmetic/borrowed.h"

namespace caldera {

/// The points centre + x u + y v. Borrows the three, of P entries each, which must outlive it. u and v
/// need not be unit vectors. A line has an empty v.
struct Plane {
  Borrowed<double> centre;  ///< the point at x = y = 0
  Borrowed<double> u;       ///< from there to x = 1
  Borrowed<double> v;       ///< from there to y = 1; empty for a line
};

/// Coordinates of one of them.
struct PlanePoint {
  double x = 0;  ///< along u
  double y = 0;  ///< along v; without meaning on a line
};

/// out ← centre + x u + y v, added in this order; on a line y has no meaning. out: P entries.
inline void set_point(const Plane& plane, const PlanePoint& at, std::span<double> out) {
  assert(out.size() == plane.centre.size() && out.size() == plane.u.size());
  for (std::size_t j = 0; j < out.size(); ++j) out[j] = plane.centre[j] + at.x * plane.u[j];
  for (std::size_t j = 0; j < plane.v.size(); ++j) out[j] += at.y * plane.v[j];
}

}  // namespace caldera
