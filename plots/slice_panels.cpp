#include "plots/slice_panels.h"

#include <fmt/format.h>

#include <algorithm>

#include "plots/grid.h"
#include "plots/style.h"

namespace caldera {

std::vector<double> losses(const std::vector<double>& error,
                           const std::vector<double>& squared_norm, double beta) {
  std::vector<double> result = error;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += beta / 2 * squared_norm[i];
  return result;
}

double barrier(const std::vector<double>& losses) {
  double highest = 0, least = losses.front();
  for (std::size_t i = 1; i + 1 < losses.size(); ++i) {
    least = std::min(least, losses[i]);
    if (losses[i] > losses[i - 1] && losses[i] >= losses[i + 1])
      highest = std::max(highest, losses[i] - least);
  }
  return highest;
}

std::string loss_label(double beta) { return beta > 0 ? "L  (nat)" : "E  (nat)"; }

std::string axis_label(const Slice& slice, std::size_t k) {
  if (slice.directions == "random")
    return fmt::format("along direction {}  (filter norms)", k + 1);
  if (slice.directions == "pca")
    return fmt::format("distance along component {}  ({:.0f} %)", k + 1,
                       100 * slice.frame.shares[k]);
  if (slice.directions == "eigenvectors")
    return fmt::format("distance along an eigenvector,  λ = {:.3g} nat",
                       slice.frame.curvatures[k]);
  return fmt::format("distance along direction {}", k + 1);
}

namespace {

std::string points_block(const std::string& name, const ProjectedPoints& points, double beta) {
  const std::vector<double> own = losses(points.error, points.squared_norm, beta);
  std::vector<std::vector<double>> rows;
  for (std::size_t i = 0; i < points.size(); ++i)
    rows.push_back({points.at[i].x, points.at[i].y, own[i]});
  return data_block(name, rows);
}

}  // namespace

std::string slice_data(const std::string& name, const Slice& slice, double beta) {
  const std::vector<double> loss = losses(slice.values.error, slice.values.squared_norm, beta);
  return grid_block(name + "_map", slice.frame.xs, slice.frame.ys, {&loss}) +
         contour_block(name + "_levels", name + "_map", 3, "auto 12") +
         points_block(name + "_way", slice.frame.trajectory, beta) +
         points_block(name + "_models", slice.frame.models, beta);
}

std::string contour_plot(const std::string& name, const Slice& slice) {
  std::string plot = fmt::format(
      "plot ${0}_map using 1:2:3 with image, "
      "${0}_levels using 1:2 with lines lw 0.6 lc rgb '#ffffff', "
      "${0}_levels using 1:2:(sprintf('%.4g', $3)) every ::12::12 with labels font ',10' "
      "tc rgb '#ffffff', "
      "${0}_models using 1:2 with points pt 1 ps 1 lw 2 lc rgb '{1}'",
      name, colour::vermillion);
  if (const std::size_t points = slice.frame.trajectory.size(); points > 0)
    plot += fmt::format(
        ", ${0}_way using 1:2 with lines lw 1.2 lc rgb '{1}'"
        ", ${0}_way using 1:2 every ::0::0 with points pt 6 ps 1 lw 2 lc rgb '{1}'"
        ", ${0}_way using 1:2 every ::{2}::{2} with points pt 7 ps 1 lc rgb '{1}'",
        name, colour::vermillion, points - 1);
  return plot + "\n";
}

}  // namespace caldera
