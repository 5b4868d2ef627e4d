#pragma once
// Claims about sweeps over β that several studies share.

#include <filesystem>
#include <string>
#include <vector>

#include "plots/report/claim.h"
#include "plots/seed_sweeps.h"

namespace caldera {

/// "at beta 0.0248, 0.0372"; empty for none.
std::string positions(const std::vector<Transition>& transitions);

/// Of every origin sweep: accuracy at β = 0, and number and positions of the transitions that are
/// found. Nothing is judged.
std::vector<Claim> describe_sweeps(const std::vector<std::filesystem::path>& files);

}  // namespace caldera
