#include "plots/comparable.h"

#include <fmt/format.h>

namespace caldera {

std::string why_not_compared(const std::string& profile, const Configuration& configuration) {
  if (profile == "smoke") return "the profile smoke";
  return configuration.contains("subset") ? "trained on a part of the images" : "";
}

std::vector<Claim> compared_unless(const std::string& reason, std::vector<Claim> claims) {
  if (reason.empty()) return claims;
  for (Claim& claim : claims) {
    if (!is_judged(claim)) continue;
    claim.kind = ClaimKind::reported;
    claim.band.reset();
    claim.remark = fmt::format("not judged: {}{}{}", reason, claim.remark.empty() ? "" : "; ", claim.remark);
  }
  return claims;
}

}  // namespace caldera
