#include "caldera/probes/spectrum/wanted_pairs.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "caldera/probes/require.h"

namespace caldera {

namespace {

constexpr Require require{"eigenpairs", "change the options of the eigensolver"};

}  // namespace

std::size_t wanted_count(const EigenOptions& options) {
  return options.top + options.bottom + options.largest_magnitude;
}

void check_options(const EigenOptions& o, std::size_t dim) {
  const std::size_t wanted = wanted_count(o);
  require(wanted >= 1 && wanted <= dim, "number of pairs",
          "1 to " + std::to_string(dim) + ", the dimension", std::to_string(wanted));
  require(o.largest_magnitude == 0 || o.top == 0, "which pairs", "either largest_magnitude or top",
          "both");
  require(o.block >= 1, "block", "at least 1", "0");
  const std::size_t smallest = std::min(dim, wanted + 2 * o.block);
  require(o.basis == 0 || o.basis >= smallest, "basis",
          "at least " + std::to_string(smallest) + " vectors", std::to_string(o.basis));
  const std::size_t least = fewest_products(o);
  require(o.max_products >= least, "max_products", "at least " + std::to_string(least),
          std::to_string(o.max_products));
  require(std::isfinite(o.tolerance) && o.tolerance > 0, "tolerance", "a positive number",
          std::to_string(o.tolerance));
  require(std::isfinite(o.relative_tolerance) && o.relative_tolerance >= 0, "relative tolerance",
          "0 or a positive number", std::to_string(o.relative_tolerance));
  require(o.missed_chance >= least_chance && o.missed_chance < 1, "missed_chance",
          "1e-12 to less than 1", std::to_string(o.missed_chance));
  require(o.start.rows == 0 || o.start.cols == dim, "start vectors",
          std::to_string(dim) + " entries", std::to_string(o.start.cols));
}

std::vector<std::size_t> first_wanted(std::span<const double> values, const EigenOptions& options,
                                      std::size_t count) {
  std::size_t low = 0, high = 0;  // how many from either end
  if (options.largest_magnitude > 0) {
    low = std::min(options.bottom, count);
    while (low + high < count)
      ++(std::abs(values[low]) > std::abs(values[values.size() - 1 - high]) ? low : high);
  } else {
    high = count * options.top / (options.top + options.bottom);
    low = count - high;
  }
  std::vector<std::size_t> chosen(count);
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  for (std::size_t i = low; i < count; ++i) chosen[i] = values.size() - count + i;
  return chosen;
}

std::vector<double> ranking(std::span<const double> values, const EigenOptions& options) {
  std::vector<double> result;
  for (const std::size_t i : first_wanted(values, options, wanted_count(options)))
    result.push_back(values[i]);
  if (options.largest_magnitude == 0) return result;
  const std::span<double> by_magnitude = std::span(result).subspan(options.bottom);
  for (double& value : by_magnitude) value = std::abs(value);
  std::ranges::sort(by_magnitude);
  return result;
}

}  // namespace caldera
