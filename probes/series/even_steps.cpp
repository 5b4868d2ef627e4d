#include "caldera/probes/series/even_steps.h"

#include <cassert>

namespace caldera {

std::vector<double> even_steps(double low, double high, std::size_t count) {
  assert(count >= 2);
  std::vector<double> numbers;
  const auto steps = static_cast<double>(count - 1);
  for (std::size_t i = 0; i < count; ++i)
    numbers.push_back(low + (high - low) * (static_cast<double>(i) / steps));
  return numbers;
}

}  // namespace caldera
