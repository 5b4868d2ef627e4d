#pragma once
// A sweep against the published ones. Means, deviations and trends are those of the published runs
// (plots/published/origin_sweep.h); 4 %, 20 % and 4 s are ours, as is the width of the bracket in which a run's
// detector finds its jump. Bands:
//   T_i             4 % of T_i, or one step of the run's grid if that is more.
//   how many        five.
//   at β = 0        the range of the three published seeds, each bound widened by 20 % of itself;
//                   of the accuracy, the misclassified share is what is widened.
//   beside and      plots/transition_claims.h. s is the standard deviation of the published values beside the
//   over T_i        jump (three seeds, six points each). These eighteen are not independent: six are of one
//                   run, and neighbours in β. So no probability is claimed for 4 s.
//   in the phases   plots/grid_claims.h, with the published scatter of the three seeds.

#include <vector>

#include "plots/report/claim.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// All claims of one seed: the positions, their number, β = 0, beside and over each transition, and
/// in the phases.
std::vector<Claim> compare(const SeedSweep& sweep);

}  // namespace caldera
