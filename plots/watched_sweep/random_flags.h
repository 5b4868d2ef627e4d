#pragma once
// How many transitions the same number of random flags would find. A detector must be better than
// this.
//
// Of N samples w₁, w₂ … count as transitions 1, 2 …; n flags are thrown at n different samples, all
// choices alike. The transitions of a set S with w samples together are all missed with the
// probability
//
//   miss(w) = Π_{j<n} (N − w − j)/(N − j),
//
// so that transition i is found with probability 1 − miss(wᵢ), and by inclusion and exclusion
// exactly m are missed with Σ_{j≥m} (−1)^{j−m} C(j,m) Σ_{|S|=j} miss(w_S).

#include <cstddef>
#include <vector>

namespace caldera {

/// Samples at which there may be flags, and how many of them belong to each transition.
struct FlagTargets {
  std::size_t samples = 0;
  std::vector<std::size_t> widths;  ///< of stretches that do not overlap; at most 20
};

struct RandomFlags {
  double recall = 0;         ///< mean share of transitions that are found; NaN if there are none
  double as_many_found = 1;  ///< probability that so many or more are found
};

/// Of `flags` flags at random; `found`: the number that as_many_found is about. Throws InputError
/// for more than 20 transitions.
RandomFlags random_flags(const FlagTargets& targets, std::size_t flags, std::size_t found);

}  // namespace caldera
