#pragma once
// The size of a matrix, entry by entry.

#include <algorithm>
#include <cmath>
#include <span>

#include "caldera/autograd/arithmetic/error.h"

namespace caldera {

/// max |xᵢ|, zero for none. Throws NonFiniteError if an entry is NaN or infinite.
inline double largest_entry(std::span<const double> x) {
  double largest = 0;
  for (const double entry : x) {
    if (!std::isfinite(entry))
      throw NonFiniteError("eigenproblem: the matrix has an entry that is not finite");
    largest = std::max(largest, std::abs(entry));
  }
  return largest;
}

}  // namespace caldera
