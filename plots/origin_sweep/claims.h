#pragma once
// A sweep against the published ones. Bands, derived from the published runs alone:
//   T_i             4 % of T_i, or one step of the run's grid if that is more.
//   how many        five.
//   at β = 0        the range of the three published seeds, each bound widened by 20 % of itself;
//                   of the accuracy, the misclassified share is what is widened.
//   beside T_i      mean ± (4 s + trend · width). s is the standard deviation of the published
//                   values beside the jump (three seeds, six points each). Ninety such values from
//                   a program that reproduces the paper exactly would all lie within 4 s with a
//                   probability of nine in ten (Student's t, 17 degrees of freedom). A grid
//                   shows the jump only to the width of its bracket, over which the quantity
//                   changes by trend · width.
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
