#pragma once
// Ranges of options. A number out of its range is refused before the program does anything.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace caldera {

/// Throws InputError naming the option unless low ≤ value ≤ high.
void check_between(const std::string& option, std::int64_t value, std::int64_t low,
                   std::int64_t high);

/// The same for a count. A negative number that was given for one comes in wrapped around; it is
/// named as it was given.
void check_count(const std::string& option, std::size_t value, std::int64_t low, std::int64_t high);

/// Throws InputError naming the option unless value > 0 is finite.
void check_positive(const std::string& option, double value);

/// Throws InputError naming the option unless value ≥ 0 is finite.
void check_not_negative(const std::string& option, double value);

/// Throws InputError naming the option unless it is one of the choices.
void check_one_of(const std::string& option, const std::string& value,
                  const std::vector<std::string>& choices);

}  // namespace caldera
