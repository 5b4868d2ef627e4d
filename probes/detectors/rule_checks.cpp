#include "caldera/probes/detectors/rule_checks.h"

#include <fmt/format.h>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

void check_rule(const std::string& name, std::size_t value, std::size_t least) {
  if (value < least)
    throw InputError("detector", name, fmt::format("{} or more", least), fmt::format("{}", value),
                     "choose another");
}

void check_rule(const std::string& name, double value) {
  if (!(value > 0))
    throw InputError("detector", name, "a positive number", fmt::format("{}", value),
                     "choose another");
}

}  // namespace caldera
