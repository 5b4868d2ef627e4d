#include "plots/axis_range.h"

#include <fmt/format.h>

#include <cmath>

#include "autograd/arithmetic/error.h"

namespace caldera {

std::string axis_range(const std::string& axis, double low, double high) {
  if (low == high || !std::isfinite(low) || !std::isfinite(high))
    throw InputError("figure", axis + " axis", "numbers that span a range",
                     fmt::format("{} to {}", low, high), "draw a run of more points");
  return fmt::format("set {}range [{}:{}]\n", axis, low, high);
}

}  // namespace caldera
