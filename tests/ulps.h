#pragma once
// Errors in units in the last place.

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace caldera::test {

/// The format of the truth: 29 bits more than a float, at least 11 more than a double.
template <class T>
using Wide = std::conditional_t<sizeof(T) == 4, double, long double>;

/// |found − truth| in units of the last place that T has at the truth. Infinity counts as the
/// power of two above the largest number. A NaN that is not shared is infinitely wrong.
template <class T>
double ulps(T found, Wide<T> truth) {
  using Limits = std::numeric_limits<T>;
  if (std::isnan(found) || std::isnan(truth)) {
    return std::isnan(found) && std::isnan(truth) ? 0 : std::numeric_limits<double>::infinity();
  }
  const Wide<T> limit = std::ldexp(Wide<T>{1}, Limits::max_exponent);
  const Wide<T> bounded = std::clamp(truth, -limit, limit);
  const Wide<T> difference = std::clamp<Wide<T>>(found, -limit, limit) - bounded;
  const int exponent = std::max(std::ilogb(bounded), Limits::min_exponent - 1);
  return static_cast<double>(std::abs(std::ldexp(difference, Limits::digits - 1 - exponent)));
}

}  // namespace caldera::test
