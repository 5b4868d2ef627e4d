#pragma once
// Ranges of the numbers that make a rule.

#include <cstddef>
#include <string>

namespace caldera {

/// Throws InputError naming the number unless it is at least so large.
void check_rule(const std::string& name, std::size_t value, std::size_t least);

/// Throws InputError naming the number unless value > 0; infinity is allowed.
void check_rule(const std::string& name, double value);

}  // namespace caldera
