#include "caldera/probes/series/weighted_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/sums.h"
#include "caldera/probes/require.h"

namespace caldera {
namespace {

using Values = std::vector<double>;

void check(std::span<const double> x, std::span<const double> y, std::span<const double> error) {
  constexpr Require require{"straight line", "measure more or other points"};
  require(x.size() >= 2 && y.size() == x.size() && error.size() == x.size(), "points",
          "two or more, as many x as y as errors",
          fmt::format("{}, {} and {}", x.size(), y.size(), error.size()));
  require(std::ranges::all_of(error, [](double e) { return e > 0 && std::isfinite(e); }), "points",
          "positive errors", "others");
  require(std::ranges::any_of(x, [&](double value) { return value != x.front(); }), "points",
          "x that differ", "one x");
}

}  // namespace

WeightedLine fit_weighted_line(std::span<const double> x, std::span<const double> y,
                               std::span<const double> error) {
  check(x, y, error);
  Values weights, u(x.begin(), x.end()), scaled, residuals;
  for (const double e : error) weights.push_back(1 / (e * e));
  const double total = sum(std::span<const double>(weights));
  const double x_mean = dot(weights, x) / total, y_mean = dot(weights, y) / total;
  for (std::size_t i = 0; i < u.size(); ++i) {
    u[i] -= x_mean;
    scaled.push_back(weights[i] * u[i]);
  }
  const double spread = dot(scaled, u), slope = dot(scaled, y) / spread;
  for (std::size_t i = 0; i < u.size(); ++i)
    residuals.push_back((y[i] - y_mean - slope * u[i]) / error[i]);
  return {.intercept = y_mean - slope * x_mean,
          .intercept_error = std::sqrt(1 / total + x_mean * x_mean / spread),
          .slope = slope,
          .slope_error = 1 / std::sqrt(spread),
          .chi_squared = squared_norm(std::span<const double>(residuals))};
}

}  // namespace caldera
