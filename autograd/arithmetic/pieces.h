#pragma once
// Going through a range in pieces that fit a buffer.

#include <algorithm>
#include <cstddef>

namespace caldera {

/// Calls call(first, count) for consecutive pieces of 0 … n−1, each of at most `step`.
template <class Call>
void for_each_piece(std::size_t n, std::size_t step, const Call& call) {
  for (std::size_t first = 0; first < n; first += step) call(first, std::min(step, n - first));
}

}  // namespace caldera
