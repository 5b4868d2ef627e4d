#pragma once
// How closely a training run is watched.

#include <cstdint>

namespace caldera {

/// Part of a run's configuration.
struct MonitorOptions {
  std::int64_t every = 10;              ///< steps from one sample to the next
  std::int64_t probe_examples = 256;    ///< the first so many test examples, for what layers make of them
  std::int64_t curvature_every = 10;    ///< epochs; 0: never
  std::int64_t curvature_examples = 500;  ///< the first so many training examples
  std::int64_t top = 3;                 ///< eigenvalues
};

}  // namespace caldera
