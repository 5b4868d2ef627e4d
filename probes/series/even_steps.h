#pragma once
// Numbers in even steps.

#include <cstddef>
#include <vector>

namespace caldera {

/// `count` ≥ 2 numbers from `low` to `high`, both included: low + (high − low) i/(count − 1).
std::vector<double> even_steps(double low, double high, std::size_t count);

}  // namespace caldera
