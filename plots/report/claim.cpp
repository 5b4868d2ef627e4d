#include "plots/report/claim.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

namespace caldera {

const char* name(ClaimKind kind) {
  constexpr std::array names = {"published", "certificate", "own bound",
                                "reported",  "missing",     "absent"};
  return names[static_cast<std::size_t>(kind)];
}

std::string number_text(double value) {
  return std::isnan(value) ? "none" : fmt::format("{:.4g}", value);
}

double largest(const std::vector<double>& values) {
  double result = values.empty() ? std::numeric_limits<double>::quiet_NaN() : values.front();
  for (const double value : values)
    if (!(value <= result) && !std::isnan(result)) result = value;
  return result;
}

bool is_judged(const Claim& claim) {
  return claim.kind == ClaimKind::published || claim.kind == ClaimKind::certificate ||
         claim.kind == ClaimKind::own;
}

bool passes(const Claim& claim) {
  return is_judged(claim) && claim.band && claim.ours >= claim.band->low &&
         claim.ours <= claim.band->high;
}

bool fails(const Claim& claim) { return claim.kind != ClaimKind::reported && !passes(claim); }

std::string failure(const Claim& claim) {
  if (!fails(claim)) return "";
  if (!claim.band) return claim.remark;
  const Band& band = *claim.band;
  if (std::isnan(claim.ours)) return "the run does not show it";
  return fmt::format("{} is {} {} .. {} ({})", number_text(claim.ours),
                     claim.ours < band.low ? "below" : "above", number_text(band.low),
                     number_text(band.high), band.source);
}

Claim reported(const std::string& quantity, std::optional<std::int64_t> seed, double ours,
               const std::string& remark) {
  return {.quantity = quantity, .seed = seed, .ours = ours, .remark = remark};
}

Claim missing(const std::string& quantity, const std::string& remark) {
  return {.quantity = quantity,
          .ours = std::numeric_limits<double>::quiet_NaN(),
          .kind = ClaimKind::missing,
          .remark = remark};
}

Claim absent(const std::string& quantity, std::optional<std::int64_t> seed,
             const std::string& remark) {
  return {.quantity = quantity,
          .seed = seed,
          .ours = std::numeric_limits<double>::quiet_NaN(),
          .kind = ClaimKind::absent,
          .remark = remark};
}

}  // namespace caldera
