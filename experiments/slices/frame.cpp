#include "experiments/slices/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/nn/models/filter_direction.h"
#include "caldera/probes/landscape/pca.h"
#include "caldera/probes/landscape/values_on_plane.h"
#include "caldera/probes/linalg/orthogonal.h"
#include "caldera/probes/series/even_steps.h"
#include "caldera/probes/spectrum/lanczos.h"

namespace caldera {

namespace {

/// Refuses directions, a row each, that have no length, and two that are parallel.
void check_spans(ConstMatrix<double> directions) {
  std::vector<double> rows(directions.data, directions.data + directions.size());
  const double length = squared_norm(std::span<const double>(rows));
  const std::size_t left = std::isfinite(length) && length > 0
                               ? orthonormalise({rows.data(), directions.rows, directions.cols})
                               : 0;
  if (left < directions.rows)
    throw InputError(
        "random directions", "the model's weights",
        fmt::format("filters with a length, that span {} dimensions", directions.rows),
        fmt::format("{}", left),
        "directions are as long as the filters, and zero weights have no length: choose "
        "other --directions or another model");
}

}  // namespace

SliceFrame random_frame(const NetworkShape& shape, std::span<const double> centre,
                        std::uint64_t seed, std::size_t count) {
  SliceFrame frame{.directions = {count, centre.size(), {}}};
  for (std::uint32_t number = 0; number < count; ++number) {
    const std::vector<double> direction = filter_direction(shape, centre, seed, number);
    frame.directions.values.insert(frame.directions.values.end(), direction.begin(),
                                   direction.end());
  }
  check_spans(frame.directions.view());
  return frame;
}

SliceFrame pca_frame(ConstMatrix<double> trajectory, std::size_t count) {
  const PrincipalComponents found = principal_components(trajectory, count);
  return {.directions = {count, trajectory.cols, found.directions}, .shares = found.shares};
}

SliceFrame eigenvector_frame(DatasetObjective& objective, std::span<const double> centre,
                             std::uint64_t seed, std::size_t count, bool lowest) {
  const auto hessian = objective.linearize(centre);
  const EigenSummary found =
      eigenpairs(*hessian, {.top = lowest ? 0 : count, .bottom = lowest ? count : 0, .seed = seed});
  if (!found.converged)
    throw InputError("eigenvectors", "Lanczos' method", "convergence",
                     fmt::format("none in {} products", found.products), "choose other directions");
  SliceFrame frame{.directions = {count, found.dim, {}}};
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t pair = lowest ? k : count - 1 - k;
    const auto vector = found.vector_rows().row(pair);
    frame.directions.values.insert(frame.directions.values.end(), vector.begin(), vector.end());
    frame.curvatures.push_back(found.pairs[pair].value);
  }
  return frame;
}

SliceFrame model_frame(std::span<const double> centre, ConstMatrix<double> others) {
  SliceFrame frame{.directions = {others.rows, others.cols, {}}};
  for (std::size_t i = 0; i < others.rows; ++i)
    for (std::size_t j = 0; j < others.cols; ++j)
      frame.directions.values.push_back(others(i, j) - centre[j]);
  const std::size_t left =
      orthonormalise({frame.directions.values.data(), others.rows, others.cols});
  if (left < others.rows)
    throw InputError("slice through models", "--second and --third",
                     fmt::format("models that span {} dimensions with the centre", others.rows),
                     fmt::format("{}", left), "name other models");
  return frame;
}

Plane plane_of(const SliceFrame& frame, std::span<const double> centre) {
  const ConstMatrix<double> rows = frame.directions.view();
  return {centre, rows.row(0), frame.is_line() ? std::span<const double>() : rows.row(1)};
}

ProjectedPoints projected(ConstMatrix<double> points, const Plane& plane,
                          DatasetObjective& objective) {
  ProjectedPoints result;
  std::vector<double> foot(plane.centre.size());
  double all = 0, beside = 0;
  for (std::size_t i = 0; i < points.rows; ++i) {
    const auto theta = points.row(i);
    result.at.push_back(nearest_point(plane, theta));
    result.error.push_back(objective.value(theta));
    result.squared_norm.push_back(squared_norm(theta));
    set_point(plane, result.at.back(), foot);
    all += squared_distance(theta, plane.centre);
    beside += squared_distance(theta, std::span<const double>(foot));
  }
  result.share = all > 0 ? 1 - beside / all : 1;
  return result;
}

namespace {

/// From the least coordinate of what is marked to the largest, and a quarter more.
std::vector<double> steps_around(const SliceFrame& frame, double PlanePoint::*axis,
                                 std::size_t side) {
  double low = 0, high = 0;
  for (const auto* points : {&frame.trajectory, &frame.models})
    for (const PlanePoint& at : points->at) {
      low = std::min(low, at.*axis);
      high = std::max(high, at.*axis);
    }
  const double margin = (high - low) / 4;
  return even_steps(low - margin, high + margin, side);
}

/// Where a parabola of this curvature has changed by 1 nat.
double reach_of(double curvature) {
  const double reach = std::sqrt(2 / std::abs(curvature));
  if (!std::isfinite(reach))
    throw InputError("slice along eigenvectors", "/slice/eigenvalue", "a curvature",
                     fmt::format("{}", curvature), "say how far with --extent");
  return reach;
}

}  // namespace

void set_grid(SliceFrame& frame, const std::string& kind, std::size_t side, double extent) {
  const auto steps = [&](std::size_t k, double PlanePoint::*axis) {
    if (extent > 0) return even_steps(-extent, extent, side);
    if (kind == "random") return even_steps(-1, 1, side);
    if (kind != "eigenvectors") return steps_around(frame, axis, side);
    const double reach = reach_of(frame.curvatures[k]);
    return even_steps(-reach, reach, side);
  };
  frame.xs = steps(0, &PlanePoint::x);
  frame.ys = frame.is_line() ? std::vector<double>{0} : steps(1, &PlanePoint::y);
}

namespace {

/// Whether E and ‖θ‖² are finite numbers.
bool is_finite_at(std::span<const double> theta, DatasetObjective& objective) {
  if (!std::isfinite(squared_norm(theta))) return false;
  try {
    objective.value(theta);
  } catch (const NonFiniteError&) {
    return false;
  }
  return true;
}

}  // namespace

void check_corners(const SliceFrame& frame, std::span<const double> centre,
                   DatasetObjective& objective) {
  const Plane plane = plane_of(frame, centre);
  std::vector<double> theta(centre.size());
  for (const double y : {frame.ys.front(), frame.ys.back()})
    for (const double x : {frame.xs.front(), frame.xs.back()}) {
      set_point(plane, {x, y}, theta);
      if (!is_finite_at(theta, objective))
        throw InputError("slice", fmt::format("its corner x = {:.3g}, y = {:.3g}", x, y),
                         "finite numbers", "an infinite E or norm", "choose a smaller --extent");
    }
}

}  // namespace caldera
