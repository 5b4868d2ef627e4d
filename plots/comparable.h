#pragma once
// Which runs are held against the published curves.

#include <string>
#include <vector>

#include "experiments/run/run_identity.h"
#include "plots/report/claim.h"

namespace caldera {

/// Why a run is not: the profile smoke, which only shows that the programs work, or training on a part of
/// the images. Empty for all others.
std::string why_not_compared(const std::string& profile, const Configuration& configuration);

/// The claims as they are; or, if there is a reason against, reported with that in the remark.
std::vector<Claim> compared_unless(const std::string& reason, std::vector<Claim> claims);

}  // namespace caldera
