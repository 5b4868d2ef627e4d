#include "plots/figure/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace caldera {

Panel legend_strip(const Box& at) {
  return {.at = at,
          .x = {.low = 0, .high = 1},
          .y = {.low = 0, .high = 1},
          .frame = Frame::none,
          .legend = Legend{
              .x = 0, .y = 0.9, .align = Align::left, .is_horizontal = true, .most_rows = 1}};
}

Series legend_entry(const std::string& name, const Series& like) {
  return {.name = name, .mark = like.mark, .style = like.style};
}

Axis decades(const std::string& label, double low, double high) {
  return {.label = label, .low = low, .high = high, .is_logarithmic = true, .format = "10^{%T}"};
}

std::vector<Tic> tics_at(const std::vector<double>& numbers) {
  std::vector<Tic> tics;
  for (const double number : numbers) tics.push_back({fmt::format("{}", number), number});
  return tics;
}

std::vector<double> round_levels(const std::vector<double>& values, int most) {
  assert(!values.empty());
  const auto [low, high] = std::ranges::minmax(values);
  // Below this, steps would be lost in the rounding of the values.
  if (!(high - low > 1e-12 * std::max(std::abs(low), std::abs(high)))) return {};
  const double least = (high - low) / most, power = std::pow(10, std::floor(std::log10(least)));
  double step = power;
  for (const double factor : {2.0, 5.0, 10.0})
    if (step < least) step = factor * power;
  std::vector<double> levels;
  for (double k = std::floor(low / step) + 1; k * step < high; ++k) levels.push_back(k * step);
  return levels;
}

std::optional<double> round_step(double length) {
  const std::vector<double> levels = round_levels({0, length}, 6);
  if (levels.size() < 2) return {};
  return levels[1] - levels[0];
}

}  // namespace caldera
