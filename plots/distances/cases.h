#pragma once
// The cases of Fig. 7: which published sweep belongs to which runs.

#include <string>
#include <vector>

#include "plots/published/curves.h"
#include "plots/report/run_list.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// One panel, and one row of the verdict for each of its runs.
struct DistanceCase {
  const char* option;  ///< of the figure: "relu" for --relu
  const char* where;   ///< of its runs, below results/<profile>
  const char* title;
  const published::Case* expected;
  bool is_needed;
};

/// In the order of the figure.
const std::vector<DistanceCase>& distance_cases();

}  // namespace caldera
