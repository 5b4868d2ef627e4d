#include "experiments/option_checks.h"

#include <fmt/format.h>

#include <cmath>

#include "autograd/arithmetic/error.h"

namespace caldera {

void check_between(const std::string& option, std::int64_t value, std::int64_t low,
                   std::int64_t high) {
  if (low <= value && value <= high) return;
  throw InputError("option out of range", option, fmt::format("{} to {}", low, high),
                   fmt::format("{}", value), "choose a number in this range");
}

void check_positive(const std::string& option, double value) {
  if (value > 0 && std::isfinite(value)) return;
  throw InputError("option out of range", option, "a positive number", fmt::format("{}", value),
                   "choose a number above 0");
}

}  // namespace caldera
