#pragma once
// Ranges of options. A number out of its range is refused before the program does anything.

#include <cstdint>
#include <string>

namespace caldera {

/// Throws InputError naming the option unless low ≤ value ≤ high.
void check_between(const std::string& option, std::int64_t value, std::int64_t low,
                   std::int64_t high);

/// Throws InputError naming the option unless value > 0 is finite.
void check_positive(const std::string& option, double value);

}  // namespace caldera
