#include "plots/distances/cases.h"

namespace caldera {

const std::vector<DistanceCase>& distance_cases() {
  static const std::vector<DistanceCase> cases = {
      {"runs", "origin_sweep/seed*.h5", "MNIST, sigmoid", &published::origin_sweep, true},
      {"relu", "generalisation/relu.h5", "MNIST, ReLU", &published::relu, true},
      {"fashion", "generalisation/fashion.h5", "Fashion-MNIST", &published::fashion, false},
      {"cnn", "generalisation/cnn.h5", "patterns, CNN", &published::cnn, true},
      {"fast", "robustness/fast_seed*.h5", "MNIST, fast", &published::fast, true},
  };
  return cases;
}

}  // namespace caldera
