#pragma once
// A sweep against the published ones. Means, deviations and trends are those of the published runs
// (plots/published.h); 4 %, 20 % and 4 s are ours, as is the width of the bracket in which a run's
// detector finds its jump. Bands:
//   T_i             4 % of T_i, or one step of the run's grid if that is more.
//   how many        five.
//   at β = 0        the range of the three published seeds, each bound widened by 20 % of itself;
//                   of the accuracy, the misclassified share is what is widened.
//   beside T_i      mean ± (4 s + trend · width). s is the standard deviation of the published
//                   values beside the jump (three seeds, six points each). These eighteen are not
//                   independent: six are of one run, and neighbours in β. So no probability is
//                   claimed for 4 s. A grid shows the jump only to the width of its bracket, over
//                   which the quantity changes by trend · width. Judged if that excludes the
//                   other side's mean: else before and after could not be distinguished, and it is
//                   reported.
//   over T_i        the difference of both means ± (4 √(s² + s'²) + (trend + trend') · width); s'
//                   and trend' are those of the other side. Judged if that excludes zero: else no
//                   jump at all would pass, and it is reported.

#include <vector>

#include "plots/report/claim.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// All claims of one seed: the positions, their number, β = 0, and beside and over each transition.
std::vector<Claim> compare(const SeedSweep& sweep);

}  // namespace caldera
