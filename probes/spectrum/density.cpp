#include "caldera/probes/spectrum/density.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/require.h"

namespace caldera {

namespace {

constexpr std::size_t fewest_starts = 2;

constexpr Require require{"spectral density", "change it"};

void check(const DensityOptions& o) {
  require(o.steps >= 1, "steps", "at least 1", "0");
  require(o.grid_points >= 2, "grid", "at least 2 points", std::to_string(o.grid_points));
  require(o.width >= 0 && std::isfinite(o.width), "width", "zero or a positive number",
          std::to_string(o.width));
  require(std::isfinite(o.low) && std::isfinite(o.high) && o.low <= o.high, "range of the grid",
          "low <= high, both finite", std::to_string(o.low) + " to " + std::to_string(o.high));
}

/// Fills in what the options leave open, from the rules of the first block.
void choose_scale(DensityOptions& o, const std::vector<Quadrature>& rules) {
  double low = 0, high = 0;  // of the spectrum and 0
  double first = rules[0].nodes.front(), last = rules[0].nodes.back();
  for (const Quadrature& rule : rules) {
    first = std::min(first, rule.nodes.front());
    last = std::max(last, rule.nodes.back());
  }
  low = std::min(low, first);
  high = std::max(high, last);
  if (o.width == 0) o.width = high > low ? 0.01 * (high - low) : 0.01;  // A = 0 has no scale
  if (o.low == o.high) {
    o.low = first - 5 * o.width;
    o.high = last + 5 * o.width;
  }
}

/// As many points as a step of σ needs, if there may be so many.
void resolve_width(DensityOptions& o) {
  const double steps = (o.high - o.low) / o.width;
  if (o.most_grid_points == 0 || !std::isfinite(steps)) return;  // check_scale refuses the latter
  const auto most = static_cast<double>(std::max(o.grid_points, o.most_grid_points) - 1);
  require(steps <= most, "width",
          fmt::format("at least {:.3g}, the step of a grid of {} points from {:.4g} to {:.4g}",
                      (o.high - o.low) / most, most + 1, o.low, o.high),
          fmt::format("{:.3g}", o.width));
  o.grid_points = std::max(o.grid_points, static_cast<std::size_t>(std::ceil(steps)) + 1);
}

/// Neither the grid nor the Gaussian on it may be beyond what numbers can hold.
void check_scale(const DensityOptions& o) {
  const double step = (o.high - o.low) / static_cast<double>(o.grid_points - 1);
  const bool holds = std::isfinite(step) && o.low + step > o.low && o.high - step < o.high;
  require(holds && std::isfinite(1 / o.width), "width",
          fmt::format("one that numbers can tell apart from {:.4g} to {:.4g}", o.low, o.high),
          fmt::format("{:.3g}", o.width));
}

double integral_of(const SpectralDensity& found) {
  const double step = found.grid[1] - found.grid[0];
  const std::span<const double> values = found.density;
  return step * (sum(values) - (values.front() + values.back()) / 2);
}

std::vector<double> even_grid(const DensityOptions& o) {
  std::vector<double> grid(o.grid_points);
  const double step = (o.high - o.low) / static_cast<double>(o.grid_points - 1);
  for (std::size_t i = 0; i < grid.size(); ++i)
    grid[i] = std::fma(static_cast<double>(i), step, o.low);
  return grid;
}

/// Σₖ wₖ G((x − xₖ)/σ)/σ at every grid point x.
std::vector<double> smoothed(const Quadrature& rule, std::span<const double> grid, double width) {
  constexpr double root_of_two_pi = 2.5066282746310005;
  std::vector<double> curve(grid.size());
  for (std::size_t k = 0; k < rule.nodes.size(); ++k) {
    const double height = rule.weights[k] / (root_of_two_pi * width);
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const double z = (grid[i] - rule.nodes[k]) / width;
      curve[i] = std::fma(height, elementary::exp(-0.5 * z * z), curve[i]);
    }
  }
  return curve;
}

/// Mean and standard error over the curves (one a start vector), point by point.
void average(const std::vector<std::vector<double>>& curves, SpectralDensity& result) {
  result.density.clear();
  result.standard_error.clear();
  std::vector<double> samples(curves.size());
  for (std::size_t i = 0; i < result.grid.size(); ++i) {
    for (std::size_t l = 0; l < curves.size(); ++l) samples[l] = curves[l][i];
    const Estimate point = mean_of(samples);
    result.density.push_back(point.value);
    result.standard_error.push_back(point.standard_error);
  }
}

}  // namespace

SpectralDensity spectral_density(SymmetricOperator& a, const DensityOptions& options) {
  check(options);
  DensityOptions o = options;
  SpectralDensity result;
  std::vector<std::vector<double>> curves;
  const auto take = [&](ConstMatrix<double> v) {
    const std::vector<Quadrature> rules = lanczos_quadratures(a, v, o.steps);
    if (curves.empty()) {
      choose_scale(o, rules);
      resolve_width(o);
      check_scale(o);
      result.grid = even_grid(o);
    }
    for (const Quadrature& rule : rules) {
      curves.push_back(smoothed(rule, result.grid, o.width));
      result.products += rule.nodes.size();
      result.rules.push_back(rule);
    }
  };
  const auto enough = [&] {
    average(curves, result);
    return is_reached(o.sampling, std::ranges::max(result.density),
                      std::ranges::max(result.standard_error));
  };
  result.reached = draw(o.sampling, fewest_starts, 0, a.dim(), take, enough);
  result.width = o.width;
  result.integral = integral_of(result);
  return result;
}

}  // namespace caldera
