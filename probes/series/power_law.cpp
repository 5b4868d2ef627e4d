#include "caldera/probes/series/power_law.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "caldera/autograd/arithmetic/elementary.h"
#include "caldera/autograd/arithmetic/error.h"
#include "caldera/autograd/arithmetic/sums.h"

namespace caldera {
namespace {

using Values = std::vector<double>;

InputError refusal(const std::string& expected, const std::string& found) {
  return {"power law", "points", expected, found, "measure more or other points"};
}

void check(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size() || x.size() < 3)
    throw refusal("three or more, as many x as y", fmt::format("{} and {}", x.size(), y.size()));
  for (const std::span<const double> values : {x, y})
    for (const double value : values)
      if (!(value > 0 && std::isfinite(value)))
        throw refusal("positive numbers", fmt::format("{}", value));
  if (std::ranges::all_of(x, [&](double value) { return value == x.front(); }))
    throw refusal("x that differ", "one x");
}

double mean(const Values& values) {
  return sum(std::span<const double>(values)) / static_cast<double>(values.size());
}

/// log x
Values logarithms(std::span<const double> x) {
  Values result;
  for (const double value : x) result.push_back(elementary::log(value));
  return result;
}

}  // namespace

PowerLaw fit_power_law(std::span<const double> x, std::span<const double> y) {
  check(x, y);
  Values u = logarithms(x), v = logarithms(y);
  const double u_mean = mean(u), v_mean = mean(v);
  for (double& value : u) value -= u_mean;
  for (double& value : v) value -= v_mean;
  const double spread = squared_norm(u), slope = dot(u, v) / spread;
  for (std::size_t i = 0; i < u.size(); ++i) v[i] -= slope * u[i];  // the residuals
  const double variance = squared_norm(v) / static_cast<double>(u.size() - 2);
  return {slope, std::sqrt(variance / spread), elementary::exp(v_mean - slope * u_mean)};
}

}  // namespace caldera
