#include "plots/case_claims.h"

#include "plots/comparable.h"
#include "plots/grid_claims.h"
#include "plots/transition_claims.h"

namespace caldera {

std::vector<Claim> case_claims(const SeedSweep& sweep, const published::Case& expected,
                               const std::string& prefix, const char* distance) {
  std::vector<Claim> rows = transition_claims(sweep, expected, prefix, distance);
  if (sweep.rows.front().beta == 0)
    rows.insert(rows.begin(), reported(prefix + "accuracy at 0 (%)", sweep.seed,
                                       sweep.rows.front().test_accuracy, ""));
  for (const GridQuantity& quantity : {grid_test_error, grid_accuracy})
    rows.push_back(grid_claim(sweep, expected, quantity, prefix));
  return compared_unless(why_not_compared(sweep.profile, sweep.configuration), rows);
}

Claim distance_claim(const SeedSweep& sweep, const published::Case& expected,
                     const std::string& prefix, const char* distance) {
  const std::string reason = why_not_compared(sweep.profile, sweep.configuration);
  return compared_unless(reason, {grid_claim(sweep, expected, grid_distance(distance), prefix)})
      .front();
}

}  // namespace caldera
