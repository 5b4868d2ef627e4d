#pragma once
// A sweep against the published one of its case.

#include <string>
#include <vector>

#include "plots/published/curves.h"
#include "plots/report/claim.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// What Figs. 5 and 6, and the path of Fig. 3 are judged by: the transitions (plots/transition_claims.h), and
/// test error and accuracy between them (plots/grid_claims.h). All is reported of a run that is not compared
/// (plots/comparable.h).
std::vector<Claim> case_claims(const SeedSweep& sweep, const published::Case& expected,
                               const std::string& prefix, const char* distance = "r0");

/// Its distance between the transitions: "relu: r0 in the phases, out of band".
Claim distance_claim(const SeedSweep& sweep, const published::Case& expected,
                     const std::string& prefix, const char* distance = "r0");

}  // namespace caldera
