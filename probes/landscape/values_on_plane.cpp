#include "caldera/probes/landscape/values_on_plane.h"

#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {

std::vector<double> values_on_plane(Objective& objective, const Plane& plane,
                                    std::span<const double> xs, std::span<const double> ys,
                                    const std::function<void(std::size_t)>& watch) {
  std::vector<double> theta(objective.dim()), values;
  for (std::size_t row = 0; row < ys.size(); ++row) {
    for (const double x : xs) {
      set_point(plane, {x, ys[row]}, theta);
      values.push_back(objective.value(theta));
    }
    if (watch) watch(row + 1);
  }
  return values;
}

PlanePoint nearest_point(const Plane& plane, std::span<const double> theta) {
  std::vector<double> way(theta.begin(), theta.end());
  for (std::size_t j = 0; j < way.size(); ++j) way[j] -= plane.centre[j];
  const double uu = dot(plane.u, plane.u), along_u = dot(plane.u, way);
  if (plane.v.empty()) return {along_u / uu, 0};
  const double vv = dot(plane.v, plane.v), uv = dot(plane.u, plane.v), along_v = dot(plane.v, way);
  const double determinant = uu * vv - uv * uv;
  return {(along_u * vv - along_v * uv) / determinant, (along_v * uu - along_u * uv) / determinant};
}

}  // namespace caldera
